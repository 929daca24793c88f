import type { Finding } from '../../contracts/ports.ts';
import type { TenureError } from '../../domain/errors.ts';
import { HttpFailure } from '../http/failure.ts';
import type { UkgClient, UkgRequest } from './client.ts';
import { refusalWords, refusedPart } from './errors.ts';
import type { RefusedPart } from './errors.ts';
import type { ListReading } from './lists.ts';

/** What was found out about a 401, and how sure it is. */
interface Diagnosis {
  readonly part: RefusedPart;
  readonly because: string;
}

/**
 * Finds out which credential a 401 is about, as far as the server tells. UKG documents neither the body nor
 * the order of its checks (ukg-pro-api 6, 11), so in this order:
 * 1. the words of the refusal;
 * 2. three requests without Authorization, which can lock no account: if the configured key steadily gets another
 *    refusal than an invented one, the key is known and the password is at fault;
 * 3. with a user key in use, one request without it: if that passes, the user key was refused.
 * If nothing tells, the finding names all candidates and says so.
 */
export async function diagnoseRefusal(
  client: UkgClient,
  list: ListReading,
  refused: TenureError,
): Promise<readonly Finding[]> {
  const { cause } = refused;
  const spoken = cause instanceof HttpFailure ? refusedPart(cause) : 'unknown';
  if (spoken !== 'unknown' && spoken !== 'someKey') {
    return [report(client, refused, { part: spoken, because: 'UKG Pro says so' })];
  }
  const request = requestOf(list);
  if (spoken === 'unknown' && (await knowsTheKey(client, request))) {
    const because = 'the customer key is answered differently from an invented one, so it is known';
    return [report(client, refused, { part: 'password', because })];
  }
  if (client.keys.user !== undefined && (await passesWithout(client, request, client.keys.user))) {
    const because = `the same request without ${client.keys.user} is accepted`;
    return [report(client, refused, { part: 'userKey', because })];
  }
  return [report(client, refused, { part: spoken, because: 'UKG Pro does not say more' })];
}

function requestOf(list: ListReading): UkgRequest {
  return {
    path: list.path,
    webService: list.webService,
    query: { page: '1', [list.sizeParameter]: '1' },
    attempts: 1,
  };
}

/** Whether the server tells the configured customer key from an invented one, without a logon attempt. */
async function knowsTheKey(client: UkgClient, request: UkgRequest): Promise<boolean> {
  const configured = { ...request, headers: { authorization: null } };
  const invented = { ...request, headers: { authorization: null, [client.keys.customer]: 'QQQQQ' } };
  const first = await refusalOf(client, configured);
  const other = await refusalOf(client, invented);
  const again = await refusalOf(client, configured);
  // A refusal that differs from itself (an id, a time in its text) proves nothing.
  return first !== undefined && other !== undefined && first === again && first !== other;
}

async function passesWithout(client: UkgClient, request: UkgRequest, header: string): Promise<boolean> {
  try {
    await client.getRaw({ ...request, headers: { [header]: null } });
    return true;
  } catch (error) {
    return error instanceof HttpFailure && error.facts.status === 403;
  }
}

/** A refusal reduced to what does not vary from request to request; undefined when it was none. */
async function refusalOf(client: UkgClient, request: UkgRequest): Promise<string | undefined> {
  try {
    await client.getRaw(request);
    return undefined;
  } catch (error) {
    if (!(error instanceof HttpFailure) || error.kind !== 'status') return undefined;
    const { status = 0, challenge = '' } = error.facts;
    if (status !== 401 && status !== 403) return undefined;
    const { code, text } = refusalWords(error);
    return [status, challenge, code, text.replaceAll(/[0-9a-f-]{6,}|\d+/gi, '#')].join('|');
  }
}

interface Verdict {
  readonly subject: string;
  readonly message: string;
  readonly remedy: string;
}

const whereKeysAre = 'System Configuration > Security > Service Account Administration';

/** Findings in words. Where keys are found: ukg-pro-api 1. */
const verdicts: Record<RefusedPart, Verdict> = {
  password: {
    subject: 'UKG user name and password',
    message: 'refused',
    remedy:
      'Check ukg.username and ukg.password and that the service account is not locked; do not try many times.',
  },
  customerKey: {
    subject: 'UKG customer key',
    message: 'refused',
    remedy: `Copy ukg.customerApiKey from the top of ${whereKeysAre}.`,
  },
  userKey: {
    subject: 'UKG user key',
    message: 'refused',
    remedy: `Copy ukg.userApiKey from beside the account in ${whereKeysAre}, and check ukg.userApiKeyHeader.`,
  },
  someKey: {
    subject: 'UKG customer key or user key',
    message: 'one of the two is refused',
    remedy: `Copy both keys again from ${whereKeysAre}.`,
  },
  unknown: {
    subject: 'UKG credentials',
    message: 'user name, password, customer key or user key are refused, and which is not known',
    remedy: `Check ukg.username and ukg.password first, then the keys, against ${whereKeysAre}.`,
  },
};

function report(client: UkgClient, refused: TenureError, { part, because }: Diagnosis): Finding {
  const { subject, message, remedy } = verdicts[part];
  return {
    ok: false,
    severity: 'error',
    subject,
    message: `${client.connection}: ${message} (${because}). ${refused.message}`,
    remedy,
  };
}

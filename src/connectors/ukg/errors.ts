import { z } from 'zod';
import { TenureError } from '../../domain/errors.ts';
import type { ErrorCode, ErrorFacts } from '../../domain/errors.ts';
import { HttpFailure, isRetryable } from '../http/failure.ts';
import type { HttpFailureKind } from '../http/failure.ts';

/** Where a request went, for messages. */
export interface RequestPlace {
  /** Name of the connection, as configured. */
  readonly connection: string;
  /** UKG's name of the "web service" that the service account needs View on (ukg-pro-api 1, roles). */
  readonly webService: string;
  readonly path: string;
  /** Texts that must never be repeated in a message. */
  readonly secrets: readonly string[];
}

/** What a 401 says about itself. The body is not documented (ukg-pro-api 6, 11), so mostly nothing. */
export type RefusedPart = 'password' | 'customerKey' | 'userKey' | 'someKey' | 'unknown';

const refusal = z.object({
  title: z.string().optional().catch(undefined),
  code: z.string().optional().catch(undefined),
  message: z.string().optional().catch(undefined),
  detail: z.string().optional().catch(undefined),
});

/** What a refusal says in UKG's error shape (ukg-pro-api 6, error body); empty for any other body. */
export function refusalWords(failure: HttpFailure): RefusalWords {
  const parsed = refusal.safeParse(parseLeniently(failure.facts.refusalText ?? ''));
  if (!parsed.success) return { code: '', text: '' };
  const { code, title, message, detail } = parsed.data;
  const texts = [title, message, detail].filter((text) => text !== undefined && text.trim() !== '');
  return { code: code?.trim() ?? '', text: [...new Set(texts)].join(', ') };
}

/** UKG's own words, each empty when it said nothing. */
export interface RefusalWords {
  readonly code: string;
  readonly text: string;
}

function parseLeniently(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Which credential a 401 speaks of, by the words of its body. "Invalid credentials" says nothing, and neither
 * does a text that speaks of a key and of a password, nor the `Basic` challenge that every 401 may carry.
 */
export function refusedPart(failure: HttpFailure): RefusedPart {
  const text = failure.facts.refusalText ?? '';
  const customerKey = /customer[ -]?(?:api[ -]?)?key/i.test(text);
  const userKey = /user[ -]?api[ -]?key|x-api-key/i.test(text);
  const someKey = customerKey || userKey || /api[ -]?key/i.test(text);
  const password = /password|user ?name|locked/i.test(text);
  if (password) return someKey ? 'unknown' : 'password';
  if (customerKey !== userKey) return customerKey ? 'customerKey' : 'userKey';
  return someKey ? 'someKey' : 'unknown';
}

const codeByKind: Record<Exclude<HttpFailureKind, 'status'>, ErrorCode> = {
  unreachable: 'UKG_UNREACHABLE',
  certificate: 'UKG_CERTIFICATE_INVALID',
  timeout: 'UKG_UNAVAILABLE',
  interrupted: 'UKG_UNAVAILABLE',
  redirect: 'UKG_REDIRECT_REFUSED',
  tooLarge: 'UKG_ANSWER_TOO_LARGE',
  notJson: 'UKG_ANSWER_INVALID',
  truncated: 'UKG_ANSWER_INVALID',
};

/** Code of a refused status (ukg-pro-api 6, table). */
function codeOfStatus(failure: HttpFailure): ErrorCode {
  const status = failure.facts.status ?? 0;
  if (status === 401) return unauthorizedCode(refusedPart(failure));
  if (status === 403) return 'UKG_FORBIDDEN';
  if (status === 404) return 'UKG_NOT_FOUND';
  if (status === 429) return 'UKG_RATE_LIMITED';
  if (status >= 500 || status === 408 || status === 425) return 'UKG_UNAVAILABLE';
  return 'UKG_REQUEST_REFUSED';
}

function unauthorizedCode(part: RefusedPart): ErrorCode {
  return part === 'password' || part === 'unknown' ? 'UKG_UNAUTHORIZED' : 'UKG_KEY_REFUSED';
}

function remedyOf(failure: HttpFailure, code: ErrorCode, place: RequestPlace): string | undefined {
  if (code === 'UKG_FORBIDDEN') {
    return `Give the service account View on the web service "${place.webService}" in Service Account Administration.`;
  }
  if (code === 'UKG_UNAUTHORIZED' && refusedPart(failure) === 'unknown') {
    return 'Check ukg.username, ukg.password and ukg.customerApiKey; `tenure check` finds out which where UKG Pro tells.';
  }
  if (failure.kind === 'timeout') return 'Lower ukg.pageSize if it lasts; Tenure goes on trying.';
  return undefined;
}

/**
 * The one place where a failed request becomes a TenureError `UKG_*`. 401 and 403 are never retryable: a
 * repeated wrong password may lock the service account (ukg-pro-api 6). Anything that is no HttpFailure
 * (cancellation, a defect) is answered unchanged.
 */
export function translateFailure(error: unknown, place: RequestPlace): unknown {
  if (!(error instanceof HttpFailure)) return error;
  const code = error.kind === 'status' ? codeOfStatus(error) : codeByKind[error.kind];
  const remedy = remedyOf(error, code, place);
  const facts: ErrorFacts = {
    place: place.path,
    retryable: isRetryable(error),
    ...(error.facts.retryAfterMs === undefined ? {} : { retryAfterMs: error.facts.retryAfterMs }),
    ...(remedy === undefined ? {} : { remedy }),
    cause: error,
  };
  return new TenureError(code, `${place.connection}: ${error.message}${quoteRefusal(error, place)}`, facts);
}

/** UKG's own words about a refusal, on one line, short, and without anything we hold secret. */
function quoteRefusal(failure: HttpFailure, place: RequestPlace): string {
  const { code, text } = refusalWords(failure);
  const words = `${code} ${text}`.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim();
  const safe = place.secrets.reduce((said, secret) => said.replaceAll(secret, '***'), words).slice(0, 200);
  const id = failure.facts.requestId;
  const said = safe === '' ? '' : `: ${safe}`;
  return id === undefined ? said : `${said} (request id ${id.slice(0, 80)})`;
}

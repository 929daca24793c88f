import type { Finding } from '../../contracts/ports.ts';
import { TenureError } from '../../domain/errors.ts';
import type { UkgClient, UkgRequest } from './client.ts';
import { diagnoseRefusal } from './diagnose.ts';
import { foldField } from './fields.ts';
import type { FieldPlans } from './fields.ts';
import { changesBetween } from './lists.ts';
import type { ListReading, ListReadings } from './lists.ts';
import { fieldNamesOf } from './schema.ts';

/** What the connected test needs. */
export interface CheckParts {
  readonly client: UkgClient;
  readonly lists: ListReadings;
  readonly fields: FieldPlans;
  readonly now: () => number;
}

interface Probe {
  readonly list: ListReading;
  /** What does not work without it: decides between error and warning. */
  readonly severity: Finding['severity'];
  /** Added to the message of a failure. */
  readonly neededFor: string;
}

type Outcome =
  | { readonly kind: 'rows'; readonly rows: readonly unknown[] }
  | { readonly kind: 'failed'; readonly error: TenureError };

/**
 * Tests the connection with as few requests as tell something, each for one row: the endpoint and the
 * credentials by the first, then one per web service. After a 401 no further request carries the password than
 * the diagnosis needs, because failed logons may lock the service account (ukg-pro-api 6).
 */
export async function checkConnection(parts: CheckParts): Promise<readonly Finding[]> {
  const { client, lists } = parts;
  const first = await probe(client, lists.personnel.employment);
  const refused = first.kind === 'failed' && first.error.code !== 'UKG_FORBIDDEN' ? first.error : undefined;
  if (refused?.code === 'UKG_UNAUTHORIZED' || refused?.code === 'UKG_KEY_REFUSED') {
    return [found(endpoint(client)), ...(await diagnoseRefusal(client, lists.personnel.employment, refused))];
  }
  if (refused !== undefined) return [failure(endpointSubject, 'error', refused)];
  return [
    found(endpoint(client)),
    found({ subject: 'UKG user name and password', message: 'accepted' }),
    ...keyFindings(client),
    ...serviceFinding(client, employmentProbe(lists), first),
    ...populationFindings(parts, lists.personnel.employment, first),
    ...(await otherServices(parts)),
  ];
}

const endpointSubject = 'UKG service endpoint';

function endpoint(client: UkgClient): Pick<Finding, 'subject' | 'message'> {
  return { subject: endpointSubject, message: `${client.origin} answers` };
}

function found({ subject, message }: Pick<Finding, 'subject' | 'message'>): Finding {
  return { ok: true, severity: 'error', subject, message };
}

function failure(subject: string, severity: Finding['severity'], error: TenureError, note = ''): Finding {
  return { ok: false, severity, subject, message: `${error.message}${note}`, remedy: error.remedy };
}

function employmentProbe(lists: ListReadings): Probe {
  return { list: lists.personnel.employment, severity: 'error', neededFor: 'reading employees' };
}

/** Everything else, one after the other; the tenant's quota is shared with the running synchronisation. */
async function otherServices(parts: CheckParts): Promise<readonly Finding[]> {
  const { client, lists, now } = parts;
  const probes: readonly Probe[] = [
    { list: lists.personnel.person, severity: 'error', neededFor: 'names and addresses' },
    {
      list: lists.personnel.details,
      severity: lists.detailsNamed ? 'error' : 'warning',
      neededFor: lists.detailsNamed ? 'attributes from details' : 'telling the home company of several',
    },
    {
      list: changesBetween(now() - 3_600_000, now()),
      severity: 'warning',
      neededFor: 'reading only what changed between two full reads',
    },
    ...lists.configuration.map((list): Probe => ({
      list,
      severity: 'error',
      neededFor: `descriptions from ${list.name}`,
    })),
  ];
  const findings: Finding[] = [];
  for (const wanted of probes) {
    // oxlint-disable-next-line no-await-in-loop -- see above
    const outcome = await probe(client, wanted.list);
    findings.push(
      ...serviceFinding(client, wanted, outcome),
      ...populationFindings(parts, wanted.list, outcome),
    );
    if (outcome.kind === 'failed' && outcome.error.code === 'UKG_UNAUTHORIZED') break;
  }
  return findings;
}

async function probe(client: UkgClient, list: ListReading): Promise<Outcome> {
  const { path, webService } = list;
  const paging = list.paging === 'paged' ? { page: '1', [list.sizeParameter]: '1' } : {};
  const request: UkgRequest = { path, webService, query: { ...list.query, ...paging }, attempts: 2 };
  try {
    return { kind: 'rows', rows: await client.getRows(request) };
  } catch (error) {
    if (!(error instanceof TenureError)) throw error;
    if (error.code === 'UKG_NOT_FOUND' && list.olderPath !== undefined) {
      return probe(client, { ...withoutOlder(list), path: list.olderPath });
    }
    return error.code === 'UKG_NOT_FOUND' && list.filtered
      ? { kind: 'rows', rows: [] }
      : { kind: 'failed', error };
  }
}

function withoutOlder(list: ListReading): ListReading {
  const { olderPath: _, ...rest } = list;
  return rest;
}

function serviceFinding(
  client: UkgClient,
  { list, severity, neededFor }: Probe,
  outcome: Outcome,
): Finding[] {
  const subject = `UKG web service "${list.webService}" (${list.name})`;
  if (outcome.kind === 'failed') {
    return [failure(subject, severity, outcome.error, `; needed for ${neededFor}`)];
  }
  return [found({ subject, message: `${client.connection}: ${list.path} can be read` })];
}

/** Whether the answer looks like a workforce: somebody is there, and the fields that attributes name are. */
function populationFindings({ fields }: CheckParts, list: ListReading, outcome: Outcome): Finding[] {
  if (outcome.kind === 'failed') return [];
  const subject = `UKG list ${list.name}`;
  if (outcome.rows.length === 0) return list.filtered || list.name === 'details' ? [] : [emptyFinding(list)];
  const present = new Set(outcome.rows.slice(0, 50).flatMap(fieldNamesOf));
  const findings: Finding[] = [];
  for (const [attribute, sources] of fields.sources) {
    for (const { list: from, name } of sources) {
      if (from !== list.name || present.has(foldField(name))) continue;
      findings.push({
        ok: false,
        severity: 'warning',
        subject,
        message: `The attribute ${attribute} comes from ${from}.${name}, which the answer does not hold`,
        remedy: `Check the spelling in hrData.attributes.${attribute}; the attribute stays empty.`,
      });
    }
  }
  return findings;
}

function emptyFinding(list: ListReading): Finding {
  return {
    ok: false,
    severity: 'error',
    subject: `UKG list ${list.name}`,
    message: `${list.path} holds no rows for this service account`,
    remedy: `Check which companies the service account may see, and its View on "${list.webService}".`,
  };
}

/** What an accepted request proves about the keys, and what it does not. */
function keyFindings(client: UkgClient): Finding[] {
  const { customer, user } = client.keys;
  const accepted = { subject: 'UKG customer key', message: `accepted in ${customer}` };
  if (user === undefined) return [found(accepted)];
  const message =
    `sent in ${user} and not refused; UKG's REST reference names no header for the user key, ` +
    'so whether it was looked at is not known';
  return [found(accepted), found({ subject: 'UKG user key', message })];
}

import type { HrRow } from '../../contracts/ports.ts';
import { TenureError } from '../../domain/errors.ts';
import type { HrRecord } from '../../domain/hr/record.ts';
import type { ConnectorLog } from '../http/log.ts';
import type { Assembler } from './assemble.ts';
import type { UkgClient } from './client.ts';
import type { ListReading, ListReadings, PersonnelReading } from './lists.ts';
import type { ListReader } from './paging.ts';
import { isPersonKey } from './schema.ts';

/** What reading one person needs. */
export interface PersonReaderParts {
  readonly client: UkgClient;
  readonly reader: ListReader;
  readonly lists: ListReadings;
  readonly assemble: Assembler;
  readonly log: ConnectorLog;
  readonly now: () => number;
}

/** Reads one person, fresh; the record carries the key in HR's spelling. See `HrSource.person`. */
export type PersonReader = (
  personKey: string,
  signal: AbortSignal | undefined,
) => Promise<HrRecord | undefined>;

/** Nobody has more employments; a server that ignores the filter sends no more than this before it is noticed. */
const rowsPerPerson = '100';
/** Descriptions change rarely, and are the same for everybody asked about in the meantime. */
const configurationLifeMs = 5 * 60_000;

/** Reader of single persons, with a cache for the configuration lists only. */
export function createPersonReader(parts: PersonReaderParts): PersonReader {
  const { client, lists, now } = parts;
  const cache = new Map<string, { readonly readAt: number; readonly rows: Promise<readonly HrRow[]> }>();

  function configurationRows(list: ListReading): Promise<readonly HrRow[]> {
    const cached = cache.get(list.name);
    if (cached !== undefined && now() - cached.readAt < configurationLifeMs) return cached.rows;
    // Shared by all who ask meanwhile, so no single caller's signal may end it.
    const rows = readAll(parts.reader, list);
    cache.set(list.name, { readAt: now(), rows });
    rows.catch(() => cache.delete(list.name));
    return rows;
  }

  async function rowsOf(list: PersonnelReading, personKey: string, signal: AbortSignal | undefined) {
    const query = { [list.personParameter]: personKey, page: '1', [list.sizeParameter]: rowsPerPerson };
    const { path, webService } = list;
    const { rows, notFound } = await client.getMatches({ path, webService, query, signal });
    const decoded = rows.map(list.decode);
    if (decoded.some((row) => isSomebodyElse(row, personKey))) throw filterIgnored(client, list, personKey);
    return { rows: decoded, notFound };
  }

  async function read(personKey: string, signal: AbortSignal | undefined): Promise<HrRecord | undefined> {
    if (!isPersonKey(personKey)) {
      throw new TenureError('REQUEST_INVALID', 'The person key is not a UKG employee id', {
        remedy: 'Give the employee id (EEID) as UKG Pro shows it: letters and digits only.',
      });
    }
    const [employment, person] = await Promise.all([
      rowsOf(lists.personnel.employment, personKey, signal),
      rowsOf(lists.personnel.person, personKey, signal),
    ]);
    if (employment.rows.length === 0 && person.rows.length === 0) {
      if (employment.notFound || person.notFound) await probeEndpoint(client, lists, signal);
      return undefined;
    }
    const rows = new Map<string, readonly HrRow[]>([
      ['employment', employment.rows],
      ['person', person.rows],
    ]);
    if (lists.detailsNamed || employment.rows.length > 1) {
      rows.set('details', await detailsOf(personKey, signal));
    }
    for (const list of lists.configuration) {
      // oxlint-disable-next-line no-await-in-loop -- the tenant's quota allows few requests at a time
      rows.set(list.name, await configurationRows(list));
    }
    return settle(parts, personKey, rows);
  }

  async function detailsOf(personKey: string, signal: AbortSignal | undefined): Promise<readonly HrRow[]> {
    const list = lists.personnel.details;
    try {
      return (await rowsOf(list, personKey, signal)).rows;
    } catch (error) {
      const leftOut =
        list.optional &&
        error instanceof TenureError &&
        (error.code === 'UKG_FORBIDDEN' || error.code === 'UKG_REQUEST_REFUSED');
      if (leftOut) return [];
      throw error;
    }
  }

  return read;
}

/** SQL compares keys without regard to case, so a server may answer in HR's spelling of the key. */
function isSomebodyElse(row: HrRow, personKey: string): boolean {
  const key = row['employeeId'];
  return typeof key === 'string' && key.toUpperCase() !== personKey.toUpperCase();
}

async function readAll(reader: ListReader, list: ListReading): Promise<readonly HrRow[]> {
  const rows: HrRow[] = [];
  for await (const page of reader.pages(list, 1, undefined)) rows.push(...page.rows);
  return rows;
}

/** A 404 for one person may also mean that the whole path is wrong; asking without filter tells. */
async function probeEndpoint(
  client: UkgClient,
  lists: ListReadings,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { path, webService, sizeParameter } = lists.personnel.employment;
  await client.getRows({ path, webService, query: { page: '1', [sizeParameter]: '1' }, signal });
}

function settle(
  parts: PersonReaderParts,
  personKey: string,
  rows: ReadonlyMap<string, readonly HrRow[]>,
): HrRecord {
  const { records, problems } = parts.assemble(rows);
  const [record, ...others] = records;
  if (record !== undefined && others.length === 0) {
    const own = problems.filter((problem) => problem.personKey === record.personKey);
    const fields = own.map(({ field, problem }) => `${field} ${problem}`);
    if (fields.length > 0) parts.log.warn({ personKey, fields }, 'HR record has fields that cannot be used');
    return record;
  }
  const identity = problems.filter((problem) => problem.severity === 'identity');
  const what = identity.map(({ field, problem }) => `${field} ${problem}`).join('; ');
  throw new TenureError('HR_RECORD_INVALID', `The HR record of ${personKey} is not whole: ${what}`, {
    personKey,
  });
}

function filterIgnored(client: UkgClient, list: ListReading, personKey: string): TenureError {
  const message = `${client.connection}: ${list.path} answered with other people than the one asked for`;
  return new TenureError('UKG_ANSWER_INVALID', message, {
    personKey,
    place: list.path,
    remedy:
      'The service does not filter by employee id; check that ukg.baseUrl is a UKG Pro service endpoint.',
  });
}

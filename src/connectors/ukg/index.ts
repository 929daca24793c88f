import type { CancelSignal, HrPage, HrSource } from '../../contracts/ports.ts';
import { TenureError } from '../../domain/errors.ts';
import type { AttributeDefinition } from '../../domain/hr/record.ts';
import { noLog } from '../http/log.ts';
import { createAssembler } from './assemble.ts';
import { checkConnection } from './check.ts';
import { createUkgClient } from './client.ts';
import type { UkgConnection } from './client.ts';
import { planFields } from './fields.ts';
import { changesBetween, planLists } from './lists.ts';
import type { ListReading } from './lists.ts';
import { createListReader } from './paging.ts';
import { createPersonReader } from './person.ts';

/** Everything the UKG Pro source needs. */
export interface UkgOptions extends UkgConnection {
  /** Rows asked for per page, default 1000; endpoints with a smaller limit get theirs. */
  readonly pageSize?: number;
  /**
   * The policy's attributes, standard and declared. `from` names a list and a field: `employment.` is
   * employment-details, `person.` is person-details, `details.` is employee-employment-details.
   */
  readonly definitions: readonly AttributeDefinition[];
}

const defaultPageSize = 1_000;

/**
 * UKG Pro as the HR system (ukg-pro-api 1 to 6). No request is made before the first call. Of what UKG Pro
 * sends only the fields that a definition names, identity, and what the choice of the primary job needs pass
 * the edge; everything else is gone before anything is returned, stored or logged.
 *
 * `lists` are `employment`, `person`, `details` and one per configuration table in use. `details` may be empty:
 * unless a definition names it, only the employments off the home company are asked for, and a tenant without
 * the endpoint does without.
 *
 * @throws TenureError CONFIG_INVALID when the options cannot work
 */
export function createUkgSource(options: UkgOptions): HrSource {
  const fields = planFields(options.definitions);
  const lists = planLists(options.definitions, fields);
  const client = createUkgClient(options);
  const log = options.logger ?? noLog;
  const now = options.now ?? Date.now;
  const reader = createListReader(client, options.pageSize ?? defaultPageSize, log);
  const { employment, person, details } = lists.personnel;
  const readings = new Map<string, ListReading>(
    [employment, person, details, ...lists.configuration].map((list) => [list.name, list]),
  );
  const configurationNames = lists.configuration.map((list) => list.name);
  const assemble = createAssembler(options.definitions, fields.sources, configurationNames);

  function pages(list: string, fromPage: number, signal?: CancelSignal): AsyncIterable<HrPage> {
    const reading = readings.get(list);
    if (reading !== undefined) return reader.pages(reading, fromPage, signal);
    throw new TenureError('INTERNAL', `UKG Pro has no list "${list}"`);
  }

  async function changedBetween(
    fromMs: number,
    toMs: number,
    signal?: CancelSignal,
  ): Promise<readonly string[]> {
    const keys = new Set<string>();
    for await (const page of reader.pages(changesBetween(fromMs, toMs), 1, signal)) {
      for (const { employeeId } of page.rows) if (typeof employeeId === 'string') keys.add(employeeId);
    }
    return [...keys].toSorted();
  }

  return {
    definitions: options.definitions,
    lists: [...readings.keys()],
    pages,
    assemble,
    person: createPersonReader({ client, reader, lists, assemble, log, now }),
    changedBetween,
    check: () => checkConnection({ client, lists, fields, now }),
    close: () => client.close(),
  };
}

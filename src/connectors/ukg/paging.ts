import type { HrPage, HrRow } from '../../contracts/ports.ts';
import { TenureError } from '../../domain/errors.ts';
import type { ConnectorLog } from '../http/log.ts';
import type { UkgClient } from './client.ts';
import type { ListReading } from './lists.ts';

/** Reads whole lists. */
export interface ListReader {
  /**
   * Pages of a list from `fromPage` on. A paged list ends with an empty page, or with a page that brings no
   * new row, which is how a server looks that ignores paging (ukg-pro-api 6, quirk 7); a short page ends
   * nothing, and the `Link` header is not needed. A page that fails fails the read: nothing is left out.
   * @throws TenureError `UKG_*`
   */
  pages(list: ListReading, fromPage: number, signal: AbortSignal | undefined): AsyncGenerator<HrPage>;
}

/** @param pageSize rows asked for per page */
export function createListReader(client: UkgClient, pageSize: number, log: ConnectorLog): ListReader {
  async function readPage(
    list: ListReading,
    page: number,
    signal: AbortSignal | undefined,
  ): Promise<readonly HrRow[]> {
    const size = String(Math.min(pageSize, list.maxPageSize));
    const paging = list.paging === 'paged' ? { page: String(page), [list.sizeParameter]: size } : {};
    const request = { webService: list.webService, query: { ...list.query, ...paging }, signal };
    return (await readRows(list, request)).map(list.decode);
  }

  async function readRows(
    list: ListReading,
    request: Omit<Parameters<UkgClient['getRows']>[0], 'path'>,
  ): Promise<readonly unknown[]> {
    try {
      return await client.getRows({ ...request, path: list.path });
    } catch (error) {
      if (list.olderPath !== undefined && hasCode(error, 'UKG_NOT_FOUND')) {
        return client.getRows({ ...request, path: list.olderPath });
      }
      if (list.filtered && hasCode(error, 'UKG_NOT_FOUND')) return [];
      if (!list.optional || !isAbsent(error)) throw error;
      log.warn({ list: list.name, code: error.code }, 'Optional list left out, UKG Pro does not offer it');
      return [];
    }
  }

  async function* pages(
    list: ListReading,
    fromPage: number,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<HrPage> {
    const seen = new Set<string>();
    for (let page = fromPage; list.paging === 'paged' || page === 1; page += 1) {
      // oxlint-disable-next-line no-await-in-loop -- whether there is a next page is known after this one
      const rows = await readPage(list, page, signal);
      if (rows.length === 0) {
        if (page === 1 && list.neverEmpty) throw unexpectedlyEmpty(client, list);
        return;
      }
      const before = seen.size;
      for (const row of rows) seen.add(list.keyOf(row) ?? JSON.stringify(row));
      if (seen.size === before) {
        log.warn({ list: list.name, page }, 'Page without a new row taken as the end of the list');
        return;
      }
      yield { list: list.name, page, rows };
    }
  }

  return { pages };
}

function unexpectedlyEmpty(client: UkgClient, list: ListReading): TenureError {
  return new TenureError('UKG_ANSWER_INVALID', `${client.connection}: the list ${list.path} is empty`, {
    place: list.path,
    remedy: `Check View on "${list.webService}" and the table in UKG Pro; attributes are described by it.`,
  });
}

function hasCode(error: unknown, code: TenureError['code']): error is TenureError {
  return error instanceof TenureError && error.code === code;
}

/** Answers by which a tenant or a role says that it does not have a resource or a filter. */
function isAbsent(error: unknown): error is TenureError {
  return (
    hasCode(error, 'UKG_NOT_FOUND') ||
    hasCode(error, 'UKG_FORBIDDEN') ||
    hasCode(error, 'UKG_REQUEST_REFUSED')
  );
}

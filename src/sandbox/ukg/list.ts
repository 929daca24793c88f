import { emptyAnswer, jsonAnswer, notFound, type Answer } from './answers.ts';
import type { Exchange } from './exchange.ts';
import { readFilters, readList, type Filters } from './filters.ts';
import { linkHeader, readPage, type PagingStyle } from './paging.ts';
import type { Query } from './query.ts';
import type { WireRow } from './refs.ts';
import type { Scene } from './scene.ts';
import { cutPage, spoilRows, spoilWireRow } from './spoil.ts';

/** An endpoint that answers with a bare JSON array (ukg-pro-api 2, envelope). */
export interface ListEndpoint<T> {
  readonly paging: PagingStyle;
  readonly filters: Filters<T>;
  readonly rows: (exchange: Exchange) => readonly T[];
  readonly render: (row: T, scene: Scene) => WireRow;
  readonly personKeyOf?: (row: T) => string;
}

/** Answers one page of a list. */
export function answerList<T>(endpoint: ListEndpoint<T>, exchange: Exchange, scene = exchange.scene): Answer {
  const { query, behaviour, faults, url } = exchange;
  const page = readPage(query, endpoint.paging);
  const tests = readFilters(endpoint.filters, query);
  const candidates = endpoint.rows(exchange);
  const found =
    tests.length === 0 ? candidates : candidates.filter((row) => tests.every((test) => test(row, scene)));
  if (found.length === 0 && tests.length > 0 && behaviour.emptyAs404) return emptyAnswer(404);
  const rows = spoilRows(found, faults, endpoint.personKeyOf);
  const whole = endpoint.paging === 'none';
  const cut = whole && behaviour.repeatUnpagedLists ? rows : cutPage(rows, page, faults);
  const wire = cut.map((row, position) => spoilWireRow(endpoint.render(row, scene), faults, position));
  const link = behaviour.linkHeader && !whole ? { link: linkHeader(url, page, rows.length) } : {};
  return jsonAnswer(200, wire, link);
}

/** Answers one row as an object; 404 when there is none. */
export function answerOne<T>(
  endpoint: ListEndpoint<T>,
  exchange: Exchange,
  row: T | undefined,
  what: string,
): Answer {
  if (row === undefined) throw notFound(`${what} was not found.`);
  return jsonAnswer(200, spoilWireRow(endpoint.render(row, exchange.scene), exchange.faults, 0));
}

/**
 * The persons an `employeeId` filter names, by look-up; undefined without such a filter. The filter itself is
 * applied all the same: this only spares the walk through everybody.
 */
export function namedPersons(query: Query): readonly string[] | undefined {
  const text = query.get('employeeid');
  if (text === undefined || text === '' || text.includes('*')) return undefined;
  return [...new Set(readList(text))].map((key) => key.toUpperCase());
}

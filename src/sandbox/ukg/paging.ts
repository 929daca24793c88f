import { readCount, type Query } from './query.ts';

/** How an endpoint pages (ukg-pro-api 2, paging). */
export type PagingStyle = 'details' | 'changes' | 'none';

const limits = {
  details: { usual: 10_000, most: 10_000 },
  changes: { usual: 100, most: 200 },
  none: { usual: Infinity, most: Infinity },
} as const satisfies Record<PagingStyle, { usual: number; most: number }>;

/** The page asked for. */
export interface Page {
  /** From 1. */
  readonly number: number;
  readonly size: number;
}

/** Reads `page` and `per_Page`; a size above the cap is cut down to it. Throws a 400 for anything but whole numbers from 1. */
export function readPage(query: Query, style: PagingStyle): Page {
  const { usual, most } = limits[style];
  const number = readCount(query, 'page') ?? 1;
  const size = readCount(query, 'per_Page') ?? usual;
  return { number, size: style === 'none' ? Infinity : Math.min(size, most) };
}

/** Part of a list, by position; past the end it is empty. */
export function slicePage<T>(rows: readonly T[], page: Page): readonly T[] {
  if (page.size === Infinity) return page.number === 1 ? rows : [];
  return rows.slice((page.number - 1) * page.size, page.number * page.size);
}

/** The `Link` header with rels first, previous, next, last (ukg-pro-api 2). */
export function linkHeader(url: URL, page: Page, count: number): string {
  const last = Math.max(1, Math.ceil(count / page.size));
  const links: [string, number][] = [['first', 1]];
  if (page.number > 1) links.push(['previous', Math.min(page.number - 1, last)]);
  if (page.number < last) links.push(['next', page.number + 1]);
  links.push(['last', last]);
  return links.map(([rel, number]) => `<${pageUrl(url, number, page.size)}>; rel="${rel}"`).join(', ');
}

function pageUrl(url: URL, number: number, size: number): string {
  const target = new URL(url);
  for (const name of url.searchParams.keys()) {
    if (['page', 'per_page'].includes(name.toLowerCase())) target.searchParams.delete(name);
  }
  target.searchParams.set('page', String(number));
  target.searchParams.set('per_page', String(size));
  return target.href;
}

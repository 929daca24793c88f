import { addDays, readInstant, type CalendarDate } from '../workforce/index.ts';
import { badParameter } from './answers.ts';

/** Query parameters by lower-case name: UKG's own examples differ in case (ukg-pro-api 2, paging). */
export type Query = ReadonlyMap<string, string>;

/** Reads a query; of a repeated parameter the last one counts. */
export function readQuery(parameters: URLSearchParams): Query {
  const query = new Map<string, string>();
  for (const [name, value] of parameters) query.set(name.toLowerCase(), value);
  return query;
}

/** A whole number of at least 1; undefined when absent. Throws a 400. */
export function readCount(query: Query, name: string): number | undefined {
  const text = query.get(name.toLowerCase());
  if (text === undefined || text === '') return undefined;
  const count = Number(text);
  if (!/^\d{1,10}$/.test(text) || count < 1) throw badParameter(name, `The value '${text}' is not valid.`);
  return count;
}

/** An ISO date or date-time as the newer endpoints take it (ukg-pro-api 2, date filters). Throws a 400. */
export function readMoment(query: Query, name: string): number | undefined {
  const text = query.get(name.toLowerCase());
  if (text === undefined || text === '') return undefined;
  const instant = readInstant(text.replace(/\+00:00$/, 'Z'));
  if (instant === undefined) throw badParameter(name, `The value '${text}' is not a valid date.`);
  return instant;
}

/** Days that a date filter lets through, both ends included. */
export interface DayRange {
  readonly from: CalendarDate | null;
  readonly to: CalendarDate | null;
}

const usDay = /^(\d{2})-(\d{2})-(\d{4})$/;

function readUsDay(text: string, name: string): CalendarDate {
  const [, month, day, year] = usDay.exec(text.trim()) ?? [];
  const date = `${year}-${month}-${day}`;
  if (year === undefined || readInstant(date) === undefined) {
    throw badParameter(name, `The value '${text}' is not a date of the form MM-DD-YYYY.`);
  }
  return date;
}

/**
 * The legacy dialect: operator inside the value, `>01-31-2026`, `<01-31-2026`, `01-31-2026`,
 * `{01-01-2026,01-31-2026}` (ukg-pro-api 2). Whether ends count is open there; here `>` and `<` leave the day out
 * and braces take both ends. Throws a 400.
 */
export function readOperatorDate(text: string, name: string): DayRange {
  const braces = /^\{([^,]+),([^,]+)\}$/.exec(text.trim());
  if (braces !== null)
    return { from: readUsDay(braces[1] ?? '', name), to: readUsDay(braces[2] ?? '', name) };
  const operator = text.trim().charAt(0);
  if (operator === '>') return { from: addDays(readUsDay(text.trim().slice(1), name), 1), to: null };
  if (operator === '<') return { from: null, to: addDays(readUsDay(text.trim().slice(1), name), -1) };
  const day = readUsDay(text, name);
  return { from: day, to: day };
}

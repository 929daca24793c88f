import { TenureError } from '../../domain/errors.ts';

/** A calendar date, `YYYY-MM-DD`: what HR means by a day, without a zone. */
export type CalendarDate = string;

const dayMs = 86_400_000;
const instantForm = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)Z?)?$/;

// A workforce repeats a few thousand days a million times: one string each keeps 100,000 people small.
const known = new Map<number, CalendarDate>();

/** The day of an instant. Instants are epoch milliseconds on the HR server's own wall clock, kept as if it were UTC. */
export function dateOf(instant: number): CalendarDate {
  const day = Math.floor(instant / dayMs);
  const date = known.get(day) ?? new Date(day * dayMs).toISOString().slice(0, 10);
  if (known.size < 100_000) known.set(day, date);
  return date;
}

/** The first instant of a day. */
export function startOf(date: CalendarDate): number {
  return Date.parse(`${date}T00:00:00Z`);
}

/** The day `days` after (or, negative, before) a day. */
export function addDays(date: CalendarDate, days: number): CalendarDate {
  return dateOf(startOf(date) + days * dayMs);
}

/**
 * Reads `YYYY-MM-DD` (midnight) or `YYYY-MM-DDTHH:MM[:SS[.fff]][Z]`. Answers undefined for anything else and
 * for a day that does not exist.
 */
export function readInstant(text: string): number | undefined {
  const match = instantForm.exec(text);
  const date = match?.[1];
  if (date === undefined) return undefined;
  const instant = Date.parse(`${date}T${match?.[2] ?? '00:00:00'}Z`);
  if (Number.isNaN(instant) || dateOf(startOf(date)) !== date) return undefined;
  return instant;
}

/** As {@link readInstant}; throws `REQUEST_INVALID` naming what was asked. */
export function parseInstant(text: string, what: string): number {
  const instant = readInstant(text);
  if (instant !== undefined) return instant;
  throw new TenureError('REQUEST_INVALID', `${what} is not a date or date-time: ${text}`, {
    remedy: 'Write 2026-01-31 or 2026-01-31T08:00:00.',
  });
}

/** `2021-09-20T00:00:00`, the form of dates on the details endpoints (ukg-pro-api 2, value formats). */
export function showDate(date: CalendarDate): string {
  return `${date}T00:00:00`;
}

/** `2023-03-29T08:24:30.16`: no zone, no trailing zeros in the fraction (ukg-pro-api 2, value formats). */
export function showStamp(instant: number): string {
  const iso = new Date(instant).toISOString();
  const fraction = iso.slice(20, 23).replace(/0+$/, '');
  return fraction === '' ? iso.slice(0, 19) : `${iso.slice(0, 19)}.${fraction}`;
}

/** `9/20/2021 12:00:00 AM`, the form of dates in employee-changes (ukg-pro-api 3.4). */
export function showUsDate(date: CalendarDate): string {
  const [year = '', month = '', day = ''] = date.split('-');
  return `${Number(month)}/${Number(day)}/${year} 12:00:00 AM`;
}

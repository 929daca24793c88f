import { dayNumber, readIsoDate, showIsoDate } from './dates.ts';
import { fault } from './fault.ts';
import { limits } from './limits.ts';

/** Day number of an ISO date of the record. */
export function dayOf(date: string, where: string): number {
  const parts = readIsoDate(date);
  if (parts === undefined) return fault(where, 'a date is not of the form YYYY-MM-DD');
  return dayNumber(parts.year, parts.month, parts.day);
}

/** ISO date of a day number. */
export function dateOf(day: number, where: string): string {
  return showIsoDate(day) ?? fault(where, 'the date lies outside the years 1 to 9999');
}

/** Guards the length of a text that a formula made. */
export function bounded(text: string, where: string): string {
  if (text.length > limits.textLength)
    fault(where, `the text is longer than ${limits.textLength} characters`);
  return text;
}

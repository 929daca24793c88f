/**
 * Calendar dates as whole numbers of days since 1970-01-01, in the proleptic Gregorian calendar. Pure integer
 * arithmetic: formulas run a million times a second, where a date object per step would cost most of the time.
 */

export interface CalendarDate {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly day: number;
}

const daysBeforeEpoch = 719_468;
const daysPerEra = 146_097;
const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Days in a month. */
function daysInMonth(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && leap ? 29 : (monthLengths[month - 1] ?? 0);
}

/** Day number of a date; month and day may lie outside their range by any amount, as in Excel's DATE. */
export function dayNumber(year: number, month: number, day: number): number {
  const monthsFromMarch = month - 3;
  const shift = Math.floor(monthsFromMarch / 12);
  const marchYear = year + shift;
  const marchMonth = monthsFromMarch - shift * 12;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * marchMonth + 2) / 5);
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * daysPerEra + dayOfEra - daysBeforeEpoch + (day - 1);
}

/** Inverse of {@link dayNumber}. */
export function calendarDate(dayNumberGiven: number): CalendarDate {
  const shifted = dayNumberGiven + daysBeforeEpoch;
  const era = Math.floor(shifted / daysPerEra);
  const dayOfEra = shifted - era * daysPerEra;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at += 1) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

/** The date that `YYYY-MM-DD` names; undefined when the text is no date of the calendar. */
export function readIsoDate(text: string): CalendarDate | undefined {
  if (text.length !== 10 || text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return undefined;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 7);
  const day = digits(text, 8, 10);
  if (year < 1 || month < 1 || month > 12 || day < 1) return undefined;
  if (day > 28 && day > daysInMonth(year, month)) return undefined;
  return { year, month, day };
}

/** `YYYY-MM-DD`; undefined outside the years 1 to 9999. */
export function showIsoDate(day: number): string | undefined {
  const date = calendarDate(day);
  if (!(date.year >= 1 && date.year <= 9999)) return undefined;
  const year = String(date.year).padStart(4, '0');
  return `${year}-${String(date.month).padStart(2, '0')}-${String(date.day).padStart(2, '0')}`;
}

/** Monday 1 … Sunday 7. */
export function isoWeekday(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** Day number of the same day some months later or earlier; the last day of the month when it has no such day. */
export function addMonths(date: CalendarDate, months: number): number {
  const first = calendarDate(dayNumber(date.year, date.month + months, 1));
  return dayNumber(first.year, first.month, Math.min(date.day, daysInMonth(first.year, first.month)));
}

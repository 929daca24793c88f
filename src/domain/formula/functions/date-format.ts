import type { CalendarDate } from '../dates.ts';
import { dayNumber, isoWeekday } from '../dates.ts';

/** Why a format cannot be used and where in it. */
export interface FormatFault {
  readonly at: number;
  readonly message: string;
  readonly hint?: string;
}

/** A date format, compiled. */
export interface DateFormat {
  show(date: CalendarDate): string;
}

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

type DatePart = (date: CalendarDate) => string;

function padded(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

function monthName(date: CalendarDate): string {
  return months[date.month - 1] ?? '';
}

function weekdayName(date: CalendarDate): string {
  return weekdays[isoWeekday(dayNumber(date.year, date.month, date.day)) - 1] ?? '';
}

/** Codes of Excel's date formats (Microsoft, "TEXT function", Date and time codes); names are English. */
const parts = new Map<string, DatePart>([
  ['d', (date) => String(date.day)],
  ['dd', (date) => padded(date.day, 2)],
  ['ddd', (date) => weekdayName(date).slice(0, 3)],
  ['dddd', weekdayName],
  ['m', (date) => String(date.month)],
  ['mm', (date) => padded(date.month, 2)],
  ['mmm', (date) => monthName(date).slice(0, 3)],
  ['mmmm', monthName],
  ['mmmmm', (date) => monthName(date).slice(0, 1)],
  ['y', (date) => padded(date.year % 100, 2)],
  ['yy', (date) => padded(date.year % 100, 2)],
  ['yyy', (date) => padded(date.year, 4)],
  ['yyyy', (date) => padded(date.year, 4)],
]);

const word = /"(?<quoted>[^"]*)"|\\(?<escaped>.)|(?<code>[a-z])\k<code>*|(?<bare>[^a-z"\\])/giu;

/** A date format: codes, text in quotes or after a backslash, and any sign that is no letter. */
export function compileDateFormat(format: string): DateFormat | FormatFault {
  const shown: DatePart[] = [];
  let read = 0;
  for (const match of format.matchAll(word)) {
    if (match.index !== read) break;
    read += match[0].length;
    const { quoted, escaped, code, bare } = match.groups ?? {};
    if (code === undefined) {
      const literal = quoted ?? escaped ?? bare ?? '';
      shown.push(() => literal);
      continue;
    }
    const part = parts.get(match[0].toLowerCase());
    if (part === undefined) return unknownCode(match[0], match.index);
    shown.push(part);
  }
  if (read < format.length) return { at: read, message: 'the quote in the format is never closed' };
  return {
    show(date) {
      let text = '';
      for (const part of shown) text += part(date);
      return text;
    },
  };
}

function unknownCode(code: string, at: number): FormatFault {
  if (/^[hs]/i.test(code)) return { at, message: 'a date has no time of day' };
  return {
    at,
    message: `"${code}" is no code of a date format`,
    hint: `write \\${code} for the letter itself`,
  };
}

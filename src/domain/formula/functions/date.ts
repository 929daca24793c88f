import type { Call, FunctionDefinition } from '../call.ts';
import type { CalendarDate } from '../dates.ts';
import { addMonths, dayNumber, isoWeekday, readIsoDate } from '../dates.ts';
import type { Expression, Reader } from '../expression.ts';
import { asDate } from '../expression.ts';
import { fault } from '../fault.ts';
import { dateOf, dayOf } from '../bounds.ts';
import type { FormulaInput } from '../types.ts';
import { needed } from '../empty.ts';
import { readDateText } from './date-text.ts';
import { addWorkdays, countWorkdays } from './workdays.ts';

/** Months and days beyond this lead outside the years 1 to 9999 anyway. */
const greatestStep = 4_000_000;

function step(value: number, where: string): number {
  return Math.abs(value) <= greatestStep ? value : fault(where, 'the number is too large for a date');
}

function partsOf(date: string, where: string): CalendarDate {
  return readIsoDate(date) ?? fault(where, 'a date is not of the form YYYY-MM-DD');
}

function buildDate(call: Call): Expression {
  const year = call.whole(0, 'the year');
  const month = call.whole(1, 'the month');
  const day = call.whole(2, 'the day');
  return call.ofDate((input) => {
    const y = year(input);
    // Excel reads 24 as 1924; nobody means that, so the year is written in full.
    if (y < 1000 || y > 9999) return fault('DATE', 'the year is not written in four digits');
    return dateOf(dayNumber(y, step(month(input), 'DATE'), step(day(input), 'DATE')), 'DATE');
  });
}

function buildPart(call: Call, pick: (date: CalendarDate) => number): Expression {
  const date = call.date(0, 'the date');
  return call.ofNumber((input) => pick(partsOf(date(input), call.name)));
}

function buildMonths(call: Call, move: (date: CalendarDate, months: number) => number): Expression {
  const date = call.date(0, 'the date');
  const months = call.whole(1, 'the number of months');
  return call.ofDate((input) =>
    dateOf(move(partsOf(date(input), call.name), step(months(input), call.name)), call.name),
  );
}

function endOfMonth(date: CalendarDate, months: number): number {
  return dayNumber(date.year, date.month + months + 1, 0);
}

/** Whole months from one date to a later one. */
function wholeMonths(from: CalendarDate, to: CalendarDate): number {
  return (to.year - from.year) * 12 + to.month - from.month - (to.day < from.day ? 1 : 0);
}

/** Days since the last time the first date's day came round, in months (`MD`) or years (`YD`). */
function daysSince(from: CalendarDate, to: number, months: number): number {
  return to - addMonths(from, months);
}

/** Units of DATEDIF (Microsoft, "DATEDIF function"). `MD` is free of the errors that the page warns of. */
const units = new Map<string, (from: CalendarDate, to: CalendarDate, days: number, end: number) => number>([
  ['Y', (from, to) => Math.floor(wholeMonths(from, to) / 12)],
  ['M', (from, to) => wholeMonths(from, to)],
  ['D', (_from, _to, days) => days],
  ['MD', (from, to, _days, end) => daysSince(from, end, wholeMonths(from, to))],
  ['YM', (from, to) => wholeMonths(from, to) % 12],
  ['YD', (from, to, _days, end) => daysSince(from, end, Math.floor(wholeMonths(from, to) / 12) * 12)],
]);

function buildDateDif(call: Call): Expression {
  const from = call.date(0, 'the start');
  const to = call.date(1, 'the end');
  const unit = call.literal(2, 'the unit');
  const measure = units.get(unit?.toUpperCase() ?? '');
  if (measure === undefined) {
    if (unit !== undefined)
      call.report(call.argument(2), `"${unit}" is no unit`, 'write "Y", "M", "D", "MD", "YM" or "YD"');
    return call.bad();
  }
  return call.ofNumber((input) => {
    const first = partsOf(from(input), 'DATEDIF');
    const last = partsOf(to(input), 'DATEDIF');
    const end = dayNumber(last.year, last.month, last.day);
    const days = end - dayNumber(first.year, first.month, first.day);
    return days < 0 ? fault('DATEDIF', 'the start lies after the end') : measure(first, last, days, end);
  });
}

/** Monday = 1 to the number of a weekday, by type (Microsoft, "WEEKDAY function"). */
function weekdayNumber(weekday: number, type: number): number | undefined {
  if (type === 1) return (weekday % 7) + 1;
  if (type === 2) return weekday;
  if (type === 3) return weekday - 1;
  if (type < 11 || type > 17) return undefined;
  return ((weekday - (type - 10) + 7) % 7) + 1;
}

function buildWeekday(call: Call): Expression {
  const date = call.date(0, 'the date');
  const type = call.whole(1, 'the type', 1);
  return call.ofNumber((input) => {
    const weekday = isoWeekday(dayOf(date(input), 'WEEKDAY'));
    return weekdayNumber(weekday, type(input)) ?? fault('WEEKDAY', 'types are 1, 2, 3 and 11 to 17');
  });
}

/** Holidays of a table: its keys are dates. */
function tableDays(call: Call, index: number, name: string): readonly number[] | undefined {
  const table = call.context.table(name);
  if (table === undefined) return undefined;
  const days: number[] = [];
  for (const key of table.entries.keys()) {
    const date = readIsoDate(key);
    if (date !== undefined) days.push(dayNumber(date.year, date.month, date.day));
    else call.report(call.nodes[index] ?? call, `a key of the table ${name} is not of the form YYYY-MM-DD`);
  }
  return days;
}

/** Holidays from an argument on: dates, or the name of a lookup table whose keys are dates. */
function holidays(call: Call, first: number): Reader<readonly number[]> {
  const fixed: number[] = [];
  const reads: Reader<number>[] = [];
  for (let index = first; index < call.count; index += 1) {
    const node = call.nodes[index];
    const name = node?.kind === 'name' ? node.name : node?.kind === 'text' ? node.value : undefined;
    const days = name === undefined ? undefined : tableDays(call, index, name);
    if (days !== undefined) {
      fixed.push(...days);
      continue;
    }
    const argument = call.argument(index);
    const read = asDate(argument, call.context.problems, call.name);
    const what = argument.attribute ?? 'a holiday';
    reads.push((input) => dayOf(needed(read(input), call.name, what), call.name));
  }
  if (reads.length === 0) return () => fixed;
  return (input: FormulaInput) => [...fixed, ...reads.map((read) => read(input))];
}

function buildWorkday(call: Call): Expression {
  const date = call.date(0, 'the date');
  const count = call.whole(1, 'the number of days');
  const free = holidays(call, 2);
  return call.ofDate((input) => {
    const day = dayOf(date(input), 'WORKDAY');
    return dateOf(addWorkdays(day, step(count(input), 'WORKDAY'), free(input)), 'WORKDAY');
  });
}

function buildNetworkDays(call: Call): Expression {
  const from = call.date(0, 'the start');
  const to = call.date(1, 'the end');
  const free = holidays(call, 2);
  return call.ofNumber((input) =>
    countWorkdays(dayOf(from(input), 'NETWORKDAYS'), dayOf(to(input), 'NETWORKDAYS'), free(input)),
  );
}

/** Functions over calendar dates (Microsoft, "Date and time functions"). */
export const dateFunctions: readonly FunctionDefinition[] = [
  {
    name: 'TODAY',
    group: 'date',
    signature: 'TODAY()',
    description: 'The day for which the formula is evaluated, in the time zone of the person.',
    example: 'TODAY()',
    answer: '2026-03-02',
    least: 0,
    most: 0,
    build: (call) => call.ofDate((input) => input.today),
  },
  {
    name: 'DATE',
    group: 'date',
    signature: 'DATE(year, month, day)',
    description:
      'A date; months and days beyond their range run over, so that day 0 is the last of the month before.',
    example: 'DATE(2024, 3, 0)',
    answer: '2024-02-29',
    least: 3,
    most: 3,
    build: buildDate,
  },
  {
    name: 'DATEVALUE',
    group: 'date',
    signature: 'DATEVALUE(text)',
    description:
      'The date that a text shows: 2011-08-22, 2011/8/22, 8/22/2011 (month first), 22-Aug-2011, August 22, 2011.',
    example: 'DATEVALUE("8/22/2011")',
    answer: '2011-08-22',
    least: 1,
    most: 1,
    build(call) {
      const text = call.text(0);
      return call.ofDate(
        (input) => readDateText(text(input)) ?? fault('DATEVALUE', 'the text does not show a date'),
      );
    },
  },
  {
    name: 'DAY',
    group: 'date',
    signature: 'DAY(date)',
    description: 'The day of the month.',
    example: 'DAY("2024-02-29")',
    answer: '29',
    least: 1,
    most: 1,
    build: (call) => buildPart(call, (date) => date.day),
  },
  {
    name: 'MONTH',
    group: 'date',
    signature: 'MONTH(date)',
    description: 'The month, 1 to 12.',
    example: 'MONTH("2024-02-29")',
    answer: '2',
    least: 1,
    most: 1,
    build: (call) => buildPart(call, (date) => date.month),
  },
  {
    name: 'YEAR',
    group: 'date',
    signature: 'YEAR(date)',
    description: 'The year.',
    example: 'YEAR("2024-02-29")',
    answer: '2024',
    least: 1,
    most: 1,
    build: (call) => buildPart(call, (date) => date.year),
  },
  {
    name: 'EDATE',
    group: 'date',
    signature: 'EDATE(date, months)',
    description:
      'The same day some months later or earlier, or the last day of the month when it is shorter.',
    example: 'EDATE("2024-01-31", 1)',
    answer: '2024-02-29',
    least: 2,
    most: 2,
    build: (call) => buildMonths(call, addMonths),
  },
  {
    name: 'EOMONTH',
    group: 'date',
    signature: 'EOMONTH(date, months)',
    description: 'The last day of the month some months later or earlier.',
    example: 'EOMONTH("2024-01-15", 0)',
    answer: '2024-01-31',
    least: 2,
    most: 2,
    build: (call) => buildMonths(call, endOfMonth),
  },
  {
    name: 'DATEDIF',
    group: 'date',
    signature: 'DATEDIF(start, end, "unit")',
    description:
      'Whole years "Y", months "M" or days "D" between two dates; "YM" months beyond whole years, "MD" days beyond ' +
      'whole months, "YD" days beyond whole years. A fault when the start lies after the end.',
    example: 'DATEDIF("2020-02-29", "2024-02-28", "Y")',
    answer: '3',
    least: 3,
    most: 3,
    build: buildDateDif,
  },
  {
    name: 'DAYS',
    group: 'date',
    signature: 'DAYS(end, start)',
    description: 'Days from start to end.',
    example: 'DAYS("2024-03-01", "2024-02-01")',
    answer: '29',
    least: 2,
    most: 2,
    build(call) {
      const end = call.date(0, 'the end');
      const start = call.date(1, 'the start');
      return call.ofNumber((input) => dayOf(end(input), 'DAYS') - dayOf(start(input), 'DAYS'));
    },
  },
  {
    name: 'WORKDAY',
    group: 'date',
    signature: 'WORKDAY(date, days, [holiday], …)',
    description:
      'The working day (Monday to Friday) some working days later or earlier. Holidays are dates, or the name of a ' +
      'lookup table whose keys are dates.',
    example: 'WORKDAY("2024-12-23", 2, "2024-12-25")',
    answer: '2024-12-26',
    least: 2,
    most: Infinity,
    build: buildWorkday,
  },
  {
    name: 'NETWORKDAYS',
    group: 'date',
    signature: 'NETWORKDAYS(start, end, [holiday], …)',
    description: 'Working days from start to end, both included; holidays as for WORKDAY.',
    example: 'NETWORKDAYS("2024-12-23", "2024-12-27", "2024-12-25")',
    answer: '4',
    least: 2,
    most: Infinity,
    build: buildNetworkDays,
  },
  {
    name: 'WEEKDAY',
    group: 'date',
    signature: 'WEEKDAY(date, [type])',
    description:
      'Number of the weekday: type 1 (default) Sunday 1, type 2 Monday 1, type 3 Monday 0, 11 to 17 Monday 1 to Sunday 1.',
    example: 'WEEKDAY("2024-02-29", 2)',
    answer: '4',
    least: 1,
    most: 2,
    build: buildWeekday,
  },
];

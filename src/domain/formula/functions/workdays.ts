import { isoWeekday } from '../dates.ts';

/** Weekdays (Monday to Friday) up to a day, counted from a Monday long ago; equal for the days of a weekend. */
function weekdaysUpTo(day: number): number {
  // 1969-12-29 is a Monday.
  const since = day + 3;
  const week = Math.floor(since / 7);
  return week * 5 + Math.min(since - week * 7 + 1, 5);
}

/** The day of a weekday count. */
function dayOfCount(count: number): number {
  const week = Math.floor((count - 1) / 5);
  return week * 7 + (count - 1 - week * 5) - 3;
}

function isWeekday(day: number): boolean {
  return isoWeekday(day) <= 5;
}

/** Holidays that fall on weekdays, each once, in order. */
function relevant(holidays: readonly number[]): readonly number[] {
  return [...new Set(holidays)].filter(isWeekday).toSorted((a, b) => a - b);
}

/** The working day a number of working days after (or before) a day; the day itself for 0, as in Excel. */
export function addWorkdays(day: number, count: number, holidays: readonly number[]): number {
  if (count === 0) return day;
  if (count > 0) {
    let target = weekdaysUpTo(day) + count;
    for (const holiday of relevant(holidays)) {
      if (holiday > day && holiday <= dayOfCount(target)) target += 1;
    }
    return dayOfCount(target);
  }
  // Backwards a weekend counts as the Monday after it.
  let target = weekdaysUpTo(day) + (isWeekday(day) ? 0 : 1) + count;
  for (const holiday of relevant(holidays).toReversed()) {
    if (holiday < day && holiday >= dayOfCount(target)) target -= 1;
  }
  return dayOfCount(target);
}

/** Working days from one day to another, both included; negative when the second comes first, as in Excel. */
export function countWorkdays(from: number, to: number, holidays: readonly number[]): number {
  if (from > to) return 0 - countWorkdays(to, from, holidays);
  let count = weekdaysUpTo(to) - weekdaysUpTo(from - 1);
  for (const holiday of relevant(holidays)) if (holiday >= from && holiday <= to) count -= 1;
  return count;
}

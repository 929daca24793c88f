import { Temporal } from 'temporal-polyfill';

/**
 * The one door to the date library. Calendar dates are `YYYY-MM-DD`, clock times `HH:MM`, instants epoch
 * milliseconds. Nothing here reads a clock.
 */

const calendarDate = /^\d{4}-\d{2}-\d{2}$/;
const clockTime = /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/;

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Whether the text is a date that exists, `YYYY-MM-DD`. */
export function isCalendarDate(text: string): boolean {
  if (!calendarDate.test(text)) return false;
  try {
    Temporal.PlainDate.from(text);
    return true;
  } catch {
    return false;
  }
}

/** Whether the text is a clock time `HH:MM`, `00:00` to `24:00`; `24:00` is the end of the day. */
export function isClockTime(text: string): boolean {
  return clockTime.test(text);
}

/** Whether the text names a zone of the IANA database. Bare offsets (`+05:00`) are no zones: they know no rules. */
export function isTimeZone(text: string): boolean {
  if (!/^[A-Za-z]/.test(text)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * The instant at which a clock in `zone` shows `clock` on `date`, epoch milliseconds.
 *
 * A time that the zone skips (clocks go forward) is moved forward by the length of the gap: 02:30 becomes
 * 03:30. A time that occurs twice (clocks go back) is taken the first time. This is the rule of RFC 5545,
 * 3.3.5 and of Temporal's `compatible`; nothing ever happens before the clock could have shown the time.
 *
 * @throws RangeError when date, clock or zone are not valid; they are checked when the configuration is
 * loaded and when the record is read.
 */
export function instantOf(date: string, clock: string, zone: string): number {
  if (!isClockTime(clock)) throw new RangeError(`not a clock time: ${clock}`);
  const endOfDay = clock === '24:00';
  const day = Temporal.PlainDate.from(endOfDay ? addDays(date, 1) : date);
  const plainTime = Temporal.PlainTime.from(endOfDay ? '00:00' : clock);
  return day.toZonedDateTime({ timeZone: zone, plainTime }).epochMilliseconds;
}

/** The last answer of {@link localDate} by zone: a run asks about everybody at one instant. */
const lastDates = new Map<string, { readonly epochMs: number; readonly date: string }>();

/** The calendar date that a clock in `zone` shows at the instant. */
export function localDate(epochMs: number, zone: string): string {
  const last = lastDates.get(zone);
  if (last?.epochMs === epochMs) return last.date;
  const instant = Temporal.Instant.fromEpochMilliseconds(epochMs);
  const date = instant.toZonedDateTimeISO(zone).toPlainDate().toString();
  lastDates.set(zone, { epochMs, date });
  return date;
}

/** ISO 8601 in UTC with milliseconds left out when zero: `2026-03-29T06:00:00Z`. */
export function isoInstant(epochMs: number): string {
  return Temporal.Instant.fromEpochMilliseconds(epochMs).toString();
}

/** The date `days` calendar days later (earlier when negative). */
export function addDays(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

/** Calendar days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'day' }).days;
}

/** The instant `days` calendar days later at the same clock time in `zone` (gap and fold as {@link instantOf}). */
export function addDaysToInstant(epochMs: number, days: number, zone: string): number {
  const local = Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(zone);
  return local.add({ days }).epochMilliseconds;
}

/** A span of calendar days and of exact time; both at least 0. */
export interface Duration {
  readonly days: number;
  /** Milliseconds beside the days. */
  readonly ms: number;
}

const shortUnits: Readonly<Record<string, Duration>> = {
  w: { days: 7, ms: 0 },
  d: { days: 1, ms: 0 },
  h: { days: 0, ms: hourMs },
  m: { days: 0, ms: minuteMs },
  s: { days: 0, ms: secondMs },
};

/**
 * Reads `4h`, `15m`, `30s`, `90d`, `2w` and ISO 8601 durations of weeks, days and time (`P90D`, `P1DT12H`).
 * Undefined when the text is anything else; months and years are refused because they have no fixed length.
 */
export function parseDuration(text: string): Duration | undefined {
  const short = /^(\d{1,6})([wdhms])$/.exec(text);
  if (short !== null) {
    const count = Number(short[1]);
    const unit = shortUnits[short[2] ?? ''];
    if (unit === undefined) return undefined;
    return { days: count * unit.days, ms: count * unit.ms };
  }
  const iso =
    /^P(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?=\d)(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})S)?)?$/.exec(text);
  if (iso === null || text === 'P') return undefined;
  const [weeks, days, hours, minutes, seconds] = iso.slice(1).map((part) => Number(part ?? 0));
  return {
    days: (weeks ?? 0) * 7 + (days ?? 0),
    ms: (hours ?? 0) * hourMs + (minutes ?? 0) * minuteMs + (seconds ?? 0) * secondMs,
  };
}

/** The duration in milliseconds, a day taken as 24 hours. */
export function durationMs(duration: Duration): number {
  return duration.days * dayMs + duration.ms;
}

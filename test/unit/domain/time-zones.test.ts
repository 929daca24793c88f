import { instantOf, localDate } from '../../../src/domain/time.ts';

const hour = 3_600_000;
const minute = 60_000;
const from = Date.UTC(2020, 0, 1);
const to = Date.UTC(2031, 0, 1);
/** Shorter than the shortest stretch between two changes of offset (Morocco suspends summer time in Ramadan). */
const stride = 10 * 24 * hour;

/** What a wall clock shows, as if it were UTC; worked out by Intl.DateTimeFormat alone. */
function wallClock(zone: string): (epochMs: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (epochMs) => {
    const parts = new Map(format.formatToParts(epochMs).map(({ type, value }) => [type, Number(value)]));
    const read = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? Number.NaN;
    return Date.UTC(
      read('year'),
      read('month') - 1,
      read('day'),
      read('hour'),
      read('minute'),
      read('second'),
    );
  };
}

interface Transition {
  readonly at: number;
  readonly before: number;
  readonly after: number;
}

function transitionsOf(wall: (epochMs: number) => number): readonly Transition[] {
  const found: Transition[] = [];
  let before = wall(from) - from;
  for (let time = from; time < to; time += stride) {
    const after = wall(time + stride) - (time + stride);
    if (after !== before) found.push({ at: changeWithin(wall, time, time + stride), before, after });
    before = after;
  }
  return found;
}

function changeWithin(wall: (epochMs: number) => number, start: number, end: number): number {
  const before = wall(start) - start;
  let low = start;
  let high = end;
  while (high - low > 1000) {
    const middle = low + Math.floor((high - low) / 2000) * 1000;
    if (wall(middle) - middle === before) low = middle;
    else high = middle;
  }
  return high;
}

/** Every instant at which the clock shows the time; none means the time is skipped. */
function occurrences(
  wall: (epochMs: number) => number,
  shown: number,
  change: Transition,
): readonly number[] {
  const candidates = [shown - change.before, shown - change.after];
  return candidates.filter((candidate) => wall(candidate) === shown).toSorted((a, b) => a - b);
}

function asText(shown: number): { readonly date: string; readonly clock: string } {
  const text = new Date(shown).toISOString();
  return { date: text.slice(0, 10), clock: text.slice(11, 16) };
}

/** Clock times worth asking about near a change: its edges, its middle, and those of daily life on that date. */
function timesNear({ at, before, after }: Transition): readonly number[] {
  const low = at + Math.min(before, after);
  const high = at + Math.max(before, after);
  const midnight = Math.floor(low / (24 * hour)) * 24 * hour;
  const daily = [0, 6, 8, 18].map((hours) => midnight + hours * hour);
  const edges = [low - minute, low, low + minute, (low + high) / 2, high - minute, high, high + minute];
  return [...edges, ...daily].map((time) => Math.floor(time / minute) * minute);
}

describe('instants in all time zones', () => {
  it('agree with Intl.DateTimeFormat around every change of offset from 2020 to 2030', () => {
    const wrong: string[] = [];
    let changes = 0;
    let skipped = 0;
    let repeated = 0;
    for (const zone of Intl.supportedValuesOf('timeZone')) {
      const wall = wallClock(zone);
      for (const change of transitionsOf(wall)) {
        changes += 1;
        for (const shown of timesNear(change)) {
          const { date, clock } = asText(shown);
          const instants = occurrences(wall, shown, change);
          if (instants.length === 0) skipped += 1;
          if (instants.length === 2) repeated += 1;
          const expected = instants[0] ?? shown - change.before;
          const actual = instantOf(date, clock, zone);
          if (actual !== expected) wrong.push(`${zone} ${date} ${clock}: ${actual - expected} ms off`);
          const shownDate = asText(wall(expected)).date;
          if (localDate(expected, zone) !== shownDate) wrong.push(`${zone} ${date} ${clock}: another date`);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(changes).toBeGreaterThan(1000);
    expect(skipped).toBeGreaterThan(1000);
    expect(repeated).toBeGreaterThan(1000);
  });
});

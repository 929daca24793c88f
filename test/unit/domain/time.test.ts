import {
  addDays,
  addDaysToInstant,
  daysBetween,
  durationMs,
  instantOf,
  isCalendarDate,
  isClockTime,
  isTimeZone,
  isoInstant,
  localDate,
  parseDuration,
} from '../../../src/domain/time.ts';

const day = 86_400_000;

describe('calendar dates', () => {
  it.each(['2026-02-28', '2028-02-29', '0001-01-01', '9999-12-31'])('%s is one', (text) => {
    expect(isCalendarDate(text)).toBe(true);
  });

  it.each(['2026-02-29', '2026-13-01', '2026-1-1', '2026-01-01T00:00', '20260101', '+002026-01-01', ''])(
    '%j is none',
    (text) => {
      expect(isCalendarDate(text)).toBe(false);
    },
  );

  it('are counted across months, leap days and centuries', () => {
    expect(addDays('2024-02-28', 2)).toBe('2024-03-01');
    expect(addDays('2026-01-01', -7)).toBe('2025-12-25');
    expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2);
    expect(daysBetween('2026-01-01', '2025-12-25')).toBe(-7);
    expect(daysBetween('1900-01-01', '2100-01-01')).toBe(73_049);
  });
});

describe('clock times and zones', () => {
  it('are recognised, the end of the day included', () => {
    expect(['00:00', '23:59', '24:00'].every(isClockTime)).toBe(true);
    expect(['24:01', '7:00', '12:60', '12:00:00', ''].some(isClockTime)).toBe(false);
  });

  it('are IANA names, no offsets and no inventions', () => {
    expect(['America/New_York', 'Asia/Kolkata', 'UTC', 'Etc/GMT+5'].every(isTimeZone)).toBe(true);
    expect(['+05:00', 'New York', 'Mars/Olympus', ''].some(isTimeZone)).toBe(false);
  });
});

describe('an instant', () => {
  it('is the date and clock time in the zone, whatever the date is elsewhere', () => {
    expect(isoInstant(instantOf('2026-05-01', '08:00', 'America/New_York'))).toBe('2026-05-01T12:00:00Z');
    expect(isoInstant(instantOf('2026-05-01', '08:00', 'Pacific/Kiritimati'))).toBe('2026-04-30T18:00:00Z');
    expect(localDate(instantOf('2026-05-01', '00:00', 'Pacific/Kiritimati'), 'Pacific/Pago_Pago')).toBe(
      '2026-04-29',
    );
  });

  it('in a gap moves forward by the length of the gap', () => {
    expect(isoInstant(instantOf('2026-03-08', '02:30', 'America/New_York'))).toBe('2026-03-08T07:30:00Z');
  });

  it('that occurs twice is the first of the two', () => {
    expect(isoInstant(instantOf('2026-11-01', '01:30', 'America/New_York'))).toBe('2026-11-01T05:30:00Z');
  });

  it('at 24:00 is the start of the next day, also where that day begins late', () => {
    expect(instantOf('2026-05-01', '24:00', 'Europe/Berlin')).toBe(
      instantOf('2026-05-02', '00:00', 'Europe/Berlin'),
    );
    expect(isoInstant(instantOf('2026-04-23', '24:00', 'Africa/Cairo'))).toBe('2026-04-23T22:00:00Z');
  });

  it('days later keeps its clock time over a change of offset', () => {
    const before = instantOf('2026-03-01', '18:00', 'America/New_York');
    expect(addDaysToInstant(before, 30, 'America/New_York')).toBe(
      instantOf('2026-03-31', '18:00', 'America/New_York'),
    );
    expect(addDaysToInstant(before, 30, 'America/New_York') - before).toBe(30 * day - 3_600_000);
  });

  it('of something that is no date, time or zone is refused', () => {
    expect(() => instantOf('2026-02-30', '08:00', 'UTC')).toThrow(RangeError);
    expect(() => instantOf('2026-02-03', '8', 'UTC')).toThrow(RangeError);
    expect(() => instantOf('2026-02-03', '08:00', 'Mars/Olympus')).toThrow(RangeError);
  });
});

describe('a duration', () => {
  it.each([
    ['4h', 4 * 3_600_000],
    ['15m', 900_000],
    ['30s', 30_000],
    ['90d', 90 * day],
    ['2w', 14 * day],
    ['P90D', 90 * day],
    ['P2W', 14 * day],
    ['P1DT12H', 1.5 * day],
    ['PT1H30M', 5_400_000],
  ])('%s is read', (text, expected) => {
    const read = parseDuration(text);
    expect(read).toBeDefined();
    expect(durationMs(read ?? { days: -1, ms: 0 })).toBe(expected);
  });

  it.each(['', 'P', 'PT', 'P1DT', 'P3M', 'P1Y', '1.5h', '-1h', '4', 'h', '4 h', 'P-1D', '1h30m'])(
    '%j is none',
    (text) => {
      expect(parseDuration(text)).toBeUndefined();
    },
  );
});

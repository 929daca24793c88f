import * as fc from 'fast-check';
import { answer, shown } from './evaluate.ts';

describe('functions over dates', () => {
  it.each([
    ['TODAY()', '2026-03-02'],
    ['TODAY() + 1', '2026-03-03'],
    ['DATE(2008, 14, 2)', '2009-02-02'],
    ['DATE(2008, -3, 2)', '2007-09-02'],
    ['DATE(2008, 1, 35)', '2008-02-04'],
    ['DATE(2008, 1, -15)', '2007-12-16'],
    ['DATE(2024, 3, 0)', '2024-02-29'],
    ['DATE(24, 1, 1)', 'fault'],
    ['DATE(9999, 12, 32)', 'fault'],
    ['DATE(2024, 1E300, 1)', 'fault'],
    ['DATEVALUE("8/22/2011")', '2011-08-22'],
    ['DATEVALUE("22-MAY-2011")', '2011-05-22'],
    ['DATEVALUE("2011/02/23")', '2011-02-23'],
    ['DATEVALUE("5 January 2024")', '2024-01-05'],
    ['DATEVALUE("Jan 5, 2024")', '2024-01-05'],
    ['DATEVALUE("2024-02-29T00:00:00Z")', '2024-02-29'],
    ['DATEVALUE("2024-02-29T23:30:00.000-05:00")', '2024-02-29'],
    ['DATEVALUE("2023-02-29")', 'fault'],
    ['DATEVALUE("22/8/2011")', 'fault'],
    ['DATEVALUE("tomorrow")', 'fault'],
    ['DAY("2011-04-15")', '15'],
    ['MONTH("2011-04-15")', '4'],
    ['YEAR("2011-04-15")', '2011'],
    ['EDATE("2011-01-15", 1)', '2011-02-15'],
    ['EDATE("2011-01-15", -1)', '2010-12-15'],
    ['EDATE("2024-01-31", 1)', '2024-02-29'],
    ['EDATE("2024-02-29", 12)', '2025-02-28'],
    ['EDATE("9999-12-01", 1)', 'fault'],
    ['EOMONTH("2011-01-01", 1)', '2011-02-28'],
    ['EOMONTH("2011-01-01", -3)', '2010-10-31'],
    ['DATEDIF("2001-01-01", "2003-01-01", "Y")', '2'],
    ['DATEDIF("2001-06-01", "2002-08-15", "D")', '440'],
    ['DATEDIF("2001-06-01", "2002-08-15", "YD")', '75'],
    ['DATEDIF("2001-06-01", "2002-08-15", "ym")', '2'],
    ['DATEDIF("2001-06-01", "2002-08-15", "MD")', '14'],
    ['DATEDIF("2024-01-31", "2024-03-01", "MD")', '1'],
    ['DATEDIF("2024-01-31", "2024-02-29", "M")', '0'],
    ['DATEDIF("2024-02-29", "2025-02-28", "Y")', '0'],
    ['DATEDIF("2024-02-01", "2024-01-01", "D")', 'fault'],
    ['DAYS("2021-03-15", "2021-02-01")', '42'],
    ['DAYS("2021-01-01", "2021-12-31")', '-364'],
    ['DATE(2021,3,15) - DATE(2021,2,1)', '42'],
    ['"2024-03-01" - DATE(2024,2,1)', '29'],
    ['DATE(2024,2,28) + 1.9', '2024-02-29'],
    ['DATE(2024,3,1) - 1', '2024-02-29'],
    ['WEEKDAY("2008-02-14")', '5'],
    ['WEEKDAY("2008-02-14", 2)', '4'],
    ['WEEKDAY("2008-02-14", 3)', '3'],
    ['WEEKDAY("2008-02-14", 11)', '4'],
    ['WEEKDAY("2008-02-14", 14)', '1'],
    ['WEEKDAY("2008-02-14", 17)', '5'],
    ['WEEKDAY("2008-02-14", 4)', 'fault'],
    ['WORKDAY("2008-10-01", 151)', '2009-04-30'],
    ['WORKDAY("2008-10-01", 151, "2008-11-26", "2008-12-04", "2009-01-21")', '2009-05-05'],
    ['WORKDAY("2024-12-24", 1, holidays)', '2024-12-26'],
    ['WORKDAY("2024-12-31", 1, "holidays")', '2025-01-02'],
    ['WORKDAY("2024-12-28", 0)', '2024-12-28'],
    ['WORKDAY("2024-12-28", 1)', '2024-12-30'],
    ['WORKDAY("2024-12-28", -1)', '2024-12-27'],
    ['NETWORKDAYS("2012-10-01", "2013-03-01")', '110'],
    ['NETWORKDAYS("2012-10-01", "2013-03-01", "2012-11-22")', '109'],
    ['NETWORKDAYS("2012-10-01", "2013-03-01", "2012-11-22", "2012-12-04", "2013-01-21")', '107'],
    ['NETWORKDAYS("2013-03-01", "2012-10-01")', '-110'],
    ['NETWORKDAYS("2024-12-28", "2024-12-29")', '0'],
    ['TEXT(DATE(2024,2,9), "yyyy-mm-dd")', '"2024-02-09"'],
    ['TEXT(DATE(2024,2,9), "d mmm yy")', '"9 Feb 24"'],
    ['TEXT(DATE(2024,2,9), "dddd, mmmm d, yyyy")', '"Friday, February 9, 2024"'],
    ['TEXT(DATE(2024,2,9), "DDD ""week"" \\y M")', '"Fri week y 2"'],
    ['TEXT(DATE(2024,2,9), "General")', '"2024-02-09"'],
    ['TODAY() & ""', '"2026-03-02"'],
  ])('%s is %s', (source, expected) => {
    expect(shown(source)).toBe(expected);
  });

  it('refuses an attribute that holds no date', () => {
    expect(shown('YEAR(startDate)', { startDate: '2024-02-30' })).toBe('fault');
    expect(shown('startDate & ""', { startDate: '2/3/2024' })).toBe('fault');
    expect(shown('startDate & ""', { startDate: 45_000 })).toBe('fault');
  });
});

/** A naive calendar: JavaScript's own, one day at a time. */
const dayMs = 86_400_000;
const earliest = Date.UTC(1900, 0, 1) / dayMs;
const latest = Date.UTC(2199, 11, 31) / dayMs;

function iso(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

function isWorking(day: number, holidays: readonly number[]): boolean {
  const weekday = new Date(day * dayMs).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !holidays.includes(day);
}

function naiveEdate(day: number, months: number): string {
  const date = new Date(day * dayMs);
  const first = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(date.getUTCDate(), last));
  return first.toISOString().slice(0, 10);
}

/** Whole months: as many as can go by until the day comes round again no later than the end. */
function naiveMonths(from: number, to: number): number {
  const start = new Date(from * dayMs);
  let months = 0;
  for (;;) {
    const next = new Date(
      Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + months + 1, start.getUTCDate()),
    );
    // A month too short for the day runs over into the next one, which must then be reached.
    if (next.getTime() / dayMs > to) return months;
    months += 1;
  }
}

describe('functions over dates agree with a naive calendar', () => {
  const day = fc.integer({ min: earliest, max: latest });
  const near = fc.integer({ min: -60, max: 60 });

  it('DATE, YEAR, MONTH, DAY', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1900, max: 2199 }),
        fc.integer({ min: -30, max: 30 }),
        fc.integer({ min: -500, max: 500 }),
        (year, month, date) => {
          const expected = new Date(Date.UTC(year, month - 1, date)).toISOString().slice(0, 10);
          expect(answer(`DATE(${year}, ${month}, ${date})`)).toBe(expected);
          const parts = answer('YEAR(startDate) & "-" & MONTH(startDate) & "-" & DAY(startDate)', {
            startDate: expected,
          });
          expect(parts).toBe(expected.split('-').map(Number).join('-'));
        },
      ),
    );
  });

  it('adding and taking days', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -20_000, max: 20_000 }), (from, days) => {
        const values = { startDate: iso(from), lastDay: iso(from + days), hours: days };
        expect(answer('startDate + hours', values)).toBe(iso(from + days));
        expect(answer('lastDay - startDate', values)).toBe(days);
        expect(answer('DAYS(lastDay, startDate)', values)).toBe(days);
        expect(answer('lastDay > startDate', values)).toBe(days > 0);
      }),
    );
  });

  it('EDATE and EOMONTH', () => {
    fc.assert(
      fc.property(day, near, (from, months) => {
        const values = { startDate: iso(from), hours: months };
        expect(answer('EDATE(startDate, hours)', values)).toBe(naiveEdate(from, months));
        const date = new Date(from * dayMs);
        const end = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0));
        expect(answer('EOMONTH(startDate, hours)', values)).toBe(end.toISOString().slice(0, 10));
      }),
    );
  });

  it('WEEKDAY', () => {
    fc.assert(
      fc.property(day, (from) => {
        expect(answer('WEEKDAY(startDate)', { startDate: iso(from) })).toBe(
          new Date(from * dayMs).getUTCDay() + 1,
        );
      }),
    );
  });

  it('DATEDIF in months', () => {
    fc.assert(
      fc.property(day, fc.nat({ max: 900 }), (from, days) => {
        const values = { startDate: iso(from), lastDay: iso(from + days) };
        const months = naiveMonths(from, from + days);
        expect(answer('DATEDIF(startDate, lastDay, "M")', values)).toBe(months);
        expect(
          answer('DATEDIF(startDate, lastDay, "Y") * 12 + DATEDIF(startDate, lastDay, "YM")', values),
        ).toBe(months);
      }),
    );
  });

  it('WORKDAY and NETWORKDAYS, holidays included', () => {
    fc.assert(
      fc.property(day, near, fc.array(near, { maxLength: 6 }), (from, count, offsets) => {
        const holidays = offsets.map((offset) => from + offset);
        const list = holidays.map((holiday) => `, ${JSON.stringify(iso(holiday))}`).join('');
        const values = { startDate: iso(from), hours: count };

        let target = from;
        for (let left = Math.abs(count); left > 0;) {
          target += Math.sign(count);
          if (isWorking(target, holidays)) left -= 1;
        }
        expect(answer(`WORKDAY(startDate, hours${list})`, values)).toBe(iso(target));

        const to = from + count;
        let working = 0;
        for (let at = Math.min(from, to); at <= Math.max(from, to); at += 1) {
          if (isWorking(at, holidays)) working += 1;
        }
        const ended = { startDate: iso(from), lastDay: iso(to) };
        expect(answer(`NETWORKDAYS(startDate, lastDay${list})`, ended)).toBe(
          count < 0 && working > 0 ? -working : working,
        );
      }),
      { numRuns: 300 },
    );
  });
});

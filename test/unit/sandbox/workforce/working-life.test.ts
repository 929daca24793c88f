import {
  createClock,
  createWorkforce,
  lifeEventKinds,
  lifeScript,
  workingLife,
  type LifeScript,
  type Workforce,
} from '../../../../src/sandbox/workforce/index.ts';

const from = '2026-01-05';

function company(
  people: number,
  seed = 7,
  companies?: { code: string; name: string; country: string }[],
): Workforce {
  return createWorkforce({ seed, people, today: from, ...(companies === undefined ? {} : { companies }) });
}

function kindsIn(script: LifeScript): string[] {
  return [...new Set(script.map(({ event }) => event.kind))].toSorted();
}

describe('a working life', () => {
  it.each([
    [10, 30, 1],
    [10, 365, 2],
    [40, 365, 7],
    [40, 90, 8],
    [500, 365, 9],
  ])(
    'of %d people over %d days (seed %d) has every kind of event and every event fits',
    (people, days, seed) => {
      const workforce = company(people, seed);
      const clock = createClock(workforce, from);
      const script = workingLife(workforce, { seed, from, days });
      expect(kindsIn(script)).toEqual([...lifeEventKinds].toSorted());
      clock.schedule(script);
      const played = clock.advanceTo('2027-03-01');
      expect(played).toHaveLength(script.length);
      expect(played.filter(({ refused }) => refused !== undefined)).toEqual([]);
    },
  );

  it('is the same for the same arguments and writes nothing into the workforce', () => {
    const workforce = company(40);
    const before = JSON.stringify(workforce.people);
    const script = workingLife(workforce, { seed: 5, from, days: 365 });
    expect(workingLife(company(40), { seed: 5, from, days: 365 })).toEqual(script);
    expect(workingLife(company(40), { seed: 6, from, days: 365 })).not.toEqual(script);
    expect(JSON.stringify(workforce.people)).toBe(before);
  });

  it('comes in order, on workdays, within the stretch, as a script that can be written down', () => {
    const script = workingLife(company(200), { seed: 5, from, days: 365 });
    expect(lifeScript.parse(JSON.parse(JSON.stringify(script)))).toEqual(script);
    expect(script.map(({ at }) => at)).toEqual(script.map(({ at }) => at).toSorted());
    for (const { at } of script) {
      expect([0, 6]).not.toContain(new Date(`${at}Z`).getUTCDay());
      expect(at >= `${from}T09:00:00` && at < '2027-01-05').toBe(true);
    }
  });

  it('grows with the workforce: about half an event a year for each person', () => {
    const { length } = workingLife(company(2_000), { seed: 5, from, days: 365 });
    expect(length).toBeGreaterThan(800);
    expect(length).toBeLessThan(1_600);
  });

  it('does without a second company', () => {
    const workforce = company(40, 7, [{ code: 'ONE', name: 'One', country: 'USA' }]);
    const script = workingLife(workforce, { seed: 7, from, days: 365 });
    expect(kindsIn(script)).toEqual(lifeEventKinds.filter((kind) => kind !== 'transfer').toSorted());
    const clock = createClock(workforce, from);
    clock.schedule(script);
    expect(clock.advanceTo('2027-03-01').filter(({ refused }) => refused !== undefined)).toEqual([]);
  });

  it('lasts a month at least', () => {
    expect(() => workingLife(company(40), { seed: 1, from, days: 29 })).toThrow('at least 30 days');
  });
});

import { createHash } from 'node:crypto';
import {
  createWorkforce,
  personalTextsOf,
  personIdOf,
  primaryEmployment,
  standingOn,
  type Person,
  type Workforce,
} from '../../../../src/sandbox/workforce/index.ts';

const today = '2026-01-05';
const outlook = { today, futureTermination: 'announced' } as const;

function digest({ people, organization }: Workforce): string {
  return createHash('sha256').update(JSON.stringify({ people, organization })).digest('hex');
}

function statusesOf({ people }: Workforce): Set<string> {
  return new Set(
    people.flatMap(({ employments }) => employments.map((row) => standingOn(row, outlook).status)),
  );
}

function nameOf(person: Person): string {
  return `${person.firstName}/${person.lastName}`;
}

describe('a generated workforce', () => {
  it('is the same for the same seed, byte for byte, whatever was generated before', () => {
    const first = digest(createWorkforce({ seed: 11, people: 300, today }));
    createWorkforce({ seed: 12, people: 50, today });
    expect(digest(createWorkforce({ seed: 11, people: 300, today }))).toBe(first);
    expect(digest(createWorkforce({ seed: 13, people: 300, today }))).not.toBe(first);
  });

  it('gives everybody a key, a person id and employment numbers of their own', () => {
    const { people } = createWorkforce({ seed: 3, people: 5_000, today });
    const rows = people.flatMap(({ employments }) => employments);
    expect(new Set(people.map(({ personKey }) => personKey)).size).toBe(5_000);
    expect(new Set(people.map(personIdOf)).size).toBe(5_000);
    expect(new Set(rows.map(({ employeeNumber }) => employeeNumber)).size).toBe(rows.length);
    for (const { personKey } of people) expect(personKey).toMatch(/^[A-Z0-9]{12}$/);
  });

  it('has managers as a tree: one top, every chain leads there', () => {
    const workforce = createWorkforce({ seed: 3, people: 1_000, today });
    const { people } = workforce;
    const above = new Map(
      people.map((member) => [
        member.personKey,
        primaryEmployment(member, today).assignments.at(-1)?.supervisorKey ?? null,
      ]),
    );
    const tops = people.filter(({ personKey }) => above.get(personKey) === null);
    expect(tops).toHaveLength(1);
    for (const { personKey } of people) {
      let current = personKey;
      for (let steps = 0; above.get(current) !== null; steps++) {
        expect(steps).toBeLessThan(10);
        current = above.get(current) ?? '';
        expect(workforce.person(current)).toBeDefined();
      }
      expect(current).toBe(tops[0]?.personKey);
    }
  });

  it.each([7, 8, 9])(
    'of 40 people (seed %d) meets every script, every awkward name and every standing',
    (seed) => {
      const workforce = createWorkforce({ seed, people: 40, today });
      const names = workforce.people.map(nameOf);
      const scripts = ['Latin', 'Cyrillic', 'Greek', 'Han', 'Arabic'];
      for (const script of scripts) {
        expect([script, names.some((name) => new RegExp(`\\p{Script=${script}}`, 'u').test(name))]).toEqual([
          script,
          true,
        ]);
      }
      expect(names.some((name) => /['’]/.test(name))).toBe(true);
      expect(names.some((name) => name.includes('-'))).toBe(true);
      expect(names.some((name) => name.length > 100)).toBe(true);
      expect(names.some((name) => name.startsWith('FNU/'))).toBe(true);
      expect(new Set(names).size).toBeLessThan(40);
      expect(workforce.people.some(({ preferredName }) => preferredName?.trim() === '')).toBe(true);
      expect([...statusesOf(workforce)].toSorted()).toEqual(['A', 'L', 'S', 'T']);
      const rows = workforce.people.map(({ employments }) => employments.length);
      expect(rows.filter((count) => count === 2).length).toBeGreaterThanOrEqual(2);
      expect(workforce.people.some(({ employments }) => (employments[0]?.lastHireDate ?? '') > today)).toBe(
        true,
      );
      expect(
        workforce.people.some(({ employments }) => (employments[0]?.termination?.lastDay ?? '') > today),
      ).toBe(true);
      expect(new Set(workforce.people.map(({ homeCompanyId }) => homeCompanyId)).size).toBeGreaterThan(3);
    },
  );

  it('stamps nothing later than the first day', () => {
    const { people } = createWorkforce({ seed: 3, people: 500, today });
    for (const person of people) {
      for (const { createdAt, changedAt } of [person, ...person.employments]) {
        expect(createdAt).toBeLessThanOrEqual(changedAt);
        expect(changedAt).toBeLessThan(Date.parse(`${today}T00:00:00Z`));
      }
    }
  });

  it('gives nobody an invented number that could be a real one', () => {
    const { people } = createWorkforce({ seed: 3, people: 200, today });
    for (const person of people) {
      const texts = personalTextsOf(person);
      expect(texts).toEqual(expect.arrayContaining([person.firstName, person.lastName]));
      expect(texts.filter((text) => /^\d{9}$/.test(text)).every((ssn) => ssn.startsWith('9'))).toBe(true);
      for (const phone of [person.homePhone, person.cellPhone])
        expect(phone ?? '0005550100').toMatch(/^\d{3}55501\d\d$/);
    }
  });

  it.each([
    [[{ code: 'X', name: 'X', country: 'ATA' }], 'country'],
    [[], 'at least one'],
    [
      [
        { code: 'X', name: 'X', country: 'USA' },
        { code: 'X', name: 'Y', country: 'USA' },
      ],
      'a code of its own',
    ],
  ])('refuses the companies %j', (companies, why) => {
    expect(() => createWorkforce({ seed: 1, people: 10, today, companies })).toThrow(why);
  });

  it('lives with one company', () => {
    const companies = [{ code: 'ONE', name: 'One', country: 'GRC' }];
    const workforce = createWorkforce({ seed: 1, people: 60, today, companies });
    expect(new Set(workforce.people.map(({ homeCompanyId }) => homeCompanyId)).size).toBe(1);
    expect(workforce.people.every(({ employments }) => employments.length === 1)).toBe(true);
  });
});

describe('looking back', () => {
  const noon = Date.parse('2026-01-05T12:00:00Z');

  it('shows a person as of an instant, and when they were changed', () => {
    const workforce = createWorkforce({ seed: 1, people: 20, today });
    const [first] = workforce.people;
    const personKey = first?.personKey ?? '';
    workforce.apply({ kind: 'rename', personKey, lastName: 'One' }, noon);
    workforce.apply({ kind: 'rename', personKey, lastName: 'Two' }, noon + 1_000);
    expect(workforce.personAt(personKey, noon - 1)?.lastName).toBe(first?.lastName);
    expect(workforce.personAt(personKey, noon)?.lastName).toBe('One');
    expect(workforce.person(personKey)?.lastName).toBe('Two');
    expect(workforce.stampsOf(personKey).slice(1)).toEqual([noon, noon + 1_000]);
  });

  it('does not know anybody before they were entered', () => {
    const workforce = createWorkforce({ seed: 1, people: 20, today });
    const key = workforce.nextPersonKey();
    expect(workforce.apply({ kind: 'hire' }, noon)).toEqual({ kind: 'hire', personKey: key });
    expect(workforce.personAt(key, noon - 1)).toBeUndefined();
    expect(workforce.personAt(key, noon)?.personKey).toBe(key);
    expect(workforce.nextPersonKey()).not.toBe(key);
  });

  it('keeps no stamp of an unstamped edit, whose effect shows all the same', () => {
    const workforce = createWorkforce({ seed: 1, people: 20, today });
    const personKey = workforce.people[2]?.personKey ?? '';
    const before = workforce.stampsOf(personKey);
    workforce.apply(
      { kind: 'editUdfWithoutStamp', personKey, field: 'personnelUDField05', value: 'v' },
      noon,
    );
    expect(workforce.stampsOf(personKey)).toEqual(before);
    expect(workforce.personAt(personKey, noon - 1)?.userDefinedFields['personnelUDField05']).toBe('v');
  });

  it('leaves the values it gave out before as they were', () => {
    const workforce = createWorkforce({ seed: 1, people: 20, today });
    const before = workforce.people[3];
    const copy = JSON.stringify(before);
    const personKey = before?.personKey ?? '';
    workforce.apply({ kind: 'startLeave', personKey, reasonCode: '100' }, noon);
    workforce.apply({ kind: 'changeJob', personKey, jobCode: 'FINSNR' }, noon);
    expect(JSON.stringify(before)).toBe(copy);
    expect(workforce.people[3]).not.toBe(before);
  });
});

import { readStored, stored } from '../run/stored.ts';
import { desiredAttributes, desiredText } from '../../src/domain/profile/desired-attributes.ts';
import { formulaInput } from '../../src/domain/plan/desired-state.ts';
import { contentHash } from '../../src/domain/hash.ts';
import { personIdAttribute } from '../../src/domain/hr/standard-attributes.ts';
import type { HrRecord } from '../../src/domain/hr/record.ts';
import type { PersonLine } from '../run/lines.ts';
import type { Dependencies } from '../dependencies.ts';

/** Finds the value that joins a person to their account, without asking HR person by person. */
export interface People {
  joinValueOf(personKey: string): Promise<string | undefined>;
  /** People under other keys who are the same human by what HR says. */
  sameHuman(record: HrRecord): Promise<readonly PersonLine[]>;
  /** People under other keys with the join value; `another`: HR says that they are another human. */
  sameJoin(
    record: HrRecord,
    join: string,
  ): Promise<readonly { readonly key: string; readonly another: boolean }[]>;
}

/** The value of the join attribute that the profile map gives the person; undefined when it gives none. */
function joinValue(deps: Pick<Dependencies, 'policy'>, record: HrRecord, now: number): string | undefined {
  const profile = desiredAttributes(deps.policy, formulaInput(deps.policy, record, now));
  const value = desiredText(profile, deps.policy.join.attribute);
  return value === '' ? undefined : value;
}

/** What the people list holds of a person; undefined when the profile map gives them no join value. */
export function personLine(
  deps: Pick<Dependencies, 'policy'>,
  record: HrRecord,
  now: number,
): PersonLine | undefined {
  const join = joinValue(deps, record, now);
  if (join === undefined) return undefined;
  const human = humanOf(record);
  return { key: record.personKey, join, ...(human === undefined ? {} : { human }) };
}

/** The id by which HR knows a human under whatever key, as a hash: it is compared, never shown. */
function humanOf({ attributes }: HrRecord): string | undefined {
  const id = attributes[personIdAttribute];
  const text = typeof id === 'string' ? id.trim().toLowerCase() : '';
  return text === '' ? undefined : contentHash({ human: text });
}

const rereadAfterMs = 30_000;

/**
 * The people list that every run stores, kept in memory. A person who is not in it (seen for the first time
 * through another path) is asked for at HR once.
 */
export function createPeople(
  deps: Pick<Dependencies, 'policy' | 'hr' | 'snapshots'>,
  now: () => number,
): People {
  let known = new Map<string, PersonLine>();
  let byJoin = new Map<string, PersonLine[]>();
  let byHuman = new Map<string, PersonLine[]>();
  let readAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | undefined;

  async function readOnce(): Promise<void> {
    const people = new Map<string, PersonLine>();
    const joins = new Map<string, PersonLine[]>();
    const humans = new Map<string, PersonLine[]>();
    for await (const line of readStored(deps.snapshots, stored.people)) {
      people.set(line.key, line);
      file(joins, line.join, line);
      if (line.human !== undefined) file(humans, line.human, line);
    }
    known = people;
    byJoin = joins;
    byHuman = humans;
    readAt = now();
  }

  async function read(): Promise<void> {
    reading ??= readOnce().finally(() => {
      reading = undefined;
    });
    await reading;
  }

  /** A run lists a person before it tells anybody of them: a list with this line is new enough to compare with. */
  async function upToDate(line: PersonLine): Promise<void> {
    const own = known.get(line.key);
    if (own?.join !== line.join || own.human !== line.human) await read();
  }

  return {
    async joinValueOf(personKey) {
      const found = known.get(personKey);
      if (found !== undefined) return found.join;
      if (now() - readAt >= rereadAfterMs) {
        await read();
        const listed = known.get(personKey);
        if (listed !== undefined) return listed.join;
      }
      const record = await deps.hr.person(personKey);
      const line = record === undefined ? undefined : personLine(deps, record, now());
      if (line !== undefined) known.set(personKey, line);
      return line?.join;
    },
    async sameHuman(record) {
      const line = personLine(deps, record, now());
      if (line?.human === undefined) return [];
      await upToDate(line);
      return othersThan(line.key, byHuman.get(line.human));
    },
    async sameJoin(record, join) {
      const line = personLine(deps, record, now());
      if (line !== undefined) await upToDate(line);
      const human = humanOf(record);
      return othersThan(record.personKey, byJoin.get(join)).map(({ key, human: theirs }) => ({
        key,
        another: human !== undefined && theirs !== undefined && theirs !== human,
      }));
    },
  };
}

function file(index: Map<string, PersonLine[]>, value: string, line: PersonLine): void {
  const lines = index.get(value);
  if (lines === undefined) index.set(value, [line]);
  else lines.push(line);
}

function othersThan(key: string, lines: readonly PersonLine[] = []): readonly PersonLine[] {
  return lines.filter((line) => line.key !== key);
}

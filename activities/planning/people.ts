import { readStored, stored } from '../run/stored.ts';
import { desiredAttributes, desiredText } from '../../src/domain/profile/desired-attributes.ts';
import { formulaInput } from '../../src/domain/plan/desired-state.ts';
import type { HrRecord } from '../../src/domain/hr/record.ts';
import type { Dependencies } from '../dependencies.ts';

/** Finds the value that joins a person to their account, without asking HR person by person. */
export interface People {
  joinValueOf(personKey: string): Promise<string | undefined>;
}

/** The value of the join attribute that the profile map gives the person; undefined when it gives none. */
export function joinValue(
  deps: Pick<Dependencies, 'policy'>,
  record: HrRecord,
  now: number,
): string | undefined {
  const profile = desiredAttributes(deps.policy, formulaInput(deps.policy, record, now));
  const value = desiredText(profile, deps.policy.join.attribute);
  return value === '' ? undefined : value;
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
  let known = new Map<string, string>();
  let readAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | undefined;

  async function read(): Promise<void> {
    const people = new Map<string, string>();
    for await (const { key, join } of readStored(deps.snapshots, stored.people)) people.set(key, join);
    known = people;
    readAt = now();
  }

  return {
    async joinValueOf(personKey) {
      const found = known.get(personKey);
      if (found !== undefined) return found;
      if (now() - readAt >= rereadAfterMs) {
        reading ??= read().finally(() => {
          reading = undefined;
        });
        await reading;
        const listed = known.get(personKey);
        if (listed !== undefined) return listed;
      }
      const record = await deps.hr.person(personKey);
      if (record === undefined) return undefined;
      const value = joinValue(deps, record, now());
      if (value !== undefined) known.set(personKey, value);
      return value;
    },
  };
}

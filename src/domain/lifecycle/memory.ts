import type { AccountMemory, CaseRecord, Memory, MemoryPatch } from './types.ts';

/** Imported by workflow code: nothing but types may be imported here. */

/** How many finished cases a memory keeps. */
const recentCases = 20;

type OptionalFields = {
  -readonly [K in keyof Omit<Memory, 'schema' | 'phase' | 'accounts' | 'recent'>]-?: NonNullable<Memory[K]>;
};

const optionalFields = [
  'applied',
  'startDate',
  'lastDay',
  'announcedLastDay',
  'terminatedAt',
  'terminatedOnRequest',
  'leaveKind',
  'deleteAt',
  'rejected',
  'hold',
] as const satisfies readonly (keyof OptionalFields)[];

/** What Tenure knows of a person it sees for the first time. */
export function initialMemory(): Memory {
  return { schema: 1, phase: 'expected', accounts: {}, recent: [] };
}

/**
 * The memory with the fields of the patch overwritten; `null` removes. The memory given is not changed, and
 * fields that a newer build added are kept, so that a roll-back loses nothing.
 */
export function applyPatch(memory: Memory, patch: MemoryPatch): Memory {
  const fields: Draft = { ...memory };
  for (const name of optionalFields) overwrite(fields, name, patch[name]);
  return {
    ...fields,
    phase: patch.phase ?? memory.phase,
    accounts: mergeAccounts(memory.accounts, patch.accounts),
  };
}

/** The memory with one more finished case; the oldest beyond {@link recentCases} are dropped. */
export function withCase(memory: Memory, finished: CaseRecord): Memory {
  return { ...memory, recent: [...memory.recent, finished].slice(-recentCases) };
}

/** The memory without what the accounts were like before a leave or termination. */
export function withoutBefore(memory: Memory): Memory {
  const accounts = Object.entries(memory.accounts).map(
    ([directory, { id, origin }]) => [directory, { id, origin }] as const,
  );
  return { ...memory, accounts: Object.fromEntries(accounts) };
}

type Draft = Omit<Memory, keyof OptionalFields> & Partial<OptionalFields>;

function overwrite<K extends keyof OptionalFields>(
  fields: Partial<OptionalFields>,
  name: K,
  value: OptionalFields[K] | null | undefined,
): void {
  if (value === undefined) return;
  if (value === null) delete fields[name];
  else fields[name] = value;
}

function mergeAccounts(accounts: Memory['accounts'], patch: MemoryPatch['accounts']): Memory['accounts'] {
  if (patch === undefined) return accounts;
  const merged: Record<string, AccountMemory> = { ...accounts };
  for (const [directory, account] of Object.entries(patch)) {
    if (account === null) delete merged[directory];
    else merged[directory] = account;
  }
  return merged;
}

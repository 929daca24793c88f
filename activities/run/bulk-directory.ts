import type { DirectoryPort } from '../../src/contracts/ports.ts';
import type { AccountState } from '../../src/domain/directory/types.ts';

/** Attributes that a population is looked up by. */
const indexed = ['distinguishedname'];

/**
 * The directory as it was a moment ago, read in one pass: finds and reads are answered from memory, everything
 * else goes to the directory itself. For planning a whole population; what is planned is compared again when
 * it is applied.
 */
export async function readPopulation(
  directory: DirectoryPort,
  attributes: readonly string[],
  onProgress: (accounts: number) => void,
): Promise<DirectoryPort> {
  const names = [...new Set([...indexed, ...attributes.map((name) => name.toLowerCase())])];
  const byId = new Map<string, AccountState>();
  const byValue = new Map<string, AccountState[]>();
  for await (const account of directory.list()) {
    byId.set(account.id, account);
    for (const name of names) {
      for (const value of valuesOf(account, name))
        remember(byValue, `${name}=${value.toLowerCase()}`, account);
    }
    if (byId.size % 500 === 0) onProgress(byId.size);
  }
  return {
    ...directory,
    read: async (id) => byId.get(id),
    find: async (attribute, value) =>
      names.includes(attribute.toLowerCase())
        ? (byValue.get(`${attribute.toLowerCase()}=${value.toLowerCase()}`) ?? [])
        : directory.find(attribute, value),
  };
}

function valuesOf(account: AccountState, name: string): readonly string[] {
  if (name === 'distinguishedname') return [account.dn];
  return (
    Object.entries(account.attributes).find(([attribute]) => attribute.toLowerCase() === name)?.[1] ?? []
  );
}

function remember(map: Map<string, AccountState[]>, key: string, account: AccountState): void {
  const present = map.get(key);
  if (present === undefined) map.set(key, [account]);
  else present.push(account);
}

import { createMemoryDirectory } from '../../src/sandbox/directory/index.ts';
import type { MemoryDirectory } from '../../src/sandbox/directory/index.ts';
import type { DirectoryLab, Hand, Logon, Sight } from './directory-lab.ts';

function pick(
  attributes: Readonly<Record<string, readonly string[]>>,
  names: readonly string[],
): Record<string, readonly string[]> {
  return Object.fromEntries(
    names.flatMap((name) => (attributes[name] === undefined ? [] : [[name, attributes[name]]])),
  );
}

function createHand(directory: MemoryDirectory): Hand {
  const { administration } = directory;

  async function look(accountId: string, names: readonly string[] = []): Promise<Sight | undefined> {
    const account = directory.dump().find(({ id }) => id === accountId);
    if (account === undefined) return undefined;
    const { dn, userAccountControl, mustChangePassword, managerDn, groups } = account;
    return {
      dn,
      userAccountControl,
      mustChangePassword,
      groups,
      attributes: pick(account.attributes, names),
      ...(managerDn === undefined ? {} : { managerDn }),
    };
  }

  async function logon(accountName: string, password: string): Promise<Logon> {
    const outcome = directory.logon(accountName, password);
    return outcome === 'unknownName' || outcome === 'wrongPassword' ? 'refused' : outcome;
  }

  return {
    addContainer: async (dn) => administration.addContainer(dn),
    addGroup: async (name, kind) => {
      administration.addGroup({ name, kind });
    },
    removeGroup: async (name) => administration.removeGroup(name),
    removeAccount: async (accountId) => administration.removeAccount(accountId),
    setAttributes: async (accountId, attributes) => administration.setAttributes(accountId, attributes),
    addMember: async (group, accountId) => administration.addMember(group, accountId),
    look,
    logon,
  };
}

/** The in-memory directory as a lab. */
export function createMemoryLab(windows = false): DirectoryLab {
  const baseDn = 'DC=ad,DC=example,DC=test';
  const directory = createMemoryDirectory({
    baseDn,
    containers: [],
    groups: [],
    protectedGroups: ['Payroll Owners'],
    windows,
  });
  return { directory, hand: createHand(directory), baseDn, close: () => directory.close() };
}

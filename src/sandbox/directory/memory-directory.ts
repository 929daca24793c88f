import type { Applied, ChangeSecrets, DirectoryCheck, Finding } from '../../contracts/ports.ts';
import { protectedNames } from '../../domain/directory/protection.ts';
import { accountControl } from '../../domain/directory/ensure.ts';
import type { AccountState, Change, ResolvedGroup } from '../../domain/directory/types.ts';
import { createAdministration } from './administration.ts';
import { applyChange } from './changes.ts';
import type { ChangeContext } from './context.ts';
import { Faults } from './faults.ts';
import { addAccount, addBuiltIns, addGroup } from './seed.ts';
import { DirectoryStore, passwordHash, type StoredAccount } from './store.ts';
import type { DumpedAccount, LogonOutcome, MemoryDirectory, MemoryDirectoryOptions } from './types.ts';
import { createView, type DirectoryView } from './view.ts';

function logon(store: DirectoryStore, name: string, password: string): LogonOutcome {
  const [id] = [...store.holders('sAMAccountName', name), ...store.holders('userPrincipalName', name)];
  const account = id === undefined ? undefined : store.accounts.get(id);
  if (account === undefined) return 'unknownName';
  if (account.passwordHash !== passwordHash(account.id, password)) return 'wrongPassword';
  if ((account.userAccountControl & accountControl.disabled) !== 0) return 'disabled';
  return account.mustChangePassword ? 'mustChangePassword' : 'granted';
}

function dumped(view: DirectoryView, stored: StoredAccount): DumpedAccount {
  const state = view.account(stored);
  return {
    id: state.id,
    dn: state.dn,
    enabled: state.enabled,
    hasPassword: stored.passwordHash !== undefined,
    mustChangePassword: state.mustChangePassword,
    userAccountControl: stored.userAccountControl,
    attributes: state.attributes,
    ...(state.managerDn === undefined ? {} : { managerDn: state.managerDn }),
    groups: state.groups.map(({ name }) => name).toSorted(),
    ...(state.protectedBy === undefined ? {} : { protectedBy: state.protectedBy }),
  };
}

function missing(subject: string, remedy: string): Finding {
  return { ok: false, severity: 'error', subject, message: `${subject} does not exist`, remedy };
}

function checkGroup(group: ResolvedGroup | undefined, name: string, kind: ResolvedGroup['kind']): Finding {
  const noun = kind === 'security' ? 'security group' : 'distribution list';
  const subject = `${noun} ${name}`;
  if (group === undefined) return missing(subject, `Create the ${noun} or correct its name in tenure.yaml.`);
  if (group.protectedBy !== undefined) {
    return {
      ok: false,
      severity: 'error',
      subject,
      message: `${subject} is protected: ${group.protectedBy}`,
    };
  }
  if (group.kind === kind)
    return { ok: true, severity: 'error', subject, message: `${subject} can be changed` };
  const message = `${subject} is a ${group.kind === 'security' ? 'security group' : 'distribution list'}`;
  return { ok: false, severity: 'warning', subject, message };
}

/**
 * A directory in memory with the semantics of the Active Directory adapter: ensure, before-values, protected objects,
 * unique names, links that follow renames. Holds 100,000 accounts and more. A verified double: the contract suite runs
 * against it and against a Samba domain controller.
 */
export function createMemoryDirectory(options: MemoryDirectoryOptions): MemoryDirectory {
  const windows = options.windows ?? false;
  const store = new DirectoryStore(options.baseDn, windows);
  const builtIns = addBuiltIns(store);
  for (const dn of options.containers) store.addContainer(dn);
  for (const group of options.groups) addGroup(store, group);
  for (const account of options.accounts ?? []) addAccount(store, account);
  const view = createView(store, protectedNames(options.protectedGroups ?? []));
  const faults = new Faults();
  const context: ChangeContext = {
    store,
    view,
    windows,
    joinAttributes: options.joinAttributes ?? ['employeeID'],
  };
  const counted = { writes: 0, reads: 0 };

  async function read(accountId: string): Promise<AccountState | undefined> {
    faults.before('read');
    counted.reads++;
    const account = store.accounts.get(accountId);
    return account === undefined ? undefined : view.account(account);
  }

  async function find(attribute: string, value: string): Promise<readonly AccountState[]> {
    faults.before('find');
    counted.reads++;
    const found: AccountState[] = [];
    for (const id of store.holders(attribute, value)) {
      const account = store.accounts.get(id);
      if (account !== undefined) found.push(view.account(account));
    }
    return found;
  }

  async function* list(): AsyncIterable<AccountState> {
    faults.before('list');
    counted.reads++;
    for (const account of store.accounts.values()) yield view.account(account);
  }

  async function taken(
    names: readonly { readonly attribute: string; readonly value: string }[],
  ): Promise<readonly { readonly attribute: string; readonly value: string; readonly holderId: string }[]> {
    faults.before('taken');
    counted.reads++;
    return names.flatMap(({ attribute, value }) => {
      const holderId = store.anyHolder(attribute, value);
      return holderId === undefined ? [] : [{ attribute, value, holderId }];
    });
  }

  function resolved(names: readonly string[]): ReadonlyMap<string, ResolvedGroup> {
    const groups = new Map<string, ResolvedGroup>();
    for (const name of names) {
      const group = store.groupNamed(name);
      if (group !== undefined) groups.set(name, view.group(group));
    }
    return groups;
  }

  async function resolveGroups(names: readonly string[]): Promise<ReadonlyMap<string, ResolvedGroup>> {
    faults.before('resolveGroups');
    counted.reads++;
    return resolved(names);
  }

  async function findContainer(dn: string): Promise<string | undefined> {
    faults.before('findContainer');
    counted.reads++;
    return store.container(dn);
  }

  async function apply(
    accountId: string | undefined,
    change: Change,
    secrets: ChangeSecrets = {},
  ): Promise<Applied> {
    faults.before(change.kind);
    const applied = applyChange(context, accountId, change, secrets);
    counted.writes += applied.writes;
    faults.after(change.kind);
    return applied;
  }

  async function check(wants: DirectoryCheck): Promise<readonly Finding[]> {
    const findings: Finding[] = [
      {
        ok: true,
        severity: 'error',
        subject: 'Active Directory',
        message: 'the directory in memory answers',
      },
    ];
    for (const dn of wants.containers) {
      const subject = `container ${dn}`;
      if (store.container(dn) === undefined) {
        findings.push(missing(subject, 'Create it or correct its name in tenure.yaml.'));
      } else findings.push({ ok: true, severity: 'error', subject, message: `${subject} can be used` });
    }
    for (const kind of ['security', 'distribution'] as const) {
      const names = kind === 'security' ? wants.securityGroups : wants.distributionLists;
      const groups = resolved(names);
      for (const name of names) findings.push(checkGroup(groups.get(name), name, kind));
    }
    return findings;
  }

  return {
    name: 'activeDirectory',
    read,
    find,
    list,
    taken,
    resolveGroups,
    findContainer,
    apply,
    check,
    counters: () => ({ ...counted }),
    close: async () => {},
    dump: () =>
      [...store.accounts.values()]
        .filter(({ id }) => !builtIns.has(id))
        .map((account) => dumped(view, account))
        .toSorted((a, b) => (a.dn < b.dn ? -1 : 1)),
    members: (name) => {
      const group = store.groupNamed(name);
      return group === undefined ? undefined : [...group.memberIds].toSorted();
    },
    logon: (name, password) => logon(store, name, password),
    fail: (order) => faults.order(order),
    administration: createAdministration(store),
  };
}

import {
  accountProtection,
  groupPrivilege,
  groupProtection,
  type ProtectionFacts,
} from '../../domain/directory/protection.ts';
import { accountControl } from '../../domain/directory/ensure.ts';
import type { AccountState, ResolvedGroup } from '../../domain/directory/types.ts';
import type { DirectoryStore, StoredAccount, StoredGroup } from './store.ts';

/** How the port shows what the store holds. */
export interface DirectoryView {
  account(account: StoredAccount): AccountState;
  group(group: StoredGroup): ResolvedGroup;
}

/**
 * @param listed folded names of the policy's protected groups
 */
export function createView(store: DirectoryStore, listed: ReadonlySet<string>): DirectoryView {
  function groupFacts(stored: StoredGroup): ProtectionFacts {
    return {
      sid: stored.sid,
      adminCount: false,
      critical: stored.critical,
      names: [stored.name, store.dnOf(stored)],
    };
  }

  function group(stored: StoredGroup): ResolvedGroup {
    const protectedBy = groupProtection(groupFacts(stored), listed);
    return {
      id: stored.id,
      name: stored.name,
      dn: store.dnOf(stored),
      kind: stored.kind,
      ...(protectedBy === undefined ? {} : { protectedBy }),
    };
  }

  function protection(stored: StoredAccount, groups: readonly StoredGroup[]): string | undefined {
    const { sid, adminCount, critical } = stored;
    const facts = { sid, adminCount, critical, names: [] };
    const privileges = groups.map((held) => {
      const privilege = groupPrivilege(groupFacts(held), listed);
      return { name: held.name, ...(privilege === undefined ? {} : { privilege }) };
    });
    return accountProtection(facts, privileges);
  }

  function account(stored: StoredAccount): AccountState {
    const attributes: Record<string, readonly string[]> = {};
    for (const { name, values } of stored.attributes.values()) attributes[name] = values.toSorted();
    const groups: StoredGroup[] = [];
    for (const id of stored.groupIds) {
      const held = store.groups.get(id);
      if (held !== undefined) groups.push(held);
    }
    const manager = stored.managerId === undefined ? undefined : store.accounts.get(stored.managerId);
    const protectedBy = protection(stored, groups);
    return {
      directory: 'activeDirectory',
      id: stored.id,
      dn: store.dnOf(stored),
      commonName: stored.commonName,
      organizationalUnit: stored.container,
      enabled: (stored.userAccountControl & accountControl.disabled) === 0,
      mustChangePassword: stored.mustChangePassword,
      attributes,
      ...(manager === undefined ? {} : { managerDn: store.dnOf(manager) }),
      groups: groups.map((held) => ({
        id: held.id,
        name: held.name,
        dn: store.dnOf(held),
        kind: held.kind,
      })),
      ...(protectedBy === undefined ? {} : { protectedBy }),
    };
  }

  return { account, group };
}

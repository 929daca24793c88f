import { accountControl } from '../../domain/directory/ensure.ts';
import { addAccount, addGroup } from './seed.ts';
import type { DirectoryStore, StoredAccount, StoredGroup } from './store.ts';
import type { MemoryAdministration } from './types.ts';

/** The hand of an administrator on the store. Unknown names are a mistake of the caller: RangeError. */
export function createAdministration(store: DirectoryStore): MemoryAdministration {
  function account(accountId: string): StoredAccount {
    const found = store.accounts.get(accountId);
    if (found === undefined) throw new RangeError(`there is no account ${accountId}`);
    return found;
  }

  function group(name: string): StoredGroup {
    const found = store.groupNamed(name);
    if (found === undefined) throw new RangeError(`there is no group ${name}`);
    return found;
  }

  return {
    addContainer: (dn) => store.addContainer(dn),
    removeContainer: (dn) => store.removeContainer(dn),
    addGroup: (added) => addGroup(store, added),
    removeGroup: (name) => store.removeGroup(group(name)),
    addAccount: (added) => addAccount(store, added).id,
    removeAccount: (accountId) => store.removeAccount(account(accountId)),
    setAttributes: (accountId, attributes) => {
      for (const [name, values] of Object.entries(attributes)) {
        store.setAttribute(account(accountId), name, values);
      }
    },
    setEnabled: (accountId, enabled) => {
      const held = account(accountId);
      held.userAccountControl = enabled
        ? held.userAccountControl & ~accountControl.disabled
        : held.userAccountControl | accountControl.disabled;
    },
    addMember: (name, accountId) => store.join(account(accountId), group(name)),
    removeMember: (name, accountId) => store.leave(account(accountId), group(name)),
  };
}

import type { DirectoryPort } from '../../contracts/ports.ts';
import { parseDn } from '../../domain/directory/dn.ts';
import { protectedNames } from '../../domain/directory/protection.ts';
import type { ResolvedGroup } from '../../domain/directory/types.ts';
import { createAccounts } from './accounts.ts';
import { applyChange } from './changes.ts';
import { checkDirectory } from './check.ts';
import { createLdapClient, type LdapClient } from './client.ts';
import { anyOf, equals } from './filters.ts';
import { createGroupCache, type KnownGroup } from './groups.ts';
import { createMemberBatches } from './member-batches.ts';
import { settingsFrom, type ActiveDirectoryOptions } from './options.ts';
import type { WriteContext } from './writing.ts';

export type { ActiveDirectoryLogger, ActiveDirectoryOptions } from './options.ts';

/** Objects that can hold accounts. */
const containers = anyOf(
  ['organizationalUnit', 'container', 'builtinDomain', 'domainDNS'].map((name) =>
    equals('objectClass', name),
  ),
);

async function findContainer(client: LdapClient, dn: string): Promise<string | undefined> {
  if (parseDn(dn) === undefined) return undefined;
  const [entry] = await client.search({
    base: dn,
    scope: 'base',
    filter: containers,
    attributes: ['distinguishedName'],
  });
  return entry?.dn;
}

function resolvedGroup({ id, name, dn, kind, protectedBy }: KnownGroup): ResolvedGroup {
  return { id, name, dn, kind, ...(protectedBy === undefined ? {} : { protectedBy }) };
}

/**
 * Active Directory over LDAPS. Connects when first used; nothing is sent before. One process needs one of these:
 * concurrent callers share its connections.
 * @throws TenureError CONFIG_INVALID when an option cannot work
 */
export function createActiveDirectory(options: ActiveDirectoryOptions): DirectoryPort {
  const settings = settingsFrom(options);
  const client = createLdapClient(settings);
  const groups = createGroupCache(client, protectedNames(settings.protectedGroups));
  const accounts = createAccounts(settings, client, groups);
  const members = createMemberBatches(client);
  const context: WriteContext = { settings, client, accounts, groups, members };
  return {
    name: 'activeDirectory',
    read: async (accountId) => (await accounts.held(accountId))?.state,
    find: (attribute, value) => accounts.find(attribute, value),
    list: () => accounts.list(),
    taken: (names) => accounts.taken(names),
    resolveGroups: async (names) => {
      const found = await groups.byNames(names);
      return new Map([...found].map(([name, group]) => [name, resolvedGroup(group)]));
    },
    findContainer: (dn) => findContainer(client, dn),
    apply: (accountId, change, secrets = {}) => applyChange(context, accountId, change, secrets),
    check: (wants) => checkDirectory(context, wants),
    counters: () => client.counters(),
    close: () => client.close(),
  };
}

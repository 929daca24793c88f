import { foldDn, parentDn } from '../../domain/directory/dn.ts';
import { accountControl } from '../../domain/directory/ensure.ts';
import { accountProtection } from '../../domain/directory/protection.ts';
import type { AccountState, GroupRef } from '../../domain/directory/types.ts';
import type { LdapClient } from './client.ts';
import { guidDn, guidText, isGuid, type DirectoryEntry } from './entry.ts';
import { allOf, anyOf, equals, persons } from './filters.ts';
import { protectionFacts, type GroupCache, type KnownGroup } from './groups.ts';
import type { ActiveDirectorySettings } from './options.ts';

/** What the adapter itself needs of an account. */
const OWN = [
  'objectGUID',
  'objectSid',
  'cn',
  'userAccountControl',
  'pwdLastSet',
  'memberOf',
  'manager',
  'adminCount',
  'isCriticalSystemObject',
];

/** Names that must be unique; always part of the state. */
const NAMES = ['sAMAccountName', 'userPrincipalName', 'mail'];

const NAMES_PER_SEARCH = 50;

/** An account with what only the adapter needs to know. */
export interface HeldAccount {
  readonly state: AccountState;
  readonly userAccountControl: number;
}

export interface NameClaim {
  readonly attribute: string;
  readonly value: string;
}

/** Reading accounts. */
export interface Accounts {
  /** @param extra attributes to read besides the configured ones */
  held(accountId: string, extra?: readonly string[]): Promise<HeldAccount | undefined>;
  /** The account at a DN, undefined when there is none or the object is no account. */
  at(dn: string, extra?: readonly string[]): Promise<HeldAccount | undefined>;
  find(attribute: string, value: string, extra?: readonly string[]): Promise<readonly AccountState[]>;
  list(): AsyncIterable<AccountState>;
  taken(names: readonly NameClaim[]): Promise<readonly (NameClaim & { readonly holderId: string })[]>;
}

/** How names are compared when an answer is assigned to a question; the directory may ignore accents. */
function fold(value: string): string {
  return value.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

/** Distinguished names are the same however their special characters are escaped. */
function claimKey(attribute: string, value: string): string {
  const name = attribute.toLowerCase();
  return `${name}=${name === 'distinguishedname' ? foldDn(value, fold) : fold(value)}`;
}

function uniqueNames(names: readonly string[]): readonly string[] {
  const byKey = new Map(names.map((name) => [name.toLowerCase(), name]));
  return [...byKey.values()];
}

function groupRef({ id, name, dn, kind }: KnownGroup): GroupRef {
  return { id, name, dn, kind };
}

function decode(
  entry: DirectoryEntry,
  names: readonly string[],
  known: ReadonlyMap<string, KnownGroup>,
): HeldAccount | undefined {
  const id = entry.bytes('objectGUID');
  const commonName = entry.text('cn');
  if (id === undefined || commonName === undefined) return undefined;
  const attributes: Record<string, readonly string[]> = {};
  for (const name of names) {
    const values = entry.texts(name);
    if (values.length > 0) attributes[name] = values.toSorted();
  }
  const groups: KnownGroup[] = [];
  for (const dn of entry.texts('memberOf')) {
    const group = known.get(dn);
    if (group !== undefined) groups.push(group);
  }
  const userAccountControl = Number(entry.text('userAccountControl') ?? '0');
  const managerDn = entry.text('manager');
  const protectedBy = accountProtection(protectionFacts(entry, []), groups);
  const state: AccountState = {
    directory: 'activeDirectory',
    id: guidText(id),
    dn: entry.dn,
    commonName,
    organizationalUnit: parentDn(entry.dn) ?? entry.dn,
    enabled: (userAccountControl & accountControl.disabled) === 0,
    mustChangePassword: (entry.text('pwdLastSet') ?? '0') === '0',
    attributes,
    ...(managerDn === undefined ? {} : { managerDn }),
    groups: groups.map(groupRef),
    ...(protectedBy === undefined ? {} : { protectedBy }),
  };
  return { state, userAccountControl };
}

export function createAccounts(
  settings: ActiveDirectorySettings,
  client: LdapClient,
  cache: GroupCache,
): Accounts {
  const configured = uniqueNames([...NAMES, ...settings.attributes]);

  function wanted(extra: readonly string[]): {
    readonly names: readonly string[];
    readonly all: readonly string[];
  } {
    const names = extra.length === 0 ? configured : uniqueNames([...extra, ...configured]);
    return { names, all: uniqueNames([...OWN, ...names]) };
  }

  async function decodeAll(
    entries: readonly DirectoryEntry[],
    names: readonly string[],
  ): Promise<readonly HeldAccount[]> {
    const dns = new Set(entries.flatMap((entry) => entry.texts('memberOf')));
    const known = await cache.byDns([...dns]);
    const accounts: HeldAccount[] = [];
    for (const entry of entries) {
      const account = decode(entry, names, known);
      if (account !== undefined) accounts.push(account);
    }
    return accounts;
  }

  async function at(base: string, extra: readonly string[] = []): Promise<HeldAccount | undefined> {
    const { names, all } = wanted(extra);
    const entries = await client.search({ base, scope: 'base', filter: persons, attributes: all });
    const [account] = await decodeAll(entries, names);
    return account;
  }

  async function held(accountId: string, extra?: readonly string[]): Promise<HeldAccount | undefined> {
    return isGuid(accountId) ? at(guidDn(accountId), extra) : undefined;
  }

  async function find(
    attribute: string,
    value: string,
    extra: readonly string[] = [],
  ): Promise<readonly AccountState[]> {
    const { names, all } = wanted(extra);
    const entries = await client.search({
      base: settings.baseDn,
      scope: 'sub',
      filter: allOf(persons, equals(attribute, value)),
      attributes: all,
    });
    return (await decodeAll(entries, names)).map(({ state }) => state);
  }

  async function* list(): AsyncIterable<AccountState> {
    const { names, all } = wanted([]);
    const search = { base: settings.baseDn, scope: 'sub', filter: persons, attributes: all } as const;
    for await (const entries of client.pages(search)) {
      for (const { state } of await decodeAll(entries, names)) yield state;
    }
  }

  async function holders(claims: readonly NameClaim[]): Promise<(NameClaim & { holderId: string })[]> {
    const { domainDn } = await client.names();
    const attributes = uniqueNames(claims.map(({ attribute }) => attribute));
    const entries = await client.search({
      base: domainDn,
      scope: 'sub',
      filter: anyOf(claims.map(({ attribute, value }) => equals(attribute, value))),
      attributes: ['objectGUID', ...attributes],
      deleted: true,
    });
    const holderByName = new Map<string, string>();
    for (const entry of entries) {
      const id = entry.bytes('objectGUID');
      if (id === undefined) continue;
      for (const attribute of attributes) {
        for (const value of entry.texts(attribute)) {
          holderByName.set(claimKey(attribute, value), guidText(id));
        }
      }
    }
    return claims.flatMap((claim) => {
      const holderId = holderByName.get(claimKey(claim.attribute, claim.value));
      return holderId === undefined ? [] : [{ ...claim, holderId }];
    });
  }

  async function taken(names: readonly NameClaim[]): Promise<readonly (NameClaim & { holderId: string })[]> {
    const parts: (readonly NameClaim[])[] = [];
    for (let from = 0; from < names.length; from += NAMES_PER_SEARCH) {
      parts.push(names.slice(from, from + NAMES_PER_SEARCH));
    }
    return (await Promise.all(parts.map(holders))).flat();
  }

  return { held, at, find, list, taken };
}

import { foldDn, parseDn, sameDn } from '../../domain/directory/dn.ts';
import { groupPrivilege, groupProtection, type ProtectionFacts } from '../../domain/directory/protection.ts';
import { idOfGroupName } from '../../domain/directory/group-names.ts';
import type { ResolvedGroup } from '../../domain/directory/types.ts';
import type { LdapClient } from './client.ts';
import { guidDn, guidText, sidText, type DirectoryEntry } from './entry.ts';
import { allOf, anyOf, equals, groups } from './filters.ts';

const ATTRIBUTES = [
  'objectGUID',
  'objectSid',
  'cn',
  'sAMAccountName',
  'groupType',
  'adminCount',
  'isCriticalSystemObject',
];

/** Groups seldom change; after this long they are read again. */
const KEEP_MS = 5 * 60_000;

/** Names per search: an OR of 1,000 terms works, fewer keep requests small (active-directory 4). */
const NAMES_PER_SEARCH = 50;

/** A group with the reason why its members are protected, if they are. */
export interface KnownGroup extends ResolvedGroup {
  readonly privilege?: string;
  readonly accountName?: string;
}

/** Groups by DN, id and configured name, read once and kept for some minutes. */
export interface GroupCache {
  /** Keys are the DNs as given; groups that cannot be read are absent. */
  byDns(dns: readonly string[]): Promise<ReadonlyMap<string, KnownGroup>>;
  byIds(ids: readonly string[]): Promise<ReadonlyMap<string, KnownGroup>>;
  /** By DN, `<GUID=id>`, sAMAccountName or cn; a cn that several groups share is absent. */
  byNames(names: readonly string[]): Promise<ReadonlyMap<string, KnownGroup>>;
  forget(id: string): void;
}

/** Reads the facts of protection that accounts and groups share. */
export function protectionFacts(entry: DirectoryEntry, names: readonly string[]): ProtectionFacts {
  const sid = entry.bytes('objectSid');
  return {
    ...(sid === undefined ? {} : { sid: sidText(sid) }),
    adminCount: entry.text('adminCount') === '1',
    critical: entry.text('isCriticalSystemObject') === 'TRUE',
    names,
  };
}

function knownGroup(entry: DirectoryEntry, listed: ReadonlySet<string>): KnownGroup | undefined {
  const id = entry.bytes('objectGUID');
  const name = entry.text('cn');
  if (id === undefined || name === undefined) return undefined;
  const accountName = entry.text('sAMAccountName');
  const facts = protectionFacts(entry, [name, entry.dn, ...(accountName === undefined ? [] : [accountName])]);
  const protectedBy = groupProtection(facts, listed);
  const privilege = groupPrivilege(facts, listed);
  return {
    id: guidText(id),
    name,
    dn: entry.dn,
    // The sign bit of groupType tells security groups (active-directory 4).
    kind: Number(entry.text('groupType') ?? '0') < 0 ? 'security' : 'distribution',
    ...(accountName === undefined ? {} : { accountName }),
    ...(protectedBy === undefined ? {} : { protectedBy }),
    ...(privilege === undefined ? {} : { privilege }),
  };
}

/**
 * @param listed folded names of the policy's protected groups
 */
export function createGroupCache(client: LdapClient, listed: ReadonlySet<string>): GroupCache {
  const kept = new Map<string, { readonly group: KnownGroup; readonly until: number }>();
  const idByDn = new Map<string, string>();
  const idByName = new Map<string, string>();

  function keep(group: KnownGroup): void {
    kept.set(group.id, { group, until: Date.now() + KEEP_MS });
    idByDn.set(group.dn, group.id);
    idByDn.set(foldDn(group.dn), group.id);
  }

  function fresh(id: string | undefined): KnownGroup | undefined {
    const entry = id === undefined ? undefined : kept.get(id);
    return entry === undefined || entry.until < Date.now() ? undefined : entry.group;
  }

  async function readAt(base: string): Promise<KnownGroup | undefined> {
    const [entry] = await client.search({ base, scope: 'base', filter: groups, attributes: ATTRIBUTES });
    const group = entry === undefined ? undefined : knownGroup(entry, listed);
    if (group !== undefined) keep(group);
    return group;
  }

  /** By the spelling first: taking 100,000 memberships apart costs seconds. */
  function freshAt(dn: string): KnownGroup | undefined {
    const spelled = fresh(idByDn.get(dn));
    if (spelled?.dn === dn) return spelled;
    const group = fresh(idByDn.get(foldDn(dn)));
    return group !== undefined && sameDn(group.dn, dn) ? group : undefined;
  }

  async function byDns(dns: readonly string[]): Promise<ReadonlyMap<string, KnownGroup>> {
    const groupsFound = await Promise.all(
      dns.map(async (dn) => [dn, freshAt(dn) ?? (await readAt(dn))] as const),
    );
    const found = new Map<string, KnownGroup>();
    for (const [dn, group] of groupsFound) {
      if (group !== undefined) found.set(dn, group);
    }
    return found;
  }

  async function byIds(ids: readonly string[]): Promise<ReadonlyMap<string, KnownGroup>> {
    const groupsFound = await Promise.all(
      [...new Set(ids)].map(async (id) => fresh(id) ?? (await readAt(guidDn(id)))),
    );
    const found = new Map<string, KnownGroup>();
    for (const group of groupsFound) {
      if (group !== undefined) found.set(group.id, group);
    }
    return found;
  }

  async function searchNames(names: readonly string[]): Promise<readonly KnownGroup[]> {
    const { domainDn } = await client.names();
    const terms = names.flatMap((name) => [equals('cn', name), equals('sAMAccountName', name)]);
    const entries = await client.search({
      base: domainDn,
      scope: 'sub',
      filter: allOf(groups, anyOf(terms)),
      attributes: ATTRIBUTES,
    });
    const found: KnownGroup[] = [];
    for (const entry of entries) {
      const group = knownGroup(entry, listed);
      if (group === undefined) continue;
      keep(group);
      found.push(group);
    }
    return found;
  }

  async function byNames(names: readonly string[]): Promise<ReadonlyMap<string, KnownGroup>> {
    const found = new Map<string, KnownGroup>();
    const ids = new Map<string, string>();
    const dns: string[] = [];
    const searched: string[] = [];
    for (const name of new Set(names)) {
      const id = idOfGroupName(name);
      const group = id === undefined ? fresh(idByName.get(name.toLowerCase())) : undefined;
      if (group !== undefined) found.set(name, group);
      else if (id !== undefined) ids.set(name, id);
      else if (parseDn(name) !== undefined) dns.push(name);
      else if (name.trim() !== '') searched.push(name);
    }
    const atIds = await byIds([...ids.values()]);
    for (const [name, id] of ids) take(name, atIds.get(id));
    const atDns = await byDns(dns);
    for (const dn of dns) take(dn, atDns.get(dn));
    for (let from = 0; from < searched.length; from += NAMES_PER_SEARCH) {
      const part = searched.slice(from, from + NAMES_PER_SEARCH);
      // Seldom more than one, and the answers are kept.
      const candidates = await searchNames(part);
      for (const name of part) take(name, choose(candidates, name));
    }
    for (const [name, group] of found) idByName.set(name.toLowerCase(), group.id);
    return found;

    function take(name: string, group: KnownGroup | undefined): void {
      if (group !== undefined) found.set(name, group);
    }
  }

  return {
    byDns,
    byIds,
    byNames,
    forget: (id) => {
      kept.delete(id);
    },
  };
}

function choose(candidates: readonly KnownGroup[], name: string): KnownGroup | undefined {
  const key = name.toLowerCase();
  const exact = candidates.find(({ accountName }) => accountName?.toLowerCase() === key);
  if (exact !== undefined) return exact;
  const named = candidates.filter((group) => group.name.toLowerCase() === key);
  return named.length === 1 ? named[0] : undefined;
}

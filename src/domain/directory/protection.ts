/** What a directory says about an object, as far as protection is concerned. */
export interface ProtectionFacts {
  /** String form of objectSid, e.g. `S-1-5-21-1-2-3-512`. */
  readonly sid?: string;
  /** adminCount = 1: AdminSDHolder guards the object. */
  readonly adminCount: boolean;
  /** isCriticalSystemObject = TRUE. */
  readonly critical: boolean;
  /** cn, sAMAccountName, DN. */
  readonly names: readonly string[];
}

const WELL_KNOWN_ACCOUNTS: ReadonlyMap<string, string> = new Map([
  ['500', 'built-in Administrator'],
  ['501', 'built-in Guest'],
  ['502', 'krbtgt'],
]);

/** Domain groups whose members rule the domain, by relative identifier. */
const PRIVILEGED_DOMAIN_GROUPS: ReadonlyMap<string, string> = new Map([
  ['498', 'Enterprise Read-only Domain Controllers'],
  ['512', 'Domain Admins'],
  ['516', 'Domain Controllers'],
  ['517', 'Cert Publishers'],
  ['518', 'Schema Admins'],
  ['519', 'Enterprise Admins'],
  ['520', 'Group Policy Creator Owners'],
  ['521', 'Read-only Domain Controllers'],
  ['526', 'Key Admins'],
  ['527', 'Enterprise Key Admins'],
]);

/** Groups of the domain `S-1-5-32` whose members can take the domain over. */
const PRIVILEGED_BUILTIN_GROUPS: ReadonlyMap<string, string> = new Map([
  ['544', 'Administrators'],
  ['548', 'Account Operators'],
  ['549', 'Server Operators'],
  ['550', 'Print Operators'],
  ['551', 'Backup Operators'],
  ['552', 'Replicator'],
]);

const BUILTIN_DOMAIN = 'S-1-5-32-';

function relativeId(sid: string): string {
  return sid.slice(sid.lastIndexOf('-') + 1);
}

function privilegedName(sid: string | undefined): string | undefined {
  if (sid === undefined) return undefined;
  const groups = sid.startsWith(BUILTIN_DOMAIN) ? PRIVILEGED_BUILTIN_GROUPS : PRIVILEGED_DOMAIN_GROUPS;
  return groups.get(relativeId(sid));
}

/** The folded names of the policy's own protected list, for {@link groupPrivilege}. */
export function protectedNames(names: readonly string[]): ReadonlySet<string> {
  return new Set(names.map((name) => name.toLowerCase()));
}

/**
 * Why the members of a group are protected themselves: it rules the domain, AdminSDHolder guards it, or it stands on
 * the protected list. Ordinary built-ins such as Remote Desktop Users do not protect their members.
 */
export function groupPrivilege(facts: ProtectionFacts, listed: ReadonlySet<string>): string | undefined {
  const wellKnown = privilegedName(facts.sid);
  if (wellKnown !== undefined) return `built-in group ${wellKnown}`;
  if (facts.adminCount) return 'guarded by AdminSDHolder (adminCount)';
  const name = facts.names.find((candidate) => listed.has(candidate.toLowerCase()));
  return name === undefined ? undefined : `on the protected list (${name})`;
}

/** Why a group's members must not be changed: it is privileged, or a system object of the directory. */
export function groupProtection(facts: ProtectionFacts, listed: ReadonlySet<string>): string | undefined {
  const privilege = groupPrivilege(facts, listed);
  if (privilege !== undefined) return privilege;
  if (facts.critical || facts.sid?.startsWith(BUILTIN_DOMAIN) === true) return 'built-in group';
  return undefined;
}

/**
 * Why an account must not be touched: it is built in, AdminSDHolder guards it, or it is a member of a privileged group.
 * @param memberOf privilege of each direct group with its name, from {@link groupPrivilege}
 */
export function accountProtection(
  facts: ProtectionFacts,
  memberOf: readonly { readonly name: string; readonly privilege?: string }[],
): string | undefined {
  const wellKnown = facts.sid === undefined ? undefined : WELL_KNOWN_ACCOUNTS.get(relativeId(facts.sid));
  if (wellKnown !== undefined) return wellKnown;
  if (facts.adminCount) return 'guarded by AdminSDHolder (adminCount)';
  if (facts.critical) return 'system object of the directory';
  const group = memberOf.find(({ privilege }) => privilege !== undefined);
  return group === undefined ? undefined : `member of ${group.name}`;
}

import type { GroupRef, ResolvedGroup } from '../directory/types.ts';
import type { ErrorCode } from '../errors.ts';
import type { Reason } from '../lifecycle/types.ts';
import { showPlace } from '../place.ts';
import type { MembershipRules, RetentionMode } from '../policy.ts';
import type { DesiredMemberships } from './desired.ts';
import { managedNames } from './desired.ts';
import { type MembershipChange, type Memberships, settleExclusiveSets } from './exclusive.ts';

/**
 * What may be taken away. `managed`: groups that a rule names and this person should not have; `addOnly`: nothing;
 * `exact`: everything the rules do not give; `removeManaged` / `removeAll`: every group that a rule names / every
 * group of the kind, and nothing is given; `keep`: nothing is given or taken away.
 */
export type MembershipMode = RetentionMode | 'removeManaged' | 'removeAll' | 'keep';

/** One section (security groups or distribution lists) of one account. */
export interface MembershipSituation {
  readonly section: 'securityGroups' | 'distributionLists';
  readonly rules: MembershipRules;
  readonly desired: DesiredMemberships;
  readonly mode: MembershipMode;
  /** Why groups are taken away when the mode is not the rules' own (termination, leave). */
  readonly removal?: Reason;
  /** All direct memberships of the account, of both kinds, the primary group excluded. */
  readonly actual: readonly ResolvedGroup[];
  /** By configured name. */
  readonly groups: ReadonlyMap<string, ResolvedGroup>;
  /** Held before a leave, to be given back unless the rules decide about them. */
  readonly restored: readonly ResolvedGroup[];
  /** What the other section says, by group id: groups it names are its business, whatever their kind. */
  readonly other: { readonly named: ReadonlySet<string>; readonly wanted: ReadonlySet<string> };
}

export interface MembershipChanges {
  /** In the order of the rules. */
  readonly add: readonly MembershipChange[];
  readonly remove: readonly MembershipChange[];
  readonly warnings: readonly { readonly code: ErrorCode; readonly message: string }[];
}

type Warnings = { code: ErrorCode; message: string }[];

/** Ids of configured names, without those the directory does not know. */
export function idsOf(
  names: readonly string[],
  groups: ReadonlyMap<string, ResolvedGroup>,
): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const name of names) {
    const group = groups.get(name);
    if (group !== undefined) ids.add(group.id);
  }
  return ids;
}

interface Wanted {
  readonly changes: Map<string, MembershipChange>;
  readonly warnings: Warnings;
}

function placeText(reason: Reason): string {
  return reason.place === undefined ? '' : ` (${showPlace(reason.place)})`;
}

const givingModes: ReadonlySet<MembershipMode> = new Set(['managed', 'addOnly', 'exact']);

function wantedByRules(situation: MembershipSituation): Wanted {
  const { section, desired, groups, other } = situation;
  const changes = new Map<string, MembershipChange>();
  const warnings: Warnings = [];
  for (const { name, reason } of desired.wanted) {
    const group = groups.get(name);
    if (group === undefined) {
      const message = `${section}: the directory has no group "${name}"${placeText(reason)}`;
      warnings.push({ code: 'AD_GROUP_MISSING', message });
      continue;
    }
    // A group that both sections give is added once, by the security groups.
    if (section === 'distributionLists' && other.wanted.has(group.id)) continue;
    if (!changes.has(group.id)) changes.set(group.id, { group, reason });
  }
  return { changes, warnings };
}

function wantedGroups(situation: MembershipSituation, managed: ReadonlySet<string>): Wanted {
  if (!givingModes.has(situation.mode)) return { changes: new Map(), warnings: [] };
  const { changes, warnings } = wantedByRules(situation);
  if (situation.mode === 'exact') return { changes, warnings };
  for (const group of situation.restored) {
    if (managed.has(group.id) || changes.has(group.id)) continue;
    changes.set(group.id, { group, reason: { text: 'held before the leave' } });
  }
  return { changes, warnings };
}

/** Groups of the account that this section decides about. */
function ownGroups(situation: MembershipSituation, managed: ReadonlySet<string>): readonly ResolvedGroup[] {
  const kind = situation.section === 'securityGroups' ? 'security' : 'distribution';
  return situation.actual.filter(
    ({ id, kind: groupKind }) => managed.has(id) || (groupKind === kind && !situation.other.named.has(id)),
  );
}

function removals(
  situation: MembershipSituation,
  managed: ReadonlySet<string>,
  wanted: ReadonlyMap<string, MembershipChange>,
): ReadonlyMap<string, MembershipChange> {
  const { mode, rules, removal, desired, groups, other } = situation;
  const remove = new Map<string, MembershipChange>();
  if (mode === 'keep' || mode === 'addOnly') return remove;
  const undecided = idsOf(desired.undecided, groups);
  const stays = (id: string): boolean => wanted.has(id) || undecided.has(id) || other.wanted.has(id);
  const onlyManaged = mode === 'managed' || mode === 'removeManaged';
  const reason = removal ?? { text: 'no rule gives it any more', place: rules.place };
  for (const group of ownGroups(situation, managed)) {
    if (stays(group.id) || (onlyManaged && !managed.has(group.id))) continue;
    remove.set(group.id, { group, reason });
  }
  return remove;
}

/** Takes protected groups out of the changes and says so. */
function spareProtected(
  section: string,
  changes: Map<string, MembershipChange>,
  verb: string,
  warnings: Warnings,
): void {
  for (const [id, { group }] of changes) {
    if (group.protectedBy === undefined) continue;
    changes.delete(id);
    const message = `${section}: not ${verb} protected group "${group.name}": ${group.protectedBy}`;
    warnings.push({ code: 'AD_PROTECTED', message });
  }
}

/** What is known of a held group: the looked-up one says whether it is protected. */
function knownGroups(situation: MembershipSituation): ReadonlyMap<string, ResolvedGroup> {
  const byId = new Map<string, ResolvedGroup>();
  for (const group of situation.groups.values()) byId.set(group.id, group);
  const held = new Map<string, ResolvedGroup>();
  for (const group of situation.actual) held.set(group.id, byId.get(group.id) ?? group);
  return held;
}

function changesOnce(situation: MembershipSituation): MembershipChanges {
  const { section, rules, groups, mode } = situation;
  const managed = idsOf(managedNames(rules), groups);
  const actual = knownGroups(situation);
  const wanted = wantedGroups(situation, managed);
  const warnings = wanted.warnings;
  const add = new Map([...wanted.changes].filter(([id]) => !actual.has(id)));
  const known = { ...situation, actual: [...actual.values()] };
  const remove = new Map(removals(known, managed, wanted.changes));
  spareProtected(section, add, 'adding to', warnings);
  spareProtected(section, remove, 'removing from', warnings);
  const memberships: Memberships = { actual, add, remove };
  if (givingModes.has(mode)) {
    settleExclusiveSets(rules.exclusive, groups, memberships);
  }
  return { add: [...add.values()], remove: [...remove.values()], warnings };
}

/** What an account holds after the changes. */
function heldAfter(
  actual: readonly ResolvedGroup[],
  { add, remove }: MembershipChanges,
): readonly ResolvedGroup[] {
  const gone = new Set(remove.map(({ group }) => group.id));
  return [...actual.filter(({ id }) => !gone.has(id)), ...add.map(({ group }) => group)];
}

/** Two rounds of changes as one: what the second takes back of the first is not done at all. */
function merged(first: MembershipChanges, second: MembershipChanges): MembershipChanges {
  const add = new Map(first.add.map((change) => [change.group.id, change]));
  const remove = new Map(first.remove.map((change) => [change.group.id, change]));
  for (const change of second.add) {
    if (!remove.delete(change.group.id)) add.set(change.group.id, change);
  }
  for (const change of second.remove) {
    if (!add.delete(change.group.id)) remove.set(change.group.id, change);
  }
  return { add: [...add.values()], remove: [...remove.values()], warnings: first.warnings };
}

/**
 * What to add and what to take away so that an account holds what the rules of one section say. Groups are compared by
 * immutable id. A group that the directory does not know is a warning and the rest goes on; protected groups are never
 * touched; exclusive sets are settled last, over what the account would hold in the end. Sets that share groups can
 * undo one another's conflict: they are settled until nothing changes, so that the next plan finds nothing to do.
 */
export function membershipChanges(situation: MembershipSituation): MembershipChanges {
  let changes = changesOnce(situation);
  for (let round = 0; round < situation.rules.exclusive.length; round++) {
    const after = changesOnce({ ...situation, actual: heldAfter(situation.actual, changes) });
    if (after.add.length + after.remove.length === 0) return changes;
    changes = merged(changes, after);
  }
  return changes;
}

/** A group as an operation carries it. */
export function groupRef({ id, name, dn, kind }: GroupRef): GroupRef {
  return { id, name, dn, kind };
}

import type { ResolvedGroup } from '../directory/types.ts';
import type { Reason } from '../lifecycle/types.ts';
import type { ExclusiveSet } from '../policy.ts';

/** One group to be added to or taken from, with the rule behind it. */
export interface MembershipChange {
  readonly group: ResolvedGroup;
  readonly reason: Reason;
}

/** Memberships in the making, by immutable group id. */
export interface Memberships {
  /** Held now. */
  readonly actual: ReadonlyMap<string, ResolvedGroup>;
  readonly add: Map<string, MembershipChange>;
  readonly remove: Map<string, MembershipChange>;
}

type GroupsByName = ReadonlyMap<string, ResolvedGroup>;

/** Ids of the set's groups that the directory knows, highest priority first. */
function memberIds(set: ExclusiveSet, groups: GroupsByName): readonly string[] {
  const ids = set.groups.map((name) => groups.get(name)?.id);
  return [...new Set(ids.filter((id) => id !== undefined))];
}

function endsUpIn(id: string, memberships: Memberships): boolean {
  return memberships.add.has(id) || (memberships.actual.has(id) && !memberships.remove.has(id));
}

/** Whether the account holds the group and it cannot be taken away. */
function isFixed(id: string, memberships: Memberships): boolean {
  return memberships.actual.get(id)?.protectedBy !== undefined;
}

/** Leaves the whole set as it is; whether that changed anything. */
function freeze(ids: readonly string[], memberships: Memberships): boolean {
  let changed = false;
  for (const id of ids) {
    if (memberships.add.delete(id)) changed = true;
    if (memberships.remove.delete(id)) changed = true;
  }
  return changed;
}

function keepOne(set: ExclusiveSet, present: readonly string[], memberships: Memberships): void {
  const byMethod = set.onConflict === 'lowerPriority' ? present.at(-1) : present[0];
  const kept = present.find((id) => isFixed(id, memberships)) ?? byMethod;
  const text = `exclusive set "${set.name}" keeps another group (${set.onConflict})`;
  for (const id of present) {
    if (id === kept) continue;
    memberships.add.delete(id);
    const group = memberships.actual.get(id);
    if (group === undefined || group.protectedBy !== undefined) continue;
    memberships.remove.set(id, { group, reason: { text, place: set.place } });
  }
}

/** Sets that are left alone on conflict can bring a group back that another such set has in conflict: until stable. */
function freezeConflicts(
  sets: readonly ExclusiveSet[],
  groups: GroupsByName,
  memberships: Memberships,
): void {
  let changed = true;
  while (changed) {
    changed = false;
    for (const set of sets) {
      const ids = memberIds(set, groups);
      const conflict = ids.filter((id) => endsUpIn(id, memberships)).length > 1;
      if (conflict && freeze(ids, memberships)) changed = true;
    }
  }
}

/**
 * Settles exclusive sets over what the account would hold in the end, manual memberships included (hire2retire 8):
 * `higherPriority` keeps the first group of the set, `lowerPriority` the last, `doNotChange` neither adds nor removes
 * any group of the set. A protected group that the account holds always stays. Changes `add` and `remove` in place.
 */
export function settleExclusiveSets(
  sets: readonly ExclusiveSet[],
  groups: GroupsByName,
  memberships: Memberships,
): void {
  freezeConflicts(
    sets.filter((set) => set.onConflict === 'doNotChange'),
    groups,
    memberships,
  );
  for (const set of sets) {
    if (set.onConflict === 'doNotChange') continue;
    const present = memberIds(set, groups).filter((id) => endsUpIn(id, memberships));
    if (present.length > 1) keepOne(set, present, memberships);
  }
}

import type { Change, GroupRef } from '../directory/types.ts';
import { contentHash } from '../hash.ts';
import type { Operation } from './types.ts';

function ids(groups: readonly GroupRef[]): readonly string[] {
  return groups.map(({ id }) => id).toSorted();
}

/** What of a change reaches the directory, without spelling (names and DNs of objects that have an id) and order. */
function written(change: Change): unknown {
  if (change.kind === 'addToGroups' || change.kind === 'removeFromGroups') {
    return { kind: change.kind, groups: ids(change.groups) };
  }
  if (change.kind === 'setManager') return { ...change, after: change.after?.id };
  if (change.kind === 'createAccount') return { ...change, manager: change.manager?.id };
  if (change.kind !== 'updateProfile') return change;
  const attributes = change.attributes.toSorted((a, b) => (a.attribute < b.attribute ? -1 : 1));
  return { kind: change.kind, attributes };
}

/**
 * SHA-256 over the person and what would be written, in order of the operations. Reasons, names of groups and the order
 * of maps do not count: an approval stays good as long as the same is written.
 */
export function planDigest(personKey: string, operations: readonly Operation[]): string {
  const content = operations.map(({ directory, accountId, change }) => ({
    directory,
    accountId,
    change: written(change),
  }));
  return contentHash({ personKey, operations: content });
}

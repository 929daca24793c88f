import type { RecordProblem } from '../hr/record.ts';
import type { GuardRules } from '../policy.ts';
import { type Verdict, refuse, verdictOf } from './verdict.ts';

/** What a run has fetched from HR. */
export interface FeedFacts {
  /** Persons of the last good run; absent at the first. */
  readonly previousCount?: number;
  /** Persons fetched now, unusable ones included. */
  readonly rows: number;
  readonly problems: readonly RecordProblem[];
}

/** Persons whose record cannot be used; problems without a key each count as one. */
function unusableCount(problems: readonly RecordProblem[]): number {
  const keys = new Set<string>();
  let nameless = 0;
  for (const { severity, personKey } of problems) {
    if (severity !== 'identity') continue;
    if (personKey === undefined) nameless += 1;
    else keys.add(personKey);
  }
  return keys.size + nameless;
}

/**
 * Judges a feed before anything is compared (architecture 7.2). An empty feed is refused (`failOnEmpty`), and so is one
 * in which no record is usable: that is a shifted or broken answer, not a workforce. A feed with fewer usable records
 * than `minimumRowsShare` of the last good run is held, because a workforce may really shrink and a human can say so.
 */
export function assessFeed(facts: FeedFacts, rules: GuardRules['feed']): Verdict {
  const { rows, previousCount = 0 } = facts;
  if (rows === 0) {
    return rules.failOnEmpty ? refuse('HR answered with no employee at all') : { kind: 'go' };
  }
  const unusable = Math.min(unusableCount(facts.problems), rows);
  const usable = rows - unusable;
  if (usable === 0) return refuse(`none of the ${rows} HR records is usable`);
  const share = rules.minimumRowsShare;
  const needed = share === undefined ? 0 : Math.ceil(previousCount * share - 1e-9);
  if (usable >= needed) return { kind: 'go' };
  const left = unusable === 0 ? '' : ` (${unusable} of ${rows} are unusable)`;
  return verdictOf([
    `HR sent ${usable} usable records${left}, ${previousCount} at the last run; at least ${needed} are expected`,
  ]);
}

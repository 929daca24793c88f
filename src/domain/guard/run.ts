import type { GuardRules } from '../policy.ts';
import { type Verdict, verdictOf } from './verdict.ts';

/** What a run is about to do, by kind. */
export type RunWork = Readonly<Record<keyof GuardRules['perRun'], number>>;

type Limit = NonNullable<GuardRules['perRun'][keyof GuardRules['perRun']]>;

const kinds = ['creations', 'terminations', 'moves'] as const satisfies readonly (keyof RunWork)[];

/**
 * How many are allowed: of `10 or 2%` the larger, so that the share rules in a large company and the count lets a small
 * one work at all. A share is rounded down; undefined = no limit.
 */
export function allowedCount({ count, share }: Limit, population: number): number | undefined {
  if (share === undefined) return count;
  const byShare = Math.floor(population * share + 1e-9);
  return Math.max(count ?? 0, byShare);
}

function limitText({ count, share }: Limit): string {
  const percent = share === undefined ? undefined : `${Number((share * 100).toFixed(4))}%`;
  return [count, percent].filter((part) => part !== undefined).join(' or ');
}

/**
 * Judges a whole run before its first write (architecture 7.3): more work of one kind than its limit holds the run for
 * a decision, with every limit that is exceeded among the reasons.
 *
 * @param population people with an account before the run
 */
export function judgeRun(work: RunWork, population: number, rules: GuardRules['perRun']): Verdict {
  const reasons: string[] = [];
  for (const kind of kinds) {
    const limit = rules[kind];
    const allowed = limit === undefined ? undefined : allowedCount(limit, population);
    if (limit === undefined || allowed === undefined || work[kind] <= allowed) continue;
    reasons.push(
      `${work[kind]} ${kind} of ${population} people; guards.perRun.${kind} allows ${allowed} (${limitText(limit)})`,
    );
  }
  return verdictOf(reasons);
}

import type { FormulaInput } from '../formula/types.ts';
import type { Policy, TerminationRule } from '../policy.ts';
import { judge } from './lookup.ts';
import type { Attention } from './types.ts';

/** The rule that decides about a leaver. */
export interface ChosenTermination {
  readonly rule: TerminationRule;
  /** The condition of a reason could not be judged for this person; `rule` is the general one then. */
  readonly fault?: Attention;
}

/**
 * The rule for somebody who leaves with this record: that of the first reason whose condition holds, the general
 * one when none does. The only way to what `lifecycle.termination` says. A condition that cannot be judged ends the
 * search, so that a later reason does not win because an earlier one is broken. Retirement and death are reason codes
 * of the tenant beside the status T (ukg-pro-api 5).
 */
export function terminationRule(policy: Policy, input: FormulaInput): ChosenTermination {
  const general = policy.lifecycle.termination;
  for (const { when, rule } of general.reasons ?? []) {
    const judgement = judge({ when, place: rule.place }, input);
    if (judgement.kind === 'fault') return { rule: general, fault: judgement.attention };
    if (judgement.holds) return { rule };
  }
  return { rule: general };
}

/** What a reason adds to a sentence about a termination: ` as retirement`; nothing for the general rule. */
export function asReason(rule: TerminationRule): string {
  return rule.name === undefined ? '' : ` as ${rule.name}`;
}

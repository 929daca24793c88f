import { TenureError } from '../errors.ts';
import type { FormulaInput } from '../formula/types.ts';
import { showPlace, type Place } from '../place.ts';
import type { Lookup, Rule } from '../policy.ts';
import type { Attention } from './types.ts';

/** The answer of a lookup and the rule that gave it. */
export interface Found<T> {
  readonly value: T;
  readonly place: Place;
  /** A condition could not be judged for this person; `value` is the default then. */
  readonly fault?: Attention;
}

/** Whether a condition holds, or why that cannot be said. */
export type Judgement =
  | { readonly kind: 'judged'; readonly holds: boolean }
  | { readonly kind: 'fault'; readonly attention: Attention };

/** Judges one condition. Formula faults are an answer; every other error is a defect and thrown. */
export function judge(rule: Pick<Rule<unknown>, 'when' | 'place'>, input: FormulaInput): Judgement {
  try {
    return { kind: 'judged', holds: rule.when.evaluate(input) === true };
  } catch (error) {
    if (!(error instanceof TenureError) || error.code !== 'FORMULA_FAULT') throw error;
    const message = `the condition at ${showPlace(rule.place)} cannot be judged: ${error.message}`;
    return { kind: 'fault', attention: { code: error.code, message, remedy: error.remedy } };
  }
}

/**
 * The value of the first rule that holds, by priority (rules without one come last), then by order; the
 * default when none does. A condition that cannot be judged ends the search: a later rule must not win
 * because an earlier one is broken.
 */
export function lookup<T>(choice: Lookup<T>, input: FormulaInput): Found<T> {
  for (const rule of inOrder(choice.rules)) {
    const judgement = judge(rule, input);
    if (judgement.kind === 'fault')
      return { value: choice.default, place: rule.place, fault: judgement.attention };
    if (judgement.holds) return { value: rule.use, place: rule.place };
  }
  return { value: choice.default, place: choice.place };
}

function inOrder<T>(rules: readonly Rule<T>[]): readonly Rule<T>[] {
  if (rules.every((rule) => rule.priority === undefined)) return rules;
  return rules.toSorted((a, b) => priorityOf(a) - priorityOf(b));
}

function priorityOf(rule: Rule<unknown>): number {
  return rule.priority ?? Number.MAX_SAFE_INTEGER;
}

import type { FormulaInput } from '../formula/types.ts';
import type { Reason } from '../lifecycle/types.ts';
import { type Place, showPlace } from '../place.ts';
import type { MembershipRules } from '../policy.ts';
import { computeFormula } from '../profile/values.ts';

/** A group that a rule gives to a person, by configured name. */
export interface DesiredMembership {
  readonly name: string;
  readonly reason: Reason;
}

/** What the rules of one section say for one person. */
export interface DesiredMemberships {
  /** Unique by name (ignoring case); the first rule that gives it is the reason. */
  readonly wanted: readonly DesiredMembership[];
  /** Names of rules whose condition has no answer for this person: neither given nor taken away. */
  readonly undecided: readonly string[];
  readonly faults: readonly { readonly message: string; readonly place: Place }[];
}

/**
 * The union of the default and of every rule whose condition holds (hire2retire 8). A condition that faults makes its
 * groups undecided: taking a group away because of a typing error in HR would lock people out.
 */
export function desiredMemberships(rules: MembershipRules, input: FormulaInput): DesiredMemberships {
  const wanted = new Map<string, DesiredMembership>();
  const undecided: string[] = [];
  const faults: { message: string; place: Place }[] = [];
  function give(names: readonly string[], reason: Reason): void {
    for (const name of names) {
      const key = name.toLowerCase();
      if (!wanted.has(key)) wanted.set(key, { name, reason });
    }
  }
  give(rules.default, { text: 'for everybody', place: rules.place });
  for (const rule of rules.rules) {
    const computed = computeFormula(rule.when, input);
    if (!computed.ok) {
      undecided.push(...rule.use);
      faults.push({ message: `rule at ${showPlace(rule.place)}: ${computed.fault}`, place: rule.place });
    } else if (computed.value === true) {
      give(rule.use, { text: `when ${rule.when.source}`, place: rule.place });
    }
  }
  return { wanted: [...wanted.values()], undecided, faults };
}

const namedByRules = new WeakMap<MembershipRules, readonly string[]>();

/** Every group that a rule or the default names: what "managed" means. */
export function managedNames(rules: MembershipRules): readonly string[] {
  const known = namedByRules.get(rules);
  if (known !== undefined) return known;
  const names = new Set([...rules.default, ...rules.rules.flatMap((rule) => rule.use)]);
  const managed = [...names];
  namedByRules.set(rules, managed);
  return managed;
}

/** Every group that must be looked up to apply the rules: the managed ones and the members of exclusive sets. */
export function groupNames(rules: MembershipRules): readonly string[] {
  return [...new Set([...managedNames(rules), ...rules.exclusive.flatMap((set) => set.groups)])];
}

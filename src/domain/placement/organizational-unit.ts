import type { FormulaInput } from '../formula/types.ts';
import type { Reason } from '../lifecycle/types.ts';
import { type Place, showPlace } from '../place.ts';
import type { PlacementRules, Rule } from '../policy.ts';
import { computeFormula } from '../profile/values.ts';

/** Where an account should stand. `undecided`: a condition before the winner has no answer for this person. */
export type DesiredPlacement =
  | { readonly kind: 'decided'; readonly dn: string; readonly reason: Reason }
  | { readonly kind: 'undecided'; readonly message: string; readonly place: Place };

const sortedByRules = new WeakMap<PlacementRules, readonly Rule<string>[]>();

/** Rules by priority number (lower wins), those without one last, equal ones in the order of the file. */
function inOrder(rules: PlacementRules): readonly Rule<string>[] {
  const known = sortedByRules.get(rules);
  if (known !== undefined) return known;
  const sorted = rules.rules.toSorted(
    (left, right) => (left.priority ?? Number.MAX_SAFE_INTEGER) - (right.priority ?? Number.MAX_SAFE_INTEGER),
  );
  sortedByRules.set(rules, sorted);
  return sorted;
}

/**
 * The one organizational unit of a person: the rule with the lowest priority number whose condition holds, else the
 * default (hire2retire 7). A condition that faults leaves the question open rather than falling through to a later rule.
 */
export function desiredOrganizationalUnit(rules: PlacementRules, input: FormulaInput): DesiredPlacement {
  for (const rule of inOrder(rules)) {
    const computed = computeFormula(rule.when, input);
    if (!computed.ok) {
      const message = `organizational unit rule at ${showPlace(rule.place)}: ${computed.fault}`;
      return { kind: 'undecided', message, place: rule.place };
    }
    if (computed.value === true) {
      return {
        kind: 'decided',
        dn: rule.use,
        reason: { text: `when ${rule.when.source}`, place: rule.place },
      };
    }
  }
  const reason = { text: 'default organizational unit', place: rules.place };
  return { kind: 'decided', dn: rules.default, reason };
}

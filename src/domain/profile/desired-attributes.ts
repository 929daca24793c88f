import { attributeProblem } from '../directory/limits.ts';
import type { ErrorCode } from '../errors.ts';
import type { FormulaInput } from '../formula/types.ts';
import { personKeyAttribute, standardAttributes } from '../hr/standard-attributes.ts';
import type { AttributeValue } from '../hr/record.ts';
import type { Place } from '../place.ts';
import type { Policy, ProfileAttribute } from '../policy.ts';
import { computeMapped, renderValue } from './values.ts';

/** What one attribute of an account should hold. */
export interface DesiredAttribute {
  /** LDAP display name, in the policy's spelling. */
  readonly attribute: string;
  /** Empty = cleared. */
  readonly values: readonly string[];
  readonly apply: ProfileAttribute['apply'];
  readonly place?: Place;
}

/** An attribute that has no usable value. The message never holds the value. */
export interface ProfileProblem {
  readonly code: ErrorCode;
  readonly attribute: string;
  readonly message: string;
  /** Whether no account can be kept without it: the join attribute, the names. */
  readonly blocking: boolean;
  readonly place: Place;
}

/** The profile map, computed for one person. */
export interface DesiredProfile {
  /** By lower-case attribute name, in the order of the map. An attribute that is left as it is, is absent. */
  readonly attributes: ReadonlyMap<string, DesiredAttribute>;
  readonly problems: readonly ProfileProblem[];
  /** What later formulas see: HR attributes, and profile values under names that no HR attribute has. */
  readonly input: FormulaInput;
}

/** Attributes that name the account; what the map says about them goes through the naming rules. */
export const namingAttributes: ReadonlySet<string> = new Set([
  'samaccountname',
  'userprincipalname',
  'mail',
  'cn',
]);

const hrNamesByPolicy = new WeakMap<Policy, ReadonlySet<string>>();

/** Names that belong to HR, lower case; a profile value never hides one of them. */
function hrNames(policy: Policy): ReadonlySet<string> {
  const known = hrNamesByPolicy.get(policy);
  if (known !== undefined) return known;
  const names = new Set([personKeyAttribute.toLowerCase()]);
  for (const { name, describe } of [...standardAttributes, ...policy.attributes]) {
    names.add(name.toLowerCase());
    if (describe !== undefined) names.add(`${name}Code`.toLowerCase());
  }
  hrNamesByPolicy.set(policy, names);
  return names;
}

/** The attributes without which a person gets no account, lower case (hire2retire 6). */
function mandatoryAttributes(policy: Policy): Set<string> {
  return new Set([policy.join.attribute.toLowerCase(), 'givenname', 'sn']);
}

function problemOf(
  line: ProfileAttribute,
  blocking: boolean,
  code: 'FORMULA_FAULT' | 'AD_VALUE_REFUSED' | 'PROFILE_INVALID',
  what: string,
): ProfileProblem {
  return {
    code: blocking ? 'PROFILE_INVALID' : code,
    attribute: line.attribute,
    message: `${line.attribute}: ${what}`,
    blocking,
    place: line.place,
  };
}

/** `cn` has its own length rule in the naming part; every other attribute is held against the directory's limits. */
function refusal(key: string, attribute: string, text: string): string | undefined {
  if (key === 'cn' || key === 'samaccountname') return undefined;
  return attributeProblem(attribute, [text]);
}

interface Line {
  readonly desired?: DesiredAttribute;
  readonly problem?: ProfileProblem;
}

function emptyLine(line: ProfileAttribute, mandatory: boolean): Line {
  if (mandatory)
    return { problem: problemOf(line, true, 'PROFILE_INVALID', 'is mandatory and has no value') };
  if (line.whenEmpty === 'keep') return {};
  return { desired: { attribute: line.attribute, values: [], apply: line.apply, place: line.place } };
}

function filledLine(line: ProfileAttribute, text: string, blocking: boolean): Line {
  const { attribute, apply, place } = line;
  const refused = refusal(attribute.toLowerCase(), attribute, text);
  if (refused !== undefined) return { problem: problemOf(line, blocking, 'AD_VALUE_REFUSED', refused) };
  return { desired: { attribute, values: [text], apply, place } };
}

/**
 * Computes the profile map in the order it has (dependencies first). Values are trimmed and held against the
 * directory's limits; an optional attribute whose formula faults or whose value is refused is left as it is and
 * reported, a mandatory one (join attribute, `givenName`, `sn`) makes a blocking PROFILE_INVALID.
 */
export function desiredAttributes(policy: Policy, input: FormulaInput): DesiredProfile {
  const hr = hrNames(policy);
  const mandatory = mandatoryAttributes(policy);
  const values: Record<string, AttributeValue> = { ...input.values };
  const scope: FormulaInput = { values, today: input.today };
  const attributes = new Map<string, DesiredAttribute>();
  const problems: ProfileProblem[] = [];
  for (const line of policy.profile.attributes) {
    const key = line.attribute.toLowerCase();
    const isMandatory = mandatory.delete(key);
    const blocking = isMandatory || (namingAttributes.has(key) && key !== 'mail');
    const computed = computeMapped(line.value, scope);
    if (!computed.ok) {
      problems.push(problemOf(line, blocking, 'FORMULA_FAULT', computed.fault));
      continue;
    }
    if (!hr.has(key)) values[line.attribute] = computed.value;
    const text = renderValue(computed.value);
    const { desired, problem } =
      text === '' ? emptyLine(line, isMandatory) : filledLine(line, text, blocking);
    if (desired !== undefined) attributes.set(key, desired);
    if (problem !== undefined) problems.push(problem);
  }
  for (const attribute of mandatory) {
    problems.push({
      code: 'PROFILE_INVALID',
      attribute,
      message: `${attribute}: is mandatory and stands nowhere in the profile map`,
      blocking: true,
      place: policy.profile.names.place,
    });
  }
  return { attributes, problems, input: scope };
}

/** The one value an attribute should hold; undefined when it is cleared or left as it is. */
export function desiredText(profile: DesiredProfile, attribute: string): string | undefined {
  return profile.attributes.get(attribute.toLowerCase())?.values[0];
}

import { groupNames } from '../domain/membership/desired.ts';
import type { DirectoryCheck } from '../contracts/ports.ts';
import type { Policy } from '../domain/policy.ts';

/** Attributes that mail templates and conditions may name (`manager.mail`), whether the profile map writes them or not. */
const always = [
  'mail',
  'displayName',
  'givenName',
  'sn',
  'userPrincipalName',
  'sAMAccountName',
  'proxyAddresses',
];

/** LDAP display names that the policy reads or writes. */
export function directoryAttributes(policy: Policy): readonly string[] {
  const mapped = policy.profile.attributes.map(({ attribute }) => attribute);
  const { attribute, personKeyAttribute } = policy.join;
  const named = [
    ...mapped,
    attribute,
    ...(personKeyAttribute === undefined ? [] : [personKeyAttribute]),
    ...always,
  ];
  // The adapter reads the common name itself; it is changed by a rename, not by a modification.
  return uniqueIgnoringCase(named).filter((name) => name.toLowerCase() !== 'cn');
}

/** Everything of the directory that the policy names, for `tenure check`. */
export function directoryNeeds(policy: Policy): DirectoryCheck {
  const { organizationalUnits, lifecycle } = policy;
  const leaves = Object.values(lifecycle.leave).map((rule) => rule.organizationalUnit);
  const containers = [
    organizationalUnits.default,
    ...organizationalUnits.rules.map((rule) => rule.use),
    lifecycle.termination.organizationalUnit,
    ...(lifecycle.termination.reasons ?? []).map(({ rule }) => rule.organizationalUnit),
    ...leaves,
  ].filter((dn) => dn !== undefined);
  return {
    containers: uniqueIgnoringCase(containers),
    securityGroups: groupNames(policy.securityGroups),
    distributionLists: groupNames(policy.distributionLists),
    attributes: directoryAttributes(policy),
  };
}

function uniqueIgnoringCase(names: readonly string[]): readonly string[] {
  const seen = new Map(names.map((name) => [name.toLowerCase(), name]));
  return [...seen.values()];
}

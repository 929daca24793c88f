import type { Reason } from '../lifecycle/types.ts';
import { withMappedAddress } from '../naming/addresses.ts';
import type { AccountNames } from '../naming/account-names.ts';
import type { Policy } from '../policy.ts';
import { namingAttributes } from '../profile/desired-attributes.ts';
import type { Desired } from './desired-state.ts';
import { accountOperation } from './operations.ts';
import type { Operation } from './types.ts';

type Attributes = Record<string, readonly string[]>;

function carriedAttributes(policy: Policy, desired: Desired, names: AccountNames): Attributes {
  const attributes: Attributes = {
    sAMAccountName: [names.sAMAccountName],
    userPrincipalName: [names.userPrincipalName],
    ...(names.mail === undefined ? {} : { mail: [names.mail] }),
  };
  for (const [key, { attribute, values, apply }] of desired.profile.attributes) {
    const text = values[0];
    if (text === undefined || apply === 'onUpdate' || namingAttributes.has(key)) continue;
    attributes[attribute] = key === 'proxyaddresses' ? withMappedAddress([], text) : [text];
  }
  const { personKeyAttribute } = policy.join;
  if (personKeyAttribute !== undefined) attributes[personKeyAttribute] = [desired.personKey];
  return attributes;
}

function reasonOf(policy: Policy, desired: Desired): Reason {
  const { hire } = policy.lifecycle;
  const place = desired.event === 'preboarding' ? hire.createDaysAhead.place : hire.onboardAt.place;
  const placed = desired.organizationalUnit;
  const where = placed?.kind === 'decided' ? `; placed by ${placed.reason.text}` : '';
  return { text: `the person has no account${where}`, place };
}

/**
 * The one operation that makes an account, with everything it can carry: attributes, names, container, flags and, when
 * the account exists already, the manager. The password is made by whoever applies it.
 */
export function creationOperation(
  policy: Policy,
  desired: Desired,
  names: AccountNames,
  organizationalUnit: string,
  manager: { readonly id: string; readonly dn: string } | undefined,
): Operation {
  const { accountControl } = policy.lifecycle.hire;
  const change = {
    kind: 'createAccount',
    commonName: names.commonName,
    organizationalUnit,
    attributes: carriedAttributes(policy, desired, names),
    enabled: desired.access.kind === 'enable',
    mustChangePassword: accountControl.mustChangePassword,
    passwordNeverExpires: accountControl.passwordNeverExpires,
    smartCardRequired: accountControl.smartCardRequired,
    ...(manager === undefined ? {} : { manager: { id: manager.id, dn: manager.dn } }),
  } as const;
  return accountOperation(undefined, change, reasonOf(policy, desired));
}

import { nearestName } from '../../domain/formula/nearest.ts';
import type { NamingRules, Policy, ProfileAttribute, ProfileRules } from '../../domain/policy.ts';
import type { ConfigurationFile } from '../schema.ts';
import { compileMapped, type Compiler } from './compiler.ts';

type Written = ConfigurationFile['profile'];
type WrittenLine =
  | string
  | {
      readonly value: string;
      readonly whenEmpty: 'keep' | 'clear';
      readonly apply: ProfileAttribute['apply'];
    };

/** Attributes that steps of their own write, or that the directory keeps itself. */
const notMappable: Readonly<Record<string, string>> = {
  distinguishedname: 'organizationalUnits decides where the account stands.',
  memberof: 'securityGroups and distributionLists decide about memberships.',
  objectclass: 'The directory keeps it itself.',
  objectguid: 'The directory keeps it itself.',
  objectsid: 'The directory keeps it itself.',
  name: 'Map cn instead.',
  pwdlastset: 'See lifecycle.hire.accountControl.mustChangePassword.',
  unicodepwd: 'See lifecycle.hire.password.',
  userpassword: 'See lifecycle.hire.password.',
  useraccountcontrol: 'See lifecycle.hire.accountControl.',
};

/** Schema spelling of common attributes (active-directory 5): names are compared without regard to case. */
const spellings = [
  'c',
  'cn',
  'co',
  'company',
  'countryCode',
  'department',
  'departmentNumber',
  'description',
  'displayName',
  'division',
  'employeeID',
  'employeeNumber',
  'employeeType',
  'facsimileTelephoneNumber',
  'givenName',
  'homePhone',
  'info',
  'initials',
  'ipPhone',
  'l',
  'mail',
  'mailNickname',
  'mobile',
  'pager',
  'personalTitle',
  'physicalDeliveryOfficeName',
  'postalCode',
  'preferredLanguage',
  'proxyAddresses',
  'roomNumber',
  'sAMAccountName',
  'sn',
  'st',
  'street',
  'streetAddress',
  'telephoneNumber',
  'title',
  'userPrincipalName',
  'wWWHomePage',
];
const spellingByName = new Map(spellings.map((name) => [name.toLowerCase(), name]));

function writtenLines(profile: Written): ReadonlyMap<string, WrittenLine> {
  const lines = new Map<string, WrittenLine>();
  for (const [attribute, line] of Object.entries(profile)) {
    if (attribute === 'names' || attribute === 'manager') continue;
    if (typeof line === 'string') lines.set(attribute, line);
    else if (line !== undefined && 'value' in line) lines.set(attribute, line);
  }
  return lines;
}

function checkAttributeNames(compiler: Compiler, attributes: readonly string[]): void {
  const seen = new Map<string, string>();
  for (const attribute of attributes) {
    const path = ['profile', attribute];
    const span = compiler.document.keySpan(path);
    const key = attribute.toLowerCase();
    const why = Object.hasOwn(notMappable, key) ? notMappable[key] : undefined;
    const before = seen.get(key);
    seen.set(key, attribute);
    if (!/^[A-Za-z][A-Za-z0-9-]*$/u.test(attribute)) {
      compiler.report(path, `"${attribute}" is no LDAP attribute name`, {
        span,
        hint: 'Use the LDAP display name, such as givenName.',
      });
    } else if (why !== undefined) {
      compiler.report(path, `${attribute} cannot be mapped`, { span, hint: why });
    } else if (before !== undefined) {
      compiler.report(path, `${attribute} is the same attribute as ${before}`, {
        span,
        hint: 'Keep one of the two.',
      });
    }
  }
}

function checkMandatory(compiler: Compiler, attributes: readonly string[], join: Policy['join']): void {
  const mapped = new Set(attributes.map((attribute) => attribute.toLowerCase()));
  const span = compiler.document.keySpan(['profile']);
  for (const needed of [join.attribute, 'givenName', 'sn']) {
    if (mapped.has(needed.toLowerCase())) continue;
    const near = needed.length > 3 ? nearestName(needed, attributes) : undefined;
    const example = needed === 'sn' ? '=lastName' : needed === 'givenName' ? '=firstName' : '=employeeNumber';
    compiler.report(['profile'], `profile must map ${needed}`, {
      span,
      hint: near === undefined ? `Add ${needed}: ${example}.` : `Did you mean it by "${near}"?`,
    });
  }
  const { personKeyAttribute } = join;
  if (personKeyAttribute === undefined) return;
  const twice = attributes.find((attribute) => attribute.toLowerCase() === personKeyAttribute.toLowerCase());
  if (twice === undefined) return;
  compiler.report(['profile', twice], `${twice} carries the person key and cannot be mapped as well`, {
    span: compiler.document.keySpan(['profile', twice]),
    hint: 'Choose another attribute for directories.activeDirectory.personKeyAttribute.',
  });
}

function compileNames(compiler: Compiler, names: Written['names']): NamingRules {
  const path = ['profile', 'names'];
  const suffix = compileMapped(compiler, [...path, 'suffix'], names.suffix.trim());
  if (suffix.kind === 'literal' && !/^@?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+$/u.test(suffix.text)) {
    compiler.report([...path, 'suffix'], `"${suffix.text}" is no mail domain`, {
      hint: 'Write "@corp.example".',
    });
  }
  return {
    candidates: names.candidates.map((_, index) => {
      const candidate = [...path, 'candidates', index];
      return { formula: compiler.formula(candidate), place: compiler.place(candidate) };
    }),
    suffix,
    onNameChange: names.onNameChange,
    transliterate: names.transliterate,
    place: compiler.place(path),
  };
}

/** Step 4: the profile map in the order of its dependencies. */
export function compileProfile(
  compiler: Compiler,
  written: Written,
  order: readonly string[],
  join: Policy['join'],
): ProfileRules {
  const lines = writtenLines(written);
  const names = [...lines.keys()];
  checkAttributeNames(compiler, names);
  checkMandatory(compiler, names, join);
  const attributes = order.flatMap((attribute): readonly ProfileAttribute[] => {
    const line = lines.get(attribute);
    if (line === undefined) return [];
    const plain = typeof line === 'string';
    const path = plain ? ['profile', attribute] : ['profile', attribute, 'value'];
    return [
      {
        attribute: spellingByName.get(attribute.toLowerCase()) ?? attribute,
        value: compileMapped(compiler, path, plain ? line : line.value),
        whenEmpty: plain ? 'keep' : line.whenEmpty,
        apply: plain ? 'both' : line.apply,
        place: compiler.place(['profile', attribute]),
      },
    ];
  });
  return {
    attributes,
    names: compileNames(compiler, written.names),
    ...(written.manager === undefined
      ? {}
      : {
          manager: {
            formula: compiler.formula(['profile', 'manager']),
            place: compiler.place(['profile', 'manager']),
          },
        }),
  };
}

import type { DirectoryCheck, Finding } from '../../contracts/ports.ts';
import { parseDn } from '../../domain/directory/dn.ts';
import type { GroupRef } from '../../domain/directory/types.ts';
import { TenureError } from '../../domain/errors.ts';
import { discard, hostOf, openConnection } from './connection.ts';
import { guidDn, type DirectoryEntry } from './entry.ts';
import { allOf, anyOf, anything, equals, persons } from './filters.ts';
import type { KnownGroup } from './groups.ts';
import type { WriteContext } from './writing.ts';

/** Rights of the service account on an object, computed by the server for whoever asks. */
const CHILDREN = 'allowedChildClassesEffective';
const WRITABLE = 'allowedAttributesEffective';

/** Bit of searchFlags that says "indexed". */
const INDEXED = 1;

/** What every account needs, whatever the profile says. */
const ALWAYS_WRITTEN = ['unicodePwd', 'userAccountControl', 'pwdLastSet', 'manager'];

const DELEGATE = 'Delegate "Create, delete, and manage user accounts" on it to the service account.';

function good(subject: string, message: string): Finding {
  return { ok: true, severity: 'error', subject, message };
}

function bad(subject: string, message: string, remedy: string): Finding {
  return { ok: false, severity: 'error', subject, message, remedy };
}

/** TLS, certificate and logon of each controller; a refused logon ends the round, so that the account is not locked. */
async function checkControllers(context: WriteContext): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const url of context.settings.urls) {
    const subject = `domain controller ${hostOf(url)}`;
    try {
      // oxlint-disable-next-line no-await-in-loop -- a wrong password must be tried once only
      const connection = await openConnection(context.settings, url);
      discard(connection.client);
      findings.push(good(subject, 'encrypted connection and logon work'));
    } catch (error) {
      if (!(error instanceof TenureError)) throw error;
      findings.push(bad(subject, error.message, error.remedy));
      if (error.code === 'AD_UNAUTHORIZED') break;
    }
  }
  return findings;
}

async function entryAt(
  context: WriteContext,
  base: string,
  attribute: string,
): Promise<DirectoryEntry | undefined> {
  const search = { base, scope: 'base', filter: anything, attributes: [attribute] } as const;
  const [entry] = await context.client.search(search);
  return entry;
}

/** The container, and what may be written on the accounts in it. */
async function checkContainer(
  context: WriteContext,
  dn: string,
  attributes: readonly string[],
): Promise<readonly Finding[]> {
  const subject = `container ${dn}`;
  const entry = parseDn(dn) === undefined ? undefined : await entryAt(context, dn, CHILDREN);
  if (entry === undefined) {
    return [bad(subject, 'does not exist', 'Create it or correct its name in tenure.yaml.')];
  }
  const mayCreate = entry.texts(CHILDREN).some((name) => name.toLowerCase() === 'user');
  const found = mayCreate
    ? good(subject, 'exists, and users can be created there')
    : bad(subject, 'the service account may not create users there', DELEGATE);
  return [found, ...(await checkAccounts(context, dn, attributes))];
}

/** Attributes that may be written on the accounts of a container, judged by the first account found there. */
async function checkAccounts(
  context: WriteContext,
  dn: string,
  attributes: readonly string[],
): Promise<readonly Finding[]> {
  const search = { base: dn, scope: 'sub', filter: persons, attributes: [WRITABLE], limit: 1 } as const;
  const [sample] = await context.client.search(search);
  if (sample === undefined) return [];
  const subject = `accounts in ${dn}`;
  const writable = new Set(sample.texts(WRITABLE).map((name) => name.toLowerCase()));
  const missing = [...attributes, ...ALWAYS_WRITTEN].filter((name) => !writable.has(name.toLowerCase()));
  if (missing.length === 0) return [good(subject, 'all attributes of the policy can be written')];
  return [bad(subject, `the service account may not write ${missing.join(', ')}`, DELEGATE)];
}

async function checkBase(context: WriteContext): Promise<Finding> {
  const { baseDn } = context.settings;
  const subject = `base ${baseDn}`;
  if ((await entryAt(context, baseDn, 'distinguishedName')) !== undefined) return good(subject, 'exists');
  const remedy = 'Correct directories.activeDirectory.baseDn, or let the service account read it.';
  return bad(subject, 'does not exist, or may not be read', remedy);
}

const nouns = { security: 'security group', distribution: 'distribution list' } as const;

async function checkGroup(
  context: WriteContext,
  name: string,
  group: KnownGroup | undefined,
  kind: GroupRef['kind'],
): Promise<Finding> {
  const subject = `${nouns[kind]} ${name}`;
  if (group === undefined) {
    return bad(
      subject,
      'does not exist, or several groups have that name',
      'Create it, correct its name in tenure.yaml, or write its sAMAccountName or DN there.',
    );
  }
  if (group.protectedBy !== undefined) {
    return bad(subject, `is protected: ${group.protectedBy}`, 'Take it out of tenure.yaml.');
  }
  const entry = await entryAt(context, guidDn(group.id), WRITABLE);
  if (entry?.texts(WRITABLE).some((attribute) => attribute.toLowerCase() === 'member') !== true) {
    return bad(
      subject,
      'the service account may not change its members',
      'Delegate "Modify the membership of a group" on it to the service account.',
    );
  }
  if (group.kind === kind) return good(subject, 'exists, and its members can be changed');
  return { ok: false, severity: 'warning', subject, message: `is a ${nouns[group.kind]}` };
}

async function checkGroups(
  context: WriteContext,
  names: readonly string[],
  kind: GroupRef['kind'],
): Promise<readonly Finding[]> {
  const found = await context.groups.byNames(names);
  return Promise.all(names.map((name) => checkGroup(context, name, found.get(name), kind)));
}

async function checkSchema(
  context: WriteContext,
  attributes: readonly string[],
): Promise<readonly Finding[]> {
  const joins = context.settings.joinAttributes;
  const names = [...new Set([...attributes, ...joins])];
  if (names.length === 0) return [];
  const { schemaDn } = await context.client.names();
  const entries = await context.client.search({
    base: schemaDn,
    scope: 'sub',
    filter: allOf(
      equals('objectClass', 'attributeSchema'),
      anyOf(names.map((name) => equals('lDAPDisplayName', name))),
    ),
    attributes: ['lDAPDisplayName', 'searchFlags'],
  });
  const known = new Map(entries.map((entry) => [entry.text('lDAPDisplayName')?.toLowerCase(), entry]));
  const unknown = names.filter((name) => !known.has(name.toLowerCase()));
  const findings: Finding[] =
    unknown.length === 0
      ? [good('schema', 'knows all attributes of the policy')]
      : unknown.map((name) =>
          bad(
            `attribute ${name}`,
            'the schema does not know it',
            'Remove it from profile, or extend the schema (Exchange attributes need it).',
          ),
        );
  for (const name of joins) {
    const flags = known.get(name.toLowerCase())?.text('searchFlags');
    if (flags === undefined || (Number(flags) & INDEXED) !== 0) continue;
    findings.push({
      ok: false,
      severity: 'warning',
      subject: `attribute ${name}`,
      message: 'is not indexed: finding an account by it reads the whole domain',
      remedy: 'Index it in the schema (searchFlags 1) when the domain has more than a few thousand accounts.',
    });
  }
  return findings;
}

/**
 * Connected tests, in the order in which an administrator would mend things. When no controller can be used the rest
 * is left out: it would only repeat the reason.
 */
export async function checkDirectory(
  context: WriteContext,
  wants: DirectoryCheck,
): Promise<readonly Finding[]> {
  const controllers = await checkControllers(context);
  if (!controllers.some(({ ok }) => ok)) return controllers;
  const containers = await Promise.all(
    wants.containers.map((dn) => checkContainer(context, dn, wants.attributes)),
  );
  return [
    ...controllers,
    await checkBase(context),
    ...containers.flat(),
    ...(await checkGroups(context, wants.securityGroups, 'security')),
    ...(await checkGroups(context, wants.distributionLists, 'distribution')),
    ...(await checkSchema(context, wants.attributes)),
  ];
}

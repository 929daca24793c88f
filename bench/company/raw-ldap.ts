import { readFile } from 'node:fs/promises';
import { Attribute, Change, Client } from 'ldapts';
import { bosses } from './people.ts';
import { distributionLists, securityGroups, unitDn, units } from './policy.ts';
import type { Controller } from './controller.ts';

/** As many connections as the adapter keeps. */
const connections = 4;

const groupTypes = { security: '-2147483646', distribution: '2' } as const;
const groups = [
  ...securityGroups.map((name) => ({ name, type: groupTypes.security })),
  ...distributionLists.map((name) => ({ name, type: groupTypes.distribution })),
];

async function connect({ url, username, password, caFile }: Controller): Promise<Client> {
  const client = new Client({ url, tlsOptions: { ca: await readFile(caFile) }, timeout: 60_000 });
  await client.bind(username, password);
  return client;
}

/** The value of `unicodePwd`: the quoted password in UTF-16 (MS-ADTS 3.1.1.3.1.5). */
function passwordValue(password: string): Buffer {
  return Buffer.from(`"${password}"`, 'utf16le');
}

function attribute(type: string, ...values: string[]): Attribute {
  return new Attribute({ type, values });
}

function account(name: string, employeeNumber: string): Attribute[] {
  return [
    attribute('objectClass', 'top', 'person', 'organizationalPerson', 'user'),
    attribute('userAccountControl', '512'),
    attribute('sAMAccountName', name),
    attribute('userPrincipalName', `${name}@bench.test`),
    attribute('mail', `${name}@bench.test`),
    attribute('employeeID', employeeNumber),
    attribute('givenName', 'Dana'),
    attribute('sn', 'Park'),
    attribute('displayName', 'Dana Park'),
    attribute('title', 'Nurse'),
    attribute('department', 'OPS'),
    attribute('physicalDeliveryOfficeName', 'WESTON'),
    attribute('pwdLastSet', '0'),
    new Attribute({ type: 'unicodePwd', values: [passwordValue('Correct-Horse-7-Battery')] }),
  ];
}

/** Puts into a new domain what the policy names, and the managers. */
export async function furnish(controller: Controller): Promise<void> {
  const client = await connect(controller);
  const { baseDn } = controller;
  const staff = unitDn('Staff', baseDn);
  try {
    for (const unit of units)
      await client.add(unitDn(unit, baseDn), [attribute('objectClass', 'organizationalUnit')]);
    for (const { name, type } of groups) {
      await client.add(`CN=${name},${staff}`, [
        attribute('objectClass', 'group'),
        attribute('sAMAccountName', name),
        attribute('groupType', type),
      ]);
    }
    for (const { name, employeeNumber } of bosses) {
      await client.add(`CN=${name},${staff}`, account(`boss${employeeNumber}`, employeeNumber));
    }
  } finally {
    await client.unbind();
  }
}

/** Removes the accounts that a round made below the unit of the joiners, so that rounds meet the same domain. */
export async function clearJoiners(controller: Controller): Promise<void> {
  const client = await connect(controller);
  try {
    for (const dn of await joinersOf(client, controller)) await client.del(dn);
  } finally {
    await client.unbind();
  }
}

/** Joiners' accounts that are enabled, in all five groups and have a manager. */
export async function completeJoiners(controller: Controller): Promise<number> {
  const client = await connect(controller);
  try {
    const inAll = groups
      .map(({ name }) => `(memberOf=CN=${name},${unitDn('Staff', controller.baseDn)})`)
      .join('');
    const filter = `(&(employeeID=1*)(userAccountControl=512)(manager=*)${inAll})`;
    return (await joinersOf(client, controller, filter)).length;
  } finally {
    await client.unbind();
  }
}

async function joinersOf(
  client: Client,
  { baseDn }: Controller,
  filter = '(employeeID=1*)',
): Promise<readonly string[]> {
  const { searchEntries } = await client.search(unitDn('Staff', baseDn), {
    scope: 'one',
    filter,
    attributes: ['employeeID'],
    paged: { pageSize: 500 },
  });
  return searchEntries.map(({ dn }) => dn);
}

/**
 * What the directory itself can do: adds accounts with a password and puts each into the five groups, through
 * as many bare connections as the adapter has, each account by one of them.
 */
export async function addJoinersRaw(controller: Controller, count: number): Promise<void> {
  const staff = unitDn('Staff', controller.baseDn);
  const clients = await Promise.all(Array.from({ length: connections }, async () => connect(controller)));
  let next = 0;
  async function work(client: Client): Promise<void> {
    for (let index = next++; index < count; index = next++) {
      const dn = `CN=Raw ${index},${staff}`;
      await client.add(dn, account(`raw${index}`, `1${index}`));
      for (const { name } of groups) {
        const modification = attribute('member', dn);
        await client.modify(`CN=${name},${staff}`, [new Change({ operation: 'add', modification })]);
      }
    }
  }
  try {
    await Promise.all(clients.map(work));
  } finally {
    await Promise.all(clients.map(async (client) => client.unbind()));
  }
}

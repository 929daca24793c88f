import { Attribute, Change, Client, InvalidCredentialsError } from 'ldapts';
import { createActiveDirectory } from '../../src/connectors/active-directory/index.ts';
import type { DirectoryLab, Hand, Logon, Sight } from './directory-lab.ts';
import type { SambaController } from './directory-samba.ts';

/** A connection of our own, independent of the adapter's pool and decoding. */
export async function rawClient(controller: SambaController): Promise<Client> {
  const client = new Client({ url: controller.url, tlsOptions: { ca: controller.ca }, timeout: 20_000 });
  await client.bind(controller.administrator, controller.password);
  return client;
}

function texts(value: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((entry): entry is string => typeof entry === 'string');
}

const groupTypes = { security: '-2147483646', distribution: '2' } as const;

function createHand(controller: SambaController, client: Client): Hand {
  const groupDn = (name: string): string => `CN=${name},CN=Users,${controller.baseDn}`;

  async function look(accountId: string, names: readonly string[] = []): Promise<Sight | undefined> {
    const own = ['userAccountControl', 'pwdLastSet', 'manager', 'memberOf'];
    const found = await client
      .search(`<GUID=${accountId}>`, { scope: 'base', attributes: [...own, ...names] })
      .catch((error: unknown) => {
        if (error instanceof Error && error.message.includes('0x20')) return { searchEntries: [] };
        throw error;
      });
    const [entry] = found.searchEntries;
    if (entry === undefined) return undefined;
    const attributes: Record<string, readonly string[]> = {};
    for (const name of names) {
      const values = texts(entry[name]);
      if (values.length > 0) attributes[name] = values.toSorted();
    }
    const [managerDn] = texts(entry['manager']);
    return {
      dn: entry.dn,
      userAccountControl: Number(texts(entry['userAccountControl'])[0]),
      mustChangePassword: texts(entry['pwdLastSet'])[0] === '0',
      attributes,
      ...(managerDn === undefined ? {} : { managerDn }),
      groups: texts(entry['memberOf'])
        .map((dn) => /^CN=([^,]+)/.exec(dn)?.[1] ?? dn)
        .toSorted(),
    };
  }

  async function logon(accountName: string, password: string): Promise<Logon> {
    const other = new Client({ url: controller.url, tlsOptions: { ca: controller.ca }, timeout: 20_000 });
    try {
      await other.bind(`${accountName}@${controller.domain}`, password);
      return 'granted';
    } catch (error) {
      if (!(error instanceof InvalidCredentialsError)) throw error;
      if (error.message.includes('data 773')) return 'mustChangePassword';
      return error.message.includes('data 533') ? 'disabled' : 'refused';
    } finally {
      await other.unbind();
    }
  }

  return {
    addContainer: async (dn) => {
      await client.add(dn, { objectClass: ['top', 'organizationalUnit'] });
    },
    addGroup: async (name, kind) => {
      await client.add(groupDn(name), {
        objectClass: ['top', 'group'],
        sAMAccountName: name,
        groupType: groupTypes[kind],
      });
    },
    removeGroup: (name) => client.del(groupDn(name)),
    removeAccount: (accountId) => client.del(`<GUID=${accountId}>`),
    setAttributes: async (accountId, attributes) => {
      const changes = Object.entries(attributes).map(
        ([type, values]) =>
          new Change({ operation: 'replace', modification: new Attribute({ type, values: [...values] }) }),
      );
      await client.modify(`<GUID=${accountId}>`, changes);
    },
    addMember: async (group, accountId) => {
      const modification = new Attribute({ type: 'member', values: [`<GUID=${accountId}>`] });
      const dn =
        group === 'Domain Admins' ? `CN=Domain Admins,CN=Users,${controller.baseDn}` : groupDn(group);
      await client.modify(dn, new Change({ operation: 'add', modification }));
    },
    look,
    logon,
  };
}

/** The adapter on a Samba domain controller as a lab. */
export async function createSambaLab(controller: SambaController): Promise<DirectoryLab> {
  const directory = createActiveDirectory({
    urls: [controller.url],
    baseDn: controller.baseDn,
    username: controller.administrator,
    password: controller.password,
    ca: controller.ca,
    protectedGroups: ['Payroll Owners'],
    attributes: ['employeeID', 'displayName', 'department', 'title', 'proxyAddresses', 'description'],
  });
  const client = await rawClient(controller);
  return {
    directory,
    hand: createHand(controller, client),
    baseDn: controller.baseDn,
    close: async () => {
      await client.unbind();
      await directory.close();
    },
  };
}

import {
  createActiveDirectory,
  type ActiveDirectoryOptions,
} from '../../../src/connectors/active-directory/index.ts';
import type { DirectoryPort } from '../../../src/contracts/ports.ts';
import {
  fakeAccount,
  fakeGuid,
  startFakeLdap,
  type FakeAnswer,
  type FakeLdap,
  type FakeRequest,
} from '../../support/directory-fake-ldap.ts';
import { refusal } from '../../support/directory-lab.ts';

const person = fakeGuid(1).id;
const servers: FakeLdap[] = [];
const directories: DirectoryPort[] = [];

afterEach(async () => {
  await Promise.all(directories.splice(0).map((directory) => directory.close()));
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function serverThat(
  script: (request: FakeRequest) => FakeAnswer | undefined,
  options: Parameters<typeof startFakeLdap>[1] = {},
): Promise<FakeLdap> {
  const server = await startFakeLdap(script, options);
  servers.push(server);
  return server;
}

function directoryAt(
  urls: readonly string[],
  overrides: Partial<ActiveDirectoryOptions> = {},
): DirectoryPort {
  const directory = createActiveDirectory({
    urls,
    baseDn: 'DC=ad,DC=example,DC=test',
    username: 'tenure@ad.example.test',
    password: 'service-secret',
    attributes: ['department', 'proxyAddresses'],
    timeoutMs: 5000,
    ...overrides,
  });
  directories.push(directory);
  return directory;
}

function answers({ operation }: FakeRequest): FakeAnswer | undefined {
  return operation === 'search' ? { entries: [fakeAccount(1)] } : undefined;
}

async function freePortUrl(): Promise<string> {
  const server = await startFakeLdap(() => undefined);
  await server.close();
  return server.url;
}

describe('paging', () => {
  it('goes on after a page without entries, until the server says it was the last', async () => {
    const pages: Readonly<Record<string, FakeAnswer>> = {
      '': { entries: [fakeAccount(1), fakeAccount(2)], cookie: 'second' },
      second: { entries: [], cookie: 'third' },
      third: { entries: [fakeAccount(3)], cookie: '' },
    };
    const server = await serverThat(({ cookie }) => (cookie === undefined ? undefined : pages[cookie]));
    const listed: string[] = [];
    for await (const { id } of directoryAt([server.url]).list()) listed.push(id);

    expect(listed).toEqual([1, 2, 3].map((number) => fakeGuid(number).id));
  });

  it('raises a lost connection in the middle instead of ending the list', async () => {
    const server = await serverThat(({ cookie }) => {
      if (cookie === undefined) return undefined;
      return cookie === '' ? { entries: [fakeAccount(1)], cookie: 'second' } : 'drop';
    });
    const directory = directoryAt([server.url]);
    const listed: string[] = [];
    async function listAll(): Promise<void> {
      for await (const { id } of directory.list()) listed.push(id);
    }

    expect(await refusal(listAll())).toMatchObject({ code: 'AD_UNREACHABLE', retryable: true });
    expect(listed).toHaveLength(1);
  });

  it('closes the connection of a list that nobody reads to its end', async () => {
    const server = await serverThat(({ cookie }) =>
      cookie === undefined ? undefined : { entries: [fakeAccount(1)], cookie: 'more' },
    );
    const directory = directoryAt([server.url]);
    for await (const { id } of directory.list()) {
      expect(id).toBe(person);
      break;
    }
    await directory.close();

    await expect(waitFor(() => server.open() === 0)).resolves.toBe(true);
  });
});

async function waitFor(condition: () => boolean): Promise<boolean> {
  while (!condition()) {
    // oxlint-disable-next-line no-await-in-loop -- gives the sockets a turn; Jest's time limit ends it
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
  return true;
}

describe('many values', () => {
  it('are read range by range', async () => {
    const all = Array.from({ length: 3200 }, (_, index) => `smtp:alias${index}@x.example`);
    const server = await serverThat(({ operation, attributes }) => {
      if (operation !== 'search') return undefined;
      const asked = attributes.find((name) => name.startsWith('proxyaddresses;range='));
      const from = Number(/=(\d+)-/.exec(asked ?? '=0-')?.[1]);
      const part = all.slice(from, from + 1500);
      const to = from + part.length >= all.length ? '*' : String(from + part.length - 1);
      const account = fakeAccount(1);
      const held = { ...account.attributes, [`proxyAddresses;range=${from}-${to}`]: part };
      return { entries: [{ ...account, attributes: held }] };
    });
    const account = await directoryAt([server.url]).read(person);

    expect(account?.attributes['proxyAddresses']).toEqual(all.toSorted());
  });
});

describe('a connection that drops', () => {
  it('is replaced, and a read is asked again', async () => {
    let dropped = false;
    const server = await serverThat(({ operation }) => {
      if (operation !== 'search') return undefined;
      if (dropped) return { entries: [fakeAccount(1)] };
      dropped = true;
      return 'drop';
    });

    expect(await directoryAt([server.url]).read(person)).toMatchObject({ id: person });
    expect(server.requests.map(({ operation }) => operation)).toEqual(['bind', 'search', 'bind', 'search']);
  });

  it('while idle is noticed, and the next request logs on first', async () => {
    const server = await serverThat(answers);
    const directory = directoryAt([server.url]);
    await directory.read(person);
    server.dropAll();
    await waitFor(() => server.open() === 0);
    const states = await Promise.all([1, 2, 3, 4, 5].map(() => directory.read(person)));

    expect(states.map((state) => state?.id)).toEqual([1, 2, 3, 4, 5].map(() => person));
    const bound = new Set<number>();
    const unbound = server.requests.filter(({ operation, connection }) => {
      if (operation === 'bind') bound.add(connection);
      return !bound.has(connection);
    });
    expect(unbound).toEqual([]);
  });

  it.each([
    { performed: true, outcome: { writes: 1, after: { department: ['New'] } } },
    { performed: false, outcome: { code: 'AD_UNREACHABLE', retryable: true } },
  ])('with a write on its way: what stands there decides ($performed)', async ({ performed, outcome }) => {
    let department = 'Old';
    const server = await serverThat(({ operation }) => {
      if (operation === 'search') return { entries: [fakeAccount(1, { department: [department] })] };
      if (operation !== 'modify') return undefined;
      if (performed) department = 'New';
      return 'drop';
    });
    const change = {
      kind: 'updateProfile',
      attributes: [{ attribute: 'department', before: ['Old'], after: ['New'] }],
    } as const;
    const result = directoryAt([server.url]).apply(person, change);

    expect(await (performed ? result : refusal(result))).toMatchObject(outcome);
    expect(server.requests.filter(({ operation }) => operation === 'modify')).toHaveLength(1);
  });

  it('after an account was added: the account that stands there is taken for ours', async () => {
    let added = false;
    const held = { sAMAccountName: ['p1'], employeeID: ['E1'] };
    const server = await serverThat(({ operation }) => {
      if (operation === 'add') {
        added = true;
        return 'drop';
      }
      if (operation !== 'search') return undefined;
      return added ? { entries: [fakeAccount(1, held)] } : { code: 32 };
    });
    const applied = await directoryAt([server.url]).apply(
      undefined,
      {
        kind: 'createAccount',
        commonName: 'Person 1',
        organizationalUnit: 'OU=Staff,DC=ad,DC=example,DC=test',
        attributes: held,
        enabled: true,
        mustChangePassword: false,
        passwordNeverExpires: false,
        smartCardRequired: false,
      },
      { password: 'Correct-Horse-7-Battery' },
    );

    expect(applied).toMatchObject({ accountId: person, writes: 1 });
    expect(server.requests.filter(({ operation }) => operation === 'add')).toHaveLength(1);
  });

  it('that never stops dropping gives an error that may be retried', async () => {
    const server = await serverThat(({ operation }) => (operation === 'search' ? 'drop' : undefined));
    expect(await refusal(directoryAt([server.url]).read(person))).toMatchObject({
      code: 'AD_UNREACHABLE',
      retryable: true,
    });
  });
});

describe('a base that does not exist', () => {
  it('is an error, and never "nobody found"', async () => {
    const server = await serverThat(({ operation }) => (operation === 'search' ? { code: 32 } : undefined));
    const directory = directoryAt([server.url]);
    async function listAll(): Promise<void> {
      for await (const { id } of directory.list()) throw new Error(`found ${id}`);
    }

    for (const call of [directory.find('employeeID', '1'), listAll()]) {
      expect(await refusal(call)).toMatchObject({ code: 'AD_CONTAINER_MISSING', retryable: false });
    }
    expect(await directory.read(person)).toBeUndefined();
  });
});

describe('a server that does not answer', () => {
  it('costs the time limit, and is not waited for any longer', async () => {
    const server = await serverThat(({ operation }) => (operation === 'search' ? 'silence' : undefined));
    const error = await refusal(directoryAt([server.url], { timeoutMs: 100 }).read(person));
    expect(error).toMatchObject({ code: 'AD_UNREACHABLE', retryable: true });
  });
});

describe('what the server refuses', () => {
  it.each([
    [51, '00002024: busy', 'AD_BUSY', true],
    [52, '', 'AD_BUSY', true],
    [50, '00002098: SecErr', 'AD_FORBIDDEN', false],
    [53, '0000052D: SvcErr', 'AD_PASSWORD_REFUSED', false],
    [19, '0000052D: AtrErr', 'AD_PASSWORD_REFUSED', false],
    [19, '00002082: AtrErr', 'AD_VALUE_REFUSED', false],
    [16, '00000057: LdapErr', 'AD_SCHEMA', false],
    [10, '0000202B: RefErr', 'AD_OPERATION_FAILED', false],
    [99, 'something new', 'AD_OPERATION_FAILED', false],
  ])('%i %s becomes %s', async (code, message, expected, retryable) => {
    const server = await serverThat(({ operation }) => {
      if (operation === 'search') return { entries: [fakeAccount(1)] };
      return operation === 'modify' ? { code, message: `${message} Secret Name` } : undefined;
    });
    const error = await refusal(
      directoryAt([server.url]).apply(
        person,
        { kind: 'resetPassword', mustChange: false },
        { password: 'Correct-Horse-7-Battery' },
      ),
    );

    expect(error).toMatchObject({ code: expected, retryable });
    expect(JSON.stringify([error.message, error.cause ?? ''])).not.toMatch(/Secret Name|Horse/);
  });

  it('for want of a logon is sent once more on a fresh connection', async () => {
    let refused = false;
    const server = await serverThat(({ operation }) => {
      if (operation === 'search') return { entries: [fakeAccount(1)] };
      if (operation !== 'modify' || refused) return undefined;
      refused = true;
      return { code: 1, message: '000004DC: LdapErr: a bind must be completed' };
    });
    const applied = await directoryAt([server.url]).apply(person, { kind: 'disable' });

    expect(applied.writes).toBe(1);
    const [first, second] = server.requests.filter(({ operation }) => operation === 'modify');
    expect(second?.connection).not.toBe(first?.connection);
  });
});

describe('the pool', () => {
  it('shares few connections among many callers', async () => {
    const server = await serverThat(answers);
    const directory = directoryAt([server.url], { poolSize: 3 });
    await Promise.all(Array.from({ length: 60 }, () => directory.read(person)));

    expect(server.requests.filter(({ operation }) => operation === 'bind').length).toBeLessThanOrEqual(3);
    expect(server.requests.filter(({ operation }) => operation === 'search')).toHaveLength(60);
  });

  it('tries a wrong password once, whoever asks and however often', async () => {
    const server = await serverThat(({ operation }) =>
      operation === 'bind'
        ? {
            code: 49,
            message: '80090308: LdapErr: DSID-0C09, comment: AcceptSecurityContext error, data 52e, v4563',
          }
        : undefined,
    );
    const directory = directoryAt([server.url, await freePortUrl()]);
    const errors = await Promise.all(Array.from({ length: 20 }, () => refusal(directory.read(person))));
    errors.push(await refusal(directory.read(person)));

    for (const error of errors) {
      expect(error).toMatchObject({ code: 'AD_UNAUTHORIZED', retryable: false });
      expect(error.message).not.toContain('service-secret');
    }
    expect(server.requests).toHaveLength(1);
  });

  it.each([
    ['532', 'expired'],
    ['775', 'locked'],
    ['533', 'disabled'],
  ])('says why a logon was refused (data %s)', async (data, word) => {
    const server = await serverThat(() => ({ code: 49, message: `80090308: LdapErr: data ${data}, v4563` }));
    expect((await refusal(directoryAt([server.url]).read(person))).message).toContain(word);
  });

  it('does not log on with an empty password, which Windows would take as anonymous', async () => {
    const server = await serverThat(() => undefined);
    const error = await refusal(directoryAt([server.url], { password: '' }).read(person));

    expect(error.code).toBe('AD_UNAUTHORIZED');
    expect(server.requests).toEqual([]);
  });

  it('moves to the next controller when one cannot be reached, and stays there', async () => {
    const second = await serverThat(answers);
    const directory = directoryAt([await freePortUrl(), second.url]);

    expect(await directory.read(person)).toBeDefined();
    expect(await directory.read(person)).toBeDefined();
    expect(second.requests.filter(({ operation }) => operation === 'bind')).toHaveLength(1);
  });

  it('moves on when the controller in use goes away, and comes back when that one goes', async () => {
    const first = await serverThat(answers);
    const second = await serverThat(answers);
    const directory = directoryAt([first.url, second.url]);
    await directory.read(person);
    expect(second.requests).toEqual([]);
    await first.close();
    await directory.read(person);
    expect(second.requests.length).toBeGreaterThan(0);

    const revived = await serverThat(answers, { port: first.port });
    await directory.read(person);
    expect(revived.requests).toEqual([]);
    await second.close();
    expect(await directory.read(person)).toBeDefined();
    expect(revived.requests.length).toBeGreaterThan(0);
  });

  it('names all controllers when none can be reached', async () => {
    const urls = [await freePortUrl(), await freePortUrl()];
    const error = await refusal(directoryAt(urls).read(person));

    expect(error).toMatchObject({ code: 'AD_UNREACHABLE', retryable: true });
    for (const url of urls) expect(error.message).toContain(new URL(url).host);
  });

  it('refuses work after it was closed', async () => {
    const server = await serverThat(() => undefined);
    const directory = directoryAt([server.url]);
    await directory.close();
    expect((await refusal(directory.read(person))).code).toBe('INTERNAL');
  });
});

describe('members of one group', () => {
  it('that are added at the same time go out together, and one bad member fails alone', async () => {
    const groupDn = 'CN=All Staff,OU=Groups,DC=ad,DC=example,DC=test';
    const group = { id: fakeGuid(900).id, name: 'All Staff', dn: groupDn, kind: 'security' } as const;
    const groupEntry = {
      dn: groupDn,
      attributes: { objectGUID: [fakeGuid(900).bytes], cn: ['All Staff'], groupType: ['-2147483646'] },
    };
    let modifications = 0;
    const server = await serverThat(({ operation, dn }) => {
      if (operation === 'search') {
        if (dn.includes(group.id)) return { entries: [groupEntry] };
        const number = Number.parseInt(dn.slice(6, 14), 16);
        return { entries: [fakeAccount(number)] };
      }
      if (operation !== 'modify') return undefined;
      modifications++;
      if (modifications === 2) return { code: 32, message: '00000525: NameErr' };
      return modifications === 5 ? { code: 50, message: '00002098: SecErr' } : {};
    });
    const directory = directoryAt([server.url]);
    await directory.resolveGroups([groupDn]);
    const results = await Promise.allSettled(
      [1, 2, 3, 4, 5].map((number) =>
        directory.apply(fakeGuid(number).id, { kind: 'addToGroups', groups: [group] }),
      ),
    );

    // The first goes alone, the other four together; refused together, they go one by one, and one fails.
    expect(modifications).toBe(6);
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(1);
  });
});

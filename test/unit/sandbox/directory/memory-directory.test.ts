import { createMemoryDirectory } from '../../../../src/sandbox/directory/index.ts';
import type { MemoryDirectory, MemoryDirectoryOptions } from '../../../../src/sandbox/directory/index.ts';
import { creation, goodPassword, refusal } from '../../../support/directory-lab.ts';

const baseDn = 'DC=corp,DC=example';
const staff = `OU=Staff,${baseDn}`;

function directoryWith(overrides: Partial<MemoryDirectoryOptions> = {}): MemoryDirectory {
  return createMemoryDirectory({
    baseDn,
    containers: [staff],
    groups: [{ name: 'All Staff' }],
    ...overrides,
  });
}

describe('faults', () => {
  it('an unreachable directory does nothing, once, and then works again', async () => {
    const directory = directoryWith();
    directory.fail({ on: 'createAccount', fault: 'unreachable' });
    const change = creation(staff);

    const error = await refusal(directory.apply(undefined, change, { password: goodPassword }));
    expect(error).toMatchObject({ code: 'AD_UNREACHABLE', retryable: true });
    expect(directory.dump()).toEqual([]);
    await directory.apply(undefined, change, { password: goodPassword });
    expect(directory.dump()).toHaveLength(1);
  });

  it('a lost answer does the work, and the same change again finds it done', async () => {
    const directory = directoryWith();
    const { accountId } = await directory.apply(undefined, creation(staff), { password: goodPassword });
    directory.fail({ on: 'disable', fault: 'answerLost' });

    expect((await refusal(directory.apply(accountId, { kind: 'disable' }))).code).toBe('AD_UNREACHABLE');
    expect(directory.dump()).toMatchObject([{ enabled: false }]);
    expect((await directory.apply(accountId, { kind: 'disable' })).writes).toBe(0);
  });

  it.each([
    ['busy', 'AD_BUSY', true],
    ['refused', 'AD_FORBIDDEN', false],
  ] as const)('%s is %s', async (fault, code, retryable) => {
    const directory = directoryWith();
    directory.fail({ on: 'find', fault });
    expect(await refusal(directory.find('mail', 'x'))).toMatchObject({ code, retryable });
  });

  it('a fault without end lasts until it is lifted, and on every write when so ordered', async () => {
    const directory = directoryWith();
    const lift = directory.fail({ on: 'anyWrite', fault: 'busy', times: Infinity });
    const change = creation(staff);
    for (let attempt = 0; attempt < 3; attempt++) {
      // oxlint-disable-next-line no-await-in-loop
      expect((await refusal(directory.apply(undefined, change, { password: goodPassword }))).code).toBe(
        'AD_BUSY',
      );
    }
    expect(await directory.find('mail', 'x')).toEqual([]);
    lift();
    expect((await directory.apply(undefined, change, { password: goodPassword })).writes).toBe(1);
  });
});

describe('what only Windows does', () => {
  it('ignores accents when it compares names', async () => {
    const jurgen = creation(staff, { commonName: 'Jurgen', attributes: { sAMAccountName: ['jurgen'] } });
    const accented = creation(staff, {
      commonName: 'J\u00fcrgen B',
      attributes: { sAMAccountName: ['j\u00fcrgen'] },
    });
    const windows = directoryWith({ windows: true });
    await windows.apply(undefined, jurgen, { password: goodPassword });
    expect((await refusal(windows.apply(undefined, accented, { password: goodPassword }))).code).toBe(
      'AD_NAME_TAKEN',
    );

    const samba = directoryWith();
    await samba.apply(undefined, jurgen, { password: goodPassword });
    expect((await samba.apply(undefined, accented, { password: goodPassword })).writes).toBe(1);
  });

  it('enables no account without a password', async () => {
    const change = creation(staff, { enabled: false });
    const windows = directoryWith({ windows: true });
    const { accountId } = await windows.apply(undefined, change);
    expect((await refusal(windows.apply(accountId, { kind: 'enable' }))).code).toBe('AD_PASSWORD_REFUSED');

    await windows.apply(accountId, { kind: 'resetPassword', mustChange: false }, { password: goodPassword });
    expect((await windows.apply(accountId, { kind: 'enable' })).writes).toBe(1);
  });

  it('refuses a password that contains the logon name', async () => {
    const change = creation(staff, { attributes: { sAMAccountName: ['janedoe'] } });
    const password = 'My-JaneDoe-9-Secret';
    const windows = directoryWith({ windows: true });
    expect((await refusal(windows.apply(undefined, change, { password }))).code).toBe('AD_PASSWORD_REFUSED');
  });
});

describe('what an administrator does by hand', () => {
  it('is seen by the port', async () => {
    const directory = directoryWith();
    const { administration } = directory;
    const id = administration.addAccount({
      commonName: 'By Hand',
      organizationalUnit: staff,
      attributes: { sAMAccountName: ['byhand'], mail: ['a@x'] },
      password: goodPassword,
      groups: ['All Staff'],
    });
    administration.setAttributes(id, { mail: ['b@x'], title: ['T'] });

    expect(await directory.find('mail', 'a@x')).toEqual([]);
    expect(await directory.find('mail', 'B@X')).toMatchObject([
      { id, attributes: { title: ['T'] }, groups: [{ name: 'All Staff' }] },
    ]);
    expect(directory.members('all staff')).toEqual([id]);
    expect(directory.logon('byhand', goodPassword)).toBe('granted');
    administration.setEnabled(id, false);
    expect(directory.logon('byhand', goodPassword)).toBe('disabled');
    administration.removeMember('All Staff', id);
    administration.removeAccount(id);
    expect(directory.dump()).toEqual([]);
    expect(directory.logon('byhand', goodPassword)).toBe('unknownName');
  });

  it('fails loudly when it makes no sense', () => {
    const { administration } = directoryWith();
    expect(() => administration.setEnabled('nobody', true)).toThrow(RangeError);
    expect(() => administration.addGroup({ name: 'All Staff' })).toThrow(RangeError);
    expect(() => administration.addContainer('OU=Elsewhere,DC=other')).toThrow(RangeError);
    expect(() =>
      administration.addAccount({ commonName: 'X', organizationalUnit: `OU=No,${baseDn}`, attributes: {} }),
    ).toThrow(RangeError);
  });

  it('an account under AdminSDHolder is protected', async () => {
    const directory = directoryWith({
      accounts: [{ commonName: 'Old Admin', organizationalUnit: staff, attributes: {}, adminCount: true }],
    });
    const [account] = directory.dump();
    expect(account?.protectedBy).toContain('AdminSDHolder');
    expect((await refusal(directory.apply(account?.id, { kind: 'disable' }))).code).toBe('AD_PROTECTED');
  });

  it('a container is removed only when it is empty', () => {
    const directory = directoryWith({
      accounts: [{ commonName: 'A', organizationalUnit: staff, attributes: {} }],
    });
    const [account] = directory.dump();
    expect(() => directory.administration.removeContainer(staff)).toThrow('not empty');
    directory.administration.removeAccount(account?.id ?? '');
    directory.administration.removeContainer(staff);
    return expect(directory.findContainer(staff)).resolves.toBeUndefined();
  });
});

// 5,000 scans of 100,000 accounts would not end within Jest's time limit.
it('finds one of 100,000 accounts by looking at one', async () => {
  const directory = directoryWith();
  for (let number = 0; number < 100_000; number++) {
    directory.administration.addAccount({
      commonName: `Person ${number}`,
      organizationalUnit: staff,
      attributes: { sAMAccountName: [`p${number}`], employeeID: [`E${number}`] },
    });
  }
  await directory.find('employeeID', 'E1');
  for (let number = 0; number < 5000; number++) {
    // oxlint-disable-next-line no-await-in-loop
    const [found] = await directory.find('employeeID', `e${number * 17}`);
    if (found?.attributes['employeeID']?.[0] !== `E${number * 17}`) throw new Error(`lost ${number * 17}`);
  }
  expect(directory.counters().reads).toBe(5001);
});

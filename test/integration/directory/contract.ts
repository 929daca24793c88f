import { sameDn } from '../../../src/domain/directory/dn.ts';
import type { AccountState, GroupRef } from '../../../src/domain/directory/types.ts';
import type { TenureError } from '../../../src/domain/errors.ts';
import { creation, goodPassword, unique, type DirectoryLab } from '../../support/directory-lab.ts';

/** What every directory behind the port must do; runs against the in-memory directory and a Samba controller. */
export function describeDirectory(name: string, setUp: () => Promise<DirectoryLab>): void {
  describe(name, () => {
    let lab: DirectoryLab;
    let staff: string;
    let leavers: string;

    beforeAll(async () => {
      lab = await setUp();
      staff = `OU=Staff,${lab.baseDn}`;
      leavers = `OU=Leavers,${lab.baseDn}`;
      await lab.hand.addContainer(staff);
      await lab.hand.addContainer(leavers);
    }, 60_000);

    afterAll(async () => {
      await lab.close();
    });

    async function created(
      overrides: Parameters<typeof creation>[1] = {},
    ): Promise<{
      readonly id: string;
      readonly accountName: string;
      readonly change: ReturnType<typeof creation>;
    }> {
      const change = creation(staff, overrides);
      const { accountId } = await lab.directory.apply(undefined, change, { password: goodPassword });
      return { id: accountId, accountName: change.accountName, change };
    }

    async function state(accountId: string): Promise<AccountState> {
      const found = await lab.directory.read(accountId);
      if (found === undefined) throw new Error('the account does not exist');
      return found;
    }

    async function group(kind: GroupRef['kind'] = 'security', label = 'Group'): Promise<GroupRef> {
      const groupName = `${label} ${unique()}`;
      await lab.hand.addGroup(groupName, kind);
      const resolved = (await lab.directory.resolveGroups([groupName])).get(groupName);
      if (resolved === undefined) throw new Error('the group does not resolve');
      return resolved;
    }

    function refusal(promise: Promise<unknown>): Promise<TenureError> {
      return promise.then(
        () => {
          throw new Error('it was not refused');
        },
        (error: unknown) => error as TenureError,
      );
    }

    describe('creating an account', () => {
      it('makes it whole: attributes, flags, password, manager, place', async () => {
        const boss = await created();
        const change = creation(staff, {
          manager: { id: boss.id, dn: (await state(boss.id)).dn },
          mustChangePassword: true,
        });
        const before = lab.directory.counters().writes;
        const applied = await lab.directory.apply(undefined, change, { password: goodPassword });

        expect(applied.writes).toBe(1);
        expect(lab.directory.counters().writes - before).toBe(1);
        const seen = await lab.hand.look(applied.accountId, ['employeeID', 'displayName', 'department']);
        expect(seen).toMatchObject({
          userAccountControl: 512,
          mustChangePassword: true,
          groups: [],
          attributes: {
            employeeID: change.attributes['employeeID'],
            displayName: change.attributes['displayName'],
            department: ['Sales'],
          },
        });
        expect(sameDn(seen?.dn ?? '', `CN=${change.commonName},${staff}`)).toBe(true);
        expect(sameDn(seen?.managerDn ?? '', (await state(boss.id)).dn)).toBe(true);
        expect(await lab.hand.logon(change.accountName, goodPassword)).toBe('mustChangePassword');
      });

      it('lets the person log on with exactly the password given', async () => {
        const { accountName } = await created();

        expect(await lab.hand.logon(accountName, goodPassword)).toBe('granted');
        expect(await lab.hand.logon(accountName, `${goodPassword}!`)).toBe('refused');
      });

      it('keeps the flags that were asked for', async () => {
        const { id } = await created({ enabled: false, passwordNeverExpires: true, smartCardRequired: true });

        expect((await lab.hand.look(id))?.userAccountControl).toBe(0x200 | 0x2 | 0x10000 | 0x40000);
        expect(await state(id)).toMatchObject({ enabled: false });
      });

      it.each([
        'Søren O’Brien, Jr.',
        'Plus+Name',
        '#hash "quoted"',
        'back\\slash\\',
        'a=b;c<d>',
        '李小龍',
        'double  blanks',
      ])('takes the common name %j as it is', async (commonName) => {
        const name = `${commonName} ${unique()}`;
        const { id } = await created({ commonName: name });

        const read = await state(id);
        expect(read.commonName.replaceAll(/ +/g, ' ')).toBe(name.replaceAll(/ +/g, ' '));
        expect(sameDn(read.organizationalUnit, staff)).toBe(true);
      });

      it('drops empty values instead of writing them', async () => {
        const change = creation(staff);
        const attributes = { ...change.attributes, title: [''], description: [] };
        const { accountId } = await lab.directory.apply(
          undefined,
          { ...change, attributes },
          { password: goodPassword },
        );

        expect((await lab.hand.look(accountId, ['title', 'description']))?.attributes).toEqual({});
      });

      it('adopts the account of an earlier attempt, with the password of this one', async () => {
        const { id, accountName, change } = await created();
        const again = await lab.directory.apply(undefined, change, { password: 'Another-Good-9-Word' });

        expect(again.accountId).toBe(id);
        expect(await lab.hand.logon(accountName, 'Another-Good-9-Word')).toBe('granted');
        expect(
          await lab.directory.find('employeeID', change.attributes['employeeID']?.[0] ?? ''),
        ).toHaveLength(1);
      });

      it('asks for a new plan when the account of the same person differs from the plan', async () => {
        const { id, change } = await created();
        await lab.hand.setAttributes(id, { department: ['Engineering'] });

        const error = await refusal(lab.directory.apply(undefined, change, { password: goodPassword }));
        expect(error.code).toBe('AD_STALE');
        expect((await lab.hand.look(id, ['department']))?.attributes).toEqual({
          department: ['Engineering'],
        });
      });

      it.each(['sAMAccountName', 'userPrincipalName'] as const)(
        'says which name is taken: %s',
        async (attribute) => {
          const { change: first } = await created();
          const change = creation(staff);
          const attributes = { ...change.attributes, [attribute]: first.attributes[attribute] ?? [] };

          const error = await refusal(
            lab.directory.apply(undefined, { ...change, attributes }, { password: goodPassword }),
          );
          expect(error).toMatchObject({ code: 'AD_NAME_TAKEN', place: attribute, retryable: false });
          expect(await lab.directory.find('employeeID', change.attributes['employeeID']?.[0] ?? '')).toEqual(
            [],
          );
        },
      );

      it('says when another person stands at the place', async () => {
        const { change: first } = await created();
        const change = creation(staff, { commonName: first.commonName });

        const error = await refusal(lab.directory.apply(undefined, change, { password: goodPassword }));
        expect(error.code).toBe('AD_OBJECT_EXISTS');
        expect(error.message).not.toContain(first.commonName);
      });

      it('says when the container does not exist', async () => {
        const nowhere = `OU=Nowhere,${lab.baseDn}`;
        const error = await refusal(
          lab.directory.apply(undefined, creation(nowhere), { password: goodPassword }),
        );
        expect(error).toMatchObject({ code: 'AD_CONTAINER_MISSING', place: nowhere });
      });

      it('says when the manager does not exist', async () => {
        const id = '00000000-0000-4000-8000-000000000000';
        const change = creation(staff, { manager: { id, dn: `CN=Gone,${staff}` } });
        const error = await refusal(lab.directory.apply(undefined, change, { password: goodPassword }));
        expect(error.code).toBe('AD_MANAGER_MISSING');
      });

      it('creates nothing when the password is refused', async () => {
        const change = creation(staff);
        const error = await refusal(lab.directory.apply(undefined, change, { password: 'short' }));

        expect(error.code).toBe('AD_PASSWORD_REFUSED');
        expect(error.message).not.toContain('short');
        expect(await lab.directory.find('sAMAccountName', change.accountName)).toEqual([]);
      });

      it('never enables an account without a password', async () => {
        const error = await refusal(lab.directory.apply(undefined, creation(staff)));
        expect(error.code).toBe('AD_PASSWORD_REFUSED');
      });

      it.each([
        ['sAMAccountName', 'a-name-of-twenty-one-'],
        ['sAMAccountName', 'semi;colon'],
        ['initials', 'ABCDEFG'],
        ['employeeID', 'X'.repeat(17)],
        ['objectSid', 'S-1-1-0'],
      ])('refuses what Windows refuses of %s before it writes', async (attribute, value) => {
        const change = creation(staff);
        const before = lab.directory.counters().writes;
        const error = await refusal(
          lab.directory.apply(
            undefined,
            { ...change, attributes: { ...change.attributes, [attribute]: [value] } },
            { password: goodPassword },
          ),
        );
        expect(error).toMatchObject({ code: 'AD_VALUE_REFUSED', place: attribute });
        expect(error.message).not.toContain(value);
        expect(lab.directory.counters().writes).toBe(before);
      });

      it('refuses a common name of 65 characters', async () => {
        const change = creation(staff, { commonName: 'N'.repeat(65) });
        const error = await refusal(lab.directory.apply(undefined, change, { password: goodPassword }));
        expect(error.code).toBe('AD_VALUE_REFUSED');
      });
    });

    describe('updating the profile', () => {
      it('replaces, adds and clears in one write, and reports old and new values', async () => {
        const { id } = await created();
        const applied = await lab.directory.apply(id, {
          kind: 'updateProfile',
          attributes: [
            { attribute: 'department', before: ['Sales'], after: ['Support'] },
            { attribute: 'title', before: [], after: ['Agent'] },
            {
              attribute: 'displayName',
              before: (await state(id)).attributes['displayName'] ?? [],
              after: [],
            },
          ],
        });

        expect(applied).toMatchObject({
          writes: 1,
          before: { department: ['Sales'], title: [] },
          after: { department: ['Support'], title: ['Agent'], displayName: [] },
        });
        const seen = await lab.hand.look(id, ['department', 'title', 'displayName']);
        expect(seen?.attributes).toEqual({ department: ['Support'], title: ['Agent'] });
      });

      it('writes nothing the second time', async () => {
        const { id } = await created();
        const change = {
          kind: 'updateProfile',
          attributes: [{ attribute: 'department', before: ['Sales'], after: ['Support'] }],
        } as const;
        await lab.directory.apply(id, change);
        const before = lab.directory.counters().writes;

        expect((await lab.directory.apply(id, change)).writes).toBe(0);
        expect(lab.directory.counters().writes).toBe(before);
      });

      it('changes nothing when one attribute holds neither the old nor the new value', async () => {
        const { id } = await created();
        await lab.hand.setAttributes(id, { department: ['By Hand'] });
        const error = await refusal(
          lab.directory.apply(id, {
            kind: 'updateProfile',
            attributes: [
              { attribute: 'title', before: [], after: ['Agent'] },
              { attribute: 'department', before: ['Sales'], after: ['Support'] },
            ],
          }),
        );

        expect(error.code).toBe('AD_STALE');
        expect(error.message).toContain('department');
        expect(error.message).not.toContain('By Hand');
        const seen = await lab.hand.look(id, ['title', 'department']);
        expect(seen?.attributes).toEqual({ department: ['By Hand'] });
      });

      it('keeps many values, whatever their order', async () => {
        const { id, accountName } = await created();
        const after = [`SMTP:${accountName}@x.example`, `smtp:b${accountName}@x.example`];
        await lab.directory.apply(id, {
          kind: 'updateProfile',
          attributes: [{ attribute: 'proxyAddresses', before: [], after }],
        });
        const again = await lab.directory.apply(id, {
          kind: 'updateProfile',
          attributes: [{ attribute: 'proxyAddresses', before: [], after: after.toReversed() }],
        });

        expect(again.writes).toBe(0);
        expect((await state(id)).attributes['proxyAddresses']).toEqual(after.toSorted());
      });

      it('says when the new account name is taken', async () => {
        const first = await created();
        const second = await created();
        const error = await refusal(
          lab.directory.apply(second.id, {
            kind: 'updateProfile',
            attributes: [
              { attribute: 'sAMAccountName', before: [second.accountName], after: [first.accountName] },
            ],
          }),
        );
        expect(error).toMatchObject({ code: 'AD_NAME_TAKEN', place: 'sAMAccountName' });
      });

      it('does not write attributes that other changes own', async () => {
        const { id } = await created();
        const error = await refusal(
          lab.directory.apply(id, {
            kind: 'updateProfile',
            attributes: [{ attribute: 'userAccountControl', before: ['512'], after: ['514'] }],
          }),
        );
        expect(error.code).toBe('AD_VALUE_REFUSED');
        expect((await state(id)).enabled).toBe(true);
      });
    });

    describe('renaming and moving', () => {
      it('renames in place and keeps the id', async () => {
        const { id, change } = await created();
        const after = `Ann, "Née" ${unique()}`;
        const applied = await lab.directory.apply(id, { kind: 'rename', before: change.commonName, after });

        expect(applied.writes).toBe(1);
        expect(await state(id)).toMatchObject({ id, commonName: after });
        expect(
          (await lab.directory.apply(id, { kind: 'rename', before: change.commonName, after })).writes,
        ).toBe(0);
      });

      it('does not rename onto another object', async () => {
        const first = await created();
        const second = await created();
        const error = await refusal(
          lab.directory.apply(second.id, {
            kind: 'rename',
            before: second.change.commonName,
            after: first.change.commonName,
          }),
        );
        expect(error.code).toBe('AD_OBJECT_EXISTS');
      });

      it('asks for a new plan when somebody else renamed', async () => {
        const { id } = await created();
        const error = await refusal(
          lab.directory.apply(id, { kind: 'rename', before: 'Somebody', after: `New ${unique()}` }),
        );
        expect(error.code).toBe('AD_STALE');
      });

      it('moves to another container and keeps the id, with a name full of specials', async () => {
        const { id } = await created({ commonName: `Doe, Jane + Co \\ ${unique()}` });
        const move = { kind: 'move', before: staff, after: leavers } as const;

        expect((await lab.directory.apply(id, move)).writes).toBe(1);
        expect(sameDn((await state(id)).organizationalUnit, leavers)).toBe(true);
        expect((await lab.directory.apply(id, move)).writes).toBe(0);
      });

      it('compares containers without regard to spelling', async () => {
        const { id } = await created();
        const spelled = staff.replace('OU=Staff,', 'ou=STAFF, ');
        expect(
          (await lab.directory.apply(id, { kind: 'move', before: leavers, after: spelled })).writes,
        ).toBe(0);
      });

      it('says when the target does not exist, and leaves the account', async () => {
        const { id } = await created();
        const after = `OU=Nowhere,${lab.baseDn}`;
        const error = await refusal(lab.directory.apply(id, { kind: 'move', before: staff, after }));

        expect(error).toMatchObject({ code: 'AD_CONTAINER_MISSING', place: after });
        expect(sameDn((await state(id)).organizationalUnit, staff)).toBe(true);
      });

      it('asks for a new plan when the account stands elsewhere', async () => {
        const { id } = await created();
        const elsewhere = `CN=Users,${lab.baseDn}`;
        const error = await refusal(
          lab.directory.apply(id, { kind: 'move', before: elsewhere, after: leavers }),
        );
        expect(error.code).toBe('AD_STALE');
      });
    });

    describe('enabling, disabling, passwords', () => {
      it('changes one bit and leaves the others', async () => {
        const { id, accountName } = await created({ passwordNeverExpires: true });

        expect((await lab.directory.apply(id, { kind: 'disable' })).writes).toBe(1);
        expect((await lab.hand.look(id))?.userAccountControl).toBe(0x200 | 0x2 | 0x10000);
        expect(await lab.hand.logon(accountName, goodPassword)).toBe('disabled');
        expect((await lab.directory.apply(id, { kind: 'disable' })).writes).toBe(0);

        expect((await lab.directory.apply(id, { kind: 'enable' })).writes).toBe(1);
        expect((await lab.hand.look(id))?.userAccountControl).toBe(0x200 | 0x10000);
        expect((await lab.directory.apply(id, { kind: 'enable' })).writes).toBe(0);
      });

      it('sets a new password, to be changed at the next logon or not', async () => {
        const { id, accountName } = await created();
        const reset = { kind: 'resetPassword', mustChange: false } as const;
        await lab.directory.apply(id, reset, { password: 'Fresh-Start-8-Today' });
        expect(await lab.hand.logon(accountName, 'Fresh-Start-8-Today')).toBe('granted');

        await lab.directory.apply(id, { ...reset, mustChange: true }, { password: 'Fresh-Start-9-Today' });
        expect(await lab.hand.logon(accountName, 'Fresh-Start-9-Today')).toBe('mustChangePassword');
        expect(await state(id)).toMatchObject({ mustChangePassword: true });
      });

      it('keeps the old password when the new one is refused', async () => {
        const { id, accountName } = await created();
        const error = await refusal(
          lab.directory.apply(id, { kind: 'resetPassword', mustChange: false }, { password: 'weak' }),
        );
        expect(error).toMatchObject({ code: 'AD_PASSWORD_REFUSED', retryable: false });
        expect(await lab.hand.logon(accountName, goodPassword)).toBe('granted');
      });

      it('refuses a reset without a password', async () => {
        const { id } = await created();
        const error = await refusal(lab.directory.apply(id, { kind: 'resetPassword', mustChange: true }));
        expect(error.code).toBe('AD_PASSWORD_REFUSED');
      });
    });

    describe('the manager', () => {
      it('is set, follows a rename, is set once only, and is cleared', async () => {
        const boss = await created();
        const { id } = await created();
        const after = { id: boss.id, dn: (await state(boss.id)).dn };
        expect((await lab.directory.apply(id, { kind: 'setManager', after })).writes).toBe(1);

        const renamed = `Renamed Boss ${unique()}`;
        await lab.directory.apply(boss.id, {
          kind: 'rename',
          before: boss.change.commonName,
          after: renamed,
        });
        const { managerDn } = await state(id);
        expect(sameDn(managerDn ?? '', `CN=${renamed},${staff}`)).toBe(true);
        expect((await lab.directory.apply(id, { kind: 'setManager', after })).writes).toBe(0);

        const clear = { kind: 'setManager', before: managerDn ?? '' } as const;
        expect((await lab.directory.apply(id, clear)).writes).toBe(1);
        expect(await lab.hand.look(id)).not.toHaveProperty('managerDn');
      });

      it('must exist', async () => {
        const { id } = await created();
        const after = { id: '00000000-0000-4000-8000-000000000000', dn: `CN=Gone,${staff}` };
        const error = await refusal(lab.directory.apply(id, { kind: 'setManager', after }));
        expect(error.code).toBe('AD_MANAGER_MISSING');
      });

      it('is not overwritten when somebody else set another one', async () => {
        const [first, second, person] = [await created(), await created(), await created()];
        const refOf = async (id: string): Promise<{ id: string; dn: string }> => ({
          id,
          dn: (await state(id)).dn,
        });
        await lab.directory.apply(person.id, { kind: 'setManager', after: await refOf(first.id) });
        const error = await refusal(
          lab.directory.apply(person.id, { kind: 'setManager', after: await refOf(second.id) }),
        );
        expect(error.code).toBe('AD_STALE');
      });
    });

    describe('groups and lists', () => {
      it('adds and removes by id; what stands already costs nothing', async () => {
        const { id } = await created();
        const groups = [await group(), await group('distribution', 'List'), await group()];
        const names = groups.map((ref) => ref.name).toSorted();

        expect((await lab.directory.apply(id, { kind: 'addToGroups', groups })).writes).toBe(3);
        expect((await lab.hand.look(id))?.groups).toEqual(names);
        expect((await state(id)).groups.map(({ name: held }) => held).toSorted()).toEqual(names);
        expect((await lab.directory.apply(id, { kind: 'addToGroups', groups })).writes).toBe(0);

        const [first, ...rest] = groups;
        if (first === undefined) throw new Error('no group');
        const removed = await lab.directory.apply(id, { kind: 'removeFromGroups', groups: [first] });
        expect(removed).toMatchObject({ writes: 1, before: { groups: [first.name] }, after: { groups: [] } });
        expect((await lab.hand.look(id))?.groups).toEqual(rest.map((ref) => ref.name).toSorted());
        const again = await lab.directory.apply(id, { kind: 'removeFromGroups', groups: [first] });
        expect(again.writes).toBe(0);
      });

      it('tells security groups from lists', async () => {
        expect((await group('security')).kind).toBe('security');
        expect((await group('distribution', 'List')).kind).toBe('distribution');
      });

      it('warns of a group that vanished and does the rest', async () => {
        const { id } = await created();
        const [gone, kept] = [await group(), await group()];
        await lab.hand.removeGroup(gone.name);
        const applied = await lab.directory.apply(id, { kind: 'addToGroups', groups: [gone, kept] });

        expect(applied).toMatchObject({ writes: 1, warnings: [{ code: 'AD_GROUP_MISSING' }] });
        expect(applied.warnings?.[0]?.message).toContain(gone.name);
        expect((await lab.hand.look(id))?.groups).toEqual([kept.name]);
      });

      it('puts many people into one group at the same time', async () => {
        const everyone = await group();
        const people = await Promise.all(Array.from({ length: 12 }, () => created({ enabled: false })));
        const applied = await Promise.all(
          people.map(({ id }) => lab.directory.apply(id, { kind: 'addToGroups', groups: [everyone] })),
        );

        expect(applied.map(({ writes }) => writes)).toEqual(people.map(() => 1));
        for (const { id } of people)
          expect((await state(id)).groups.map((ref) => ref.id)).toEqual([everyone.id]);
      });

      it('resolves names, account names and DNs, and leaves out what does not exist', async () => {
        const ref = await group();
        const spelled = ref.dn.toLowerCase();
        const upper = ref.name.toUpperCase();
        const found = await lab.directory.resolveGroups([upper, spelled, 'No Such Group']);

        expect([...found.keys()].toSorted()).toEqual([upper, spelled].toSorted());
        expect([...found.values()].map(({ id }) => id)).toEqual([ref.id, ref.id]);
      });
    });

    describe('protected objects', () => {
      it.each(['Domain Admins', 'Administrators', 'Account Operators', 'Domain Users'])(
        'refuses changes of %s before the first write',
        async (protectedGroup) => {
          const { id } = await created();
          const harmless = await group();
          const resolved = (await lab.directory.resolveGroups([protectedGroup])).get(protectedGroup);
          expect(resolved?.protectedBy).toEqual(expect.any(String));
          if (resolved === undefined) return;
          for (const kind of ['addToGroups', 'removeFromGroups'] as const) {
            const error = await refusal(lab.directory.apply(id, { kind, groups: [harmless, resolved] }));
            expect(error).toMatchObject({ code: 'AD_PROTECTED', retryable: false });
            expect(error.message).toContain(protectedGroup);
          }
          expect((await lab.hand.look(id))?.groups).toEqual([]);
        },
      );

      it('refuses a group of the protected list, and its members', async () => {
        await lab.hand.addGroup('Payroll Owners', 'security');
        const found = (await lab.directory.resolveGroups(['Payroll Owners'])).get('Payroll Owners');
        expect(found?.protectedBy).toContain('protected list');

        const { id } = await created();
        await lab.hand.addMember('Payroll Owners', id);
        expect((await state(id)).protectedBy).toContain('Payroll Owners');
        expect((await refusal(lab.directory.apply(id, { kind: 'disable' }))).code).toBe('AD_PROTECTED');
        expect((await lab.hand.look(id))?.userAccountControl).toBe(512);
      });

      it('never touches a member of Domain Admins, whatever the change', async () => {
        const { id, change } = await created();
        await lab.hand.addMember('Domain Admins', id);
        const { dn } = await state(id);
        const changes = [
          { kind: 'updateProfile', attributes: [{ attribute: 'title', before: [], after: ['x'] }] },
          { kind: 'rename', before: change.commonName, after: `x${unique()}` },
          { kind: 'move', before: staff, after: leavers },
          { kind: 'disable' },
          { kind: 'resetPassword', mustChange: true },
          { kind: 'deleteAccount', dn },
        ] as const;
        for (const refused of changes) {
          const error = await refusal(lab.directory.apply(id, refused, { password: goodPassword }));
          expect(error.code).toBe('AD_PROTECTED');
        }
        expect(await lab.hand.look(id, ['title'])).toMatchObject({
          dn,
          userAccountControl: 512,
          attributes: {},
        });
      });

      it('recognises the built-in accounts', async () => {
        for (const accountName of ['Administrator', 'krbtgt', 'Guest']) {
          const [account] = await lab.directory.find('sAMAccountName', accountName);
          expect(account?.protectedBy).toEqual(expect.any(String));
        }
      });
    });

    describe('deleting', () => {
      it('removes the account, and is content when it is gone already', async () => {
        const { id } = await created();
        const change = { kind: 'deleteAccount', dn: (await state(id)).dn } as const;

        expect((await lab.directory.apply(id, change)).writes).toBe(1);
        expect(await lab.hand.look(id)).toBeUndefined();
        expect(await lab.directory.read(id)).toBeUndefined();
        expect((await lab.directory.apply(id, change)).writes).toBe(0);
      });

      it('does not delete an account that stands elsewhere than the plan says', async () => {
        const { id } = await created();
        const error = await refusal(
          lab.directory.apply(id, { kind: 'deleteAccount', dn: `CN=X,${leavers}` }),
        );
        expect(error.code).toBe('AD_STALE');
        expect(await lab.directory.read(id)).toBeDefined();
      });

      it('goes on holding the account name', async () => {
        const { id, accountName } = await created();
        await lab.hand.removeAccount(id);
        const claim = { attribute: 'sAMAccountName', value: accountName };

        expect(await lab.directory.taken([claim])).toEqual([{ ...claim, holderId: id }]);
      });

      it('takes other changes of a deleted account as missing', async () => {
        const { id } = await created();
        await lab.hand.removeAccount(id);
        expect((await refusal(lab.directory.apply(id, { kind: 'disable' }))).code).toBe('AD_OBJECT_MISSING');
      });
    });

    describe('reading', () => {
      it('finds by any attribute, without regard to case, and finds every holder', async () => {
        const value = `Team-${unique()}`;
        const [first, second] = [await created(), await created()];
        for (const { id } of [first, second]) await lab.hand.setAttributes(id, { description: [value] });

        const found = await lab.directory.find('description', value.toUpperCase());
        expect(found.map(({ id }) => id).toSorted()).toEqual([first.id, second.id].toSorted());
      });

      it.each(['*', 'a)(cn=*', '\\2a', 'Ünï\u0000'])(
        'takes %j as a value, not as a pattern',
        async (value) => {
          await created();
          expect(await lab.directory.find('department', value)).toEqual([]);
        },
      );

      it('says which names are taken, by whom, by groups as well', async () => {
        const { id, accountName } = await created();
        await lab.hand.setAttributes(id, { proxyAddresses: [`SMTP:${accountName}@y.example`] });
        const ref = await group();
        const claims = [
          { attribute: 'sAMAccountName', value: accountName.toUpperCase() },
          { attribute: 'proxyAddresses', value: `smtp:${accountName}@y.example` },
          { attribute: 'sAMAccountName', value: ref.name },
          { attribute: 'userPrincipalName', value: `nobody${unique()}@ad.example.test` },
        ];

        expect(await lab.directory.taken(claims)).toEqual([
          { ...claims[0], holderId: id },
          { ...claims[1], holderId: id },
          { ...claims[2], holderId: ref.id },
        ]);
      });

      it('finds no name taken when none is asked for', async () => {
        expect(await lab.directory.taken([])).toEqual([]);
      });

      it('lists every account once', async () => {
        const people = [await created(), await created({ enabled: false })];
        const listed: string[] = [];
        for await (const account of lab.directory.list()) listed.push(account.id);

        expect(new Set(listed).size).toBe(listed.length);
        expect(listed).toEqual(expect.arrayContaining(people.map(({ id }) => id)));
      });

      it('knows containers by any spelling, and only containers', async () => {
        const { id } = await created();
        const found = await lab.directory.findContainer(staff.toUpperCase());
        expect(sameDn(found ?? '', staff)).toBe(true);
        expect(await lab.directory.findContainer(`OU=Nowhere,${lab.baseDn}`)).toBeUndefined();
        expect(await lab.directory.findContainer((await state(id)).dn)).toBeUndefined();
      });

      it('has no state for an id it does not know', async () => {
        expect(await lab.directory.read('00000000-0000-4000-8000-000000000000')).toBeUndefined();
        expect(await lab.directory.read('not an id')).toBeUndefined();
      });
    });

    it('checks what the policy needs, one finding each', async () => {
      const [security, list] = [await group(), await group('distribution', 'List')];
      const findings = await lab.directory.check({
        containers: [staff, `OU=Nowhere,${lab.baseDn}`],
        securityGroups: [security.name, 'No Such Group', list.name, 'Domain Admins'],
        distributionLists: [list.name],
        attributes: ['department'],
      });
      const bad = findings.filter(({ ok }) => !ok && ok !== undefined);
      const about = (text: string): boolean => bad.some(({ subject }) => subject.includes(text));

      expect(about('OU=Nowhere')).toBe(true);
      expect(about('No Such Group')).toBe(true);
      expect(about('Domain Admins')).toBe(true);
      expect(about(`security group ${list.name}`)).toBe(true);
      expect(about(`container ${staff}`)).toBe(false);
      expect(about(security.name)).toBe(false);
      expect(about(`distribution list ${list.name}`)).toBe(false);
    });
  });
}

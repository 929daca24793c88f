import { sameDn } from '../../../src/domain/directory/dn.ts';
import { goodPassword, refusal, unique, type Bench } from '../../support/directory-lab.ts';

/** Attributes: replace, clear, before-values. */
export function describeProfile(bench: Bench): void {
  describe('updating the profile', () => {
    it('replaces, adds and clears in one write, and reports old and new values', async () => {
      const { id } = await bench.created();
      const applied = await bench.lab.directory.apply(id, {
        kind: 'updateProfile',
        attributes: [
          { attribute: 'department', before: ['Sales'], after: ['Support'] },
          { attribute: 'title', before: [], after: ['Agent'] },
          {
            attribute: 'displayName',
            before: (await bench.state(id)).attributes['displayName'] ?? [],
            after: [],
          },
        ],
      });

      expect(applied).toMatchObject({
        writes: 1,
        before: { department: ['Sales'], title: [] },
        after: { department: ['Support'], title: ['Agent'], displayName: [] },
      });
      const seen = await bench.lab.hand.look(id, ['department', 'title', 'displayName']);
      expect(seen?.attributes).toEqual({ department: ['Support'], title: ['Agent'] });
    });

    it('writes nothing the second time', async () => {
      const { id } = await bench.created();
      const change = {
        kind: 'updateProfile',
        attributes: [{ attribute: 'department', before: ['Sales'], after: ['Support'] }],
      } as const;
      await bench.lab.directory.apply(id, change);
      const before = bench.lab.directory.counters().writes;

      expect((await bench.lab.directory.apply(id, change)).writes).toBe(0);
      expect(bench.lab.directory.counters().writes).toBe(before);
    });

    it('changes nothing when one attribute holds neither the old nor the new value', async () => {
      const { id } = await bench.created();
      await bench.lab.hand.setAttributes(id, { department: ['By Hand'] });
      const error = await refusal(
        bench.lab.directory.apply(id, {
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
      const seen = await bench.lab.hand.look(id, ['title', 'department']);
      expect(seen?.attributes).toEqual({ department: ['By Hand'] });
    });

    it('keeps many values, whatever their order', async () => {
      const { id, accountName } = await bench.created();
      const after = [`SMTP:${accountName}@x.example`, `smtp:b${accountName}@x.example`];
      await bench.lab.directory.apply(id, {
        kind: 'updateProfile',
        attributes: [{ attribute: 'proxyAddresses', before: [], after }],
      });
      const again = await bench.lab.directory.apply(id, {
        kind: 'updateProfile',
        attributes: [{ attribute: 'proxyAddresses', before: [], after: after.toReversed() }],
      });

      expect(again.writes).toBe(0);
      expect((await bench.state(id)).attributes['proxyAddresses']).toEqual(after.toSorted());
    });

    it('says when the new account name is taken', async () => {
      const first = await bench.created();
      const second = await bench.created();
      const error = await refusal(
        bench.lab.directory.apply(second.id, {
          kind: 'updateProfile',
          attributes: [
            { attribute: 'sAMAccountName', before: [second.accountName], after: [first.accountName] },
          ],
        }),
      );
      expect(error).toMatchObject({ code: 'AD_NAME_TAKEN', place: 'sAMAccountName' });
    });

    it('does not write attributes that other changes own', async () => {
      const { id } = await bench.created();
      const error = await refusal(
        bench.lab.directory.apply(id, {
          kind: 'updateProfile',
          attributes: [{ attribute: 'userAccountControl', before: ['512'], after: ['514'] }],
        }),
      );
      expect(error.code).toBe('AD_VALUE_REFUSED');
      expect((await bench.state(id)).enabled).toBe(true);
    });
  });
}

/** Names and containers. */
export function describePlaces(bench: Bench): void {
  describe('renaming and moving', () => {
    it('renames in place and keeps the id', async () => {
      const { id, change } = await bench.created();
      const after = `Ann, "Née" ${unique()}`;
      const applied = await bench.lab.directory.apply(id, {
        kind: 'rename',
        before: change.commonName,
        after,
      });

      expect(applied.writes).toBe(1);
      expect(await bench.state(id)).toMatchObject({ id, commonName: after });
      expect(
        (await bench.lab.directory.apply(id, { kind: 'rename', before: change.commonName, after })).writes,
      ).toBe(0);
    });

    it('takes a change of case for a change', async () => {
      const { id, change } = await bench.created();
      const after = change.commonName.toUpperCase();
      await bench.lab.directory.apply(id, { kind: 'rename', before: change.commonName, after });

      expect((await bench.state(id)).commonName).toBe(after);
    });

    it('does not rename onto another object', async () => {
      const first = await bench.created();
      const second = await bench.created();
      const error = await refusal(
        bench.lab.directory.apply(second.id, {
          kind: 'rename',
          before: second.change.commonName,
          after: first.change.commonName,
        }),
      );
      expect(error.code).toBe('AD_OBJECT_EXISTS');
    });

    it('asks for a new plan when somebody else renamed', async () => {
      const { id } = await bench.created();
      const error = await refusal(
        bench.lab.directory.apply(id, { kind: 'rename', before: 'Somebody', after: `New ${unique()}` }),
      );
      expect(error.code).toBe('AD_STALE');
    });

    it('moves to another container and keeps the id, with a name full of specials', async () => {
      const { id } = await bench.created({ commonName: `Doe, Jane + Co \\ ${unique()}` });
      const move = { kind: 'move', before: bench.staff, after: bench.leavers } as const;

      expect((await bench.lab.directory.apply(id, move)).writes).toBe(1);
      expect(sameDn((await bench.state(id)).organizationalUnit, bench.leavers)).toBe(true);
      expect((await bench.lab.directory.apply(id, move)).writes).toBe(0);
    });

    it('compares containers without regard to spelling', async () => {
      const { id } = await bench.created();
      const spelled = bench.staff.replace('OU=Staff,', 'ou=STAFF, ');
      expect(
        (await bench.lab.directory.apply(id, { kind: 'move', before: bench.leavers, after: spelled })).writes,
      ).toBe(0);
    });

    it('says when the target does not exist, and leaves the account', async () => {
      const { id } = await bench.created();
      const after = `OU=Nowhere,${bench.lab.baseDn}`;
      const error = await refusal(
        bench.lab.directory.apply(id, { kind: 'move', before: bench.staff, after }),
      );

      expect(error).toMatchObject({ code: 'AD_CONTAINER_MISSING', place: after });
      expect(sameDn((await bench.state(id)).organizationalUnit, bench.staff)).toBe(true);
    });

    it('asks for a new plan when the account stands elsewhere', async () => {
      const { id } = await bench.created();
      const elsewhere = `CN=Users,${bench.lab.baseDn}`;
      const error = await refusal(
        bench.lab.directory.apply(id, { kind: 'move', before: elsewhere, after: bench.leavers }),
      );
      expect(error.code).toBe('AD_STALE');
    });
  });
}

/** Flags and passwords. */
export function describeAccess(bench: Bench): void {
  describe('enabling, disabling, passwords', () => {
    it('changes one bit and leaves the others', async () => {
      const { id, accountName } = await bench.created({ passwordNeverExpires: true });

      expect((await bench.lab.directory.apply(id, { kind: 'disable' })).writes).toBe(1);
      expect((await bench.lab.hand.look(id))?.userAccountControl).toBe(0x200 | 0x2 | 0x10000);
      expect(await bench.lab.hand.logon(accountName, goodPassword)).toBe('disabled');
      expect((await bench.lab.directory.apply(id, { kind: 'disable' })).writes).toBe(0);

      expect((await bench.lab.directory.apply(id, { kind: 'enable' })).writes).toBe(1);
      expect((await bench.lab.hand.look(id))?.userAccountControl).toBe(0x200 | 0x10000);
      expect((await bench.lab.directory.apply(id, { kind: 'enable' })).writes).toBe(0);
    });

    it('sets a new password, to be changed at the next logon or not', async () => {
      const { id, accountName } = await bench.created();
      const reset = { kind: 'resetPassword', mustChange: false } as const;
      await bench.lab.directory.apply(id, reset, { password: 'Fresh-Start-8-Today' });
      expect(await bench.lab.hand.logon(accountName, 'Fresh-Start-8-Today')).toBe('granted');

      await bench.lab.directory.apply(
        id,
        { ...reset, mustChange: true },
        { password: 'Fresh-Start-9-Today' },
      );
      expect(await bench.lab.hand.logon(accountName, 'Fresh-Start-9-Today')).toBe('mustChangePassword');
      expect(await bench.state(id)).toMatchObject({ mustChangePassword: true });
    });

    it('keeps the old password when the new one is refused', async () => {
      const { id, accountName } = await bench.created();
      const error = await refusal(
        bench.lab.directory.apply(id, { kind: 'resetPassword', mustChange: false }, { password: 'weak' }),
      );
      expect(error).toMatchObject({ code: 'AD_PASSWORD_REFUSED', retryable: false });
      expect(await bench.lab.hand.logon(accountName, goodPassword)).toBe('granted');
    });

    it('refuses a reset without a password', async () => {
      const { id } = await bench.created();
      const error = await refusal(bench.lab.directory.apply(id, { kind: 'resetPassword', mustChange: true }));
      expect(error.code).toBe('AD_PASSWORD_REFUSED');
    });
  });
}

async function link(bench: Bench, id: string): Promise<{ readonly id: string; readonly dn: string }> {
  return { id, dn: (await bench.state(id)).dn };
}

/** The link to the manager. */
export function describeManager(bench: Bench): void {
  describe('the manager', () => {
    it('is set, follows a rename, is set once only, and is cleared', async () => {
      const boss = await bench.created();
      const { id } = await bench.created();
      const after = { id: boss.id, dn: (await bench.state(boss.id)).dn };
      expect((await bench.lab.directory.apply(id, { kind: 'setManager', after })).writes).toBe(1);

      const renamed = `Renamed Boss ${unique()}`;
      await bench.lab.directory.apply(boss.id, {
        kind: 'rename',
        before: boss.change.commonName,
        after: renamed,
      });
      const { managerDn } = await bench.state(id);
      expect(sameDn(managerDn ?? '', `CN=${renamed},${bench.staff}`)).toBe(true);
      expect((await bench.lab.directory.apply(id, { kind: 'setManager', after })).writes).toBe(0);

      const clear = { kind: 'setManager', before: managerDn ?? '' } as const;
      expect((await bench.lab.directory.apply(id, clear)).writes).toBe(1);
      expect(await bench.lab.hand.look(id)).not.toHaveProperty('managerDn');
    });

    it('must exist', async () => {
      const { id } = await bench.created();
      const after = { id: '00000000-0000-4000-8000-000000000000', dn: `CN=Gone,${bench.staff}` };
      const error = await refusal(bench.lab.directory.apply(id, { kind: 'setManager', after }));
      expect(error.code).toBe('AD_MANAGER_MISSING');
    });

    it('is not overwritten when somebody else set another one', async () => {
      const [first, second, person] = [await bench.created(), await bench.created(), await bench.created()];
      await bench.lab.directory.apply(person.id, { kind: 'setManager', after: await link(bench, first.id) });
      const error = await refusal(
        bench.lab.directory.apply(person.id, { kind: 'setManager', after: await link(bench, second.id) }),
      );
      expect(error.code).toBe('AD_STALE');
    });
  });
}

import { groupById } from '../../../src/domain/directory/group-names.ts';
import { goodPassword, refusal, unique, type Bench } from '../../support/directory-lab.ts';

/** Memberships. */
export function describeGroups(bench: Bench): void {
  describe('groups and lists', () => {
    it('adds and removes by id; what stands already costs nothing', async () => {
      const { id } = await bench.created();
      const groups = [await bench.group(), await bench.group('distribution', 'List'), await bench.group()];
      const names = groups.map((ref) => ref.name).toSorted();

      expect((await bench.lab.directory.apply(id, { kind: 'addToGroups', groups })).writes).toBe(3);
      expect((await bench.lab.hand.look(id))?.groups).toEqual(names);
      expect((await bench.state(id)).groups.map(({ name: held }) => held).toSorted()).toEqual(names);
      expect((await bench.lab.directory.apply(id, { kind: 'addToGroups', groups })).writes).toBe(0);

      const [first, ...rest] = groups;
      if (first === undefined) throw new Error('no group');
      const removed = await bench.lab.directory.apply(id, { kind: 'removeFromGroups', groups: [first] });
      expect(removed).toMatchObject({ writes: 1, before: { groups: [first.name] }, after: { groups: [] } });
      expect((await bench.lab.hand.look(id))?.groups).toEqual(rest.map((ref) => ref.name).toSorted());
      const again = await bench.lab.directory.apply(id, { kind: 'removeFromGroups', groups: [first] });
      expect(again.writes).toBe(0);
    });

    it('tells security groups from lists', async () => {
      expect((await bench.group('security')).kind).toBe('security');
      expect((await bench.group('distribution', 'List')).kind).toBe('distribution');
    });

    it('warns of a group that vanished and does the rest', async () => {
      const { id } = await bench.created();
      const [gone, kept] = [await bench.group(), await bench.group()];
      await bench.lab.hand.removeGroup(gone.name);
      const applied = await bench.lab.directory.apply(id, { kind: 'addToGroups', groups: [gone, kept] });

      expect(applied).toMatchObject({ writes: 1, warnings: [{ code: 'AD_GROUP_MISSING' }] });
      expect(applied.warnings?.[0]?.message).toContain(gone.name);
      expect((await bench.lab.hand.look(id))?.groups).toEqual([kept.name]);
    });

    it('puts many people into one group at the same time', async () => {
      const everyone = await bench.group();
      const people = await Promise.all(Array.from({ length: 12 }, () => bench.created({ enabled: false })));
      const applied = await Promise.all(
        people.map(({ id }) => bench.lab.directory.apply(id, { kind: 'addToGroups', groups: [everyone] })),
      );

      expect(applied.map(({ writes }) => writes)).toEqual(people.map(() => 1));
      for (const { id } of people)
        expect((await bench.state(id)).groups.map((ref) => ref.id)).toEqual([everyone.id]);
    });

    it('resolves a group by its id, whatever it is called by then, and leaves out ids of nothing', async () => {
      const ref = await bench.group();
      const nothing = groupById('00000000-0000-4000-8000-000000000000');
      const found = await bench.lab.directory.resolveGroups([groupById(ref.id), nothing]);

      expect([...found.keys()]).toEqual([groupById(ref.id)]);
      expect(found.get(groupById(ref.id))?.name).toBe(ref.name);
    });

    it('resolves names, account names and DNs, and leaves out what does not exist', async () => {
      const ref = await bench.group();
      const spelled = ref.dn.toLowerCase();
      const upper = ref.name.toUpperCase();
      const found = await bench.lab.directory.resolveGroups([upper, spelled, 'No Such Group']);

      expect([...found.keys()].toSorted()).toEqual([upper, spelled].toSorted());
      expect([...found.values()].map(({ id }) => id)).toEqual([ref.id, ref.id]);
    });
  });
}

/** What is never changed. */
export function describeProtection(bench: Bench): void {
  describe('protected objects', () => {
    it.each(['Domain Admins', 'Administrators', 'Account Operators', 'Domain Users'])(
      'refuses changes of %s before the first write',
      async (protectedGroup) => {
        const { id } = await bench.created();
        const harmless = await bench.group();
        const resolved = (await bench.lab.directory.resolveGroups([protectedGroup])).get(protectedGroup);
        expect(resolved?.protectedBy).toEqual(expect.any(String));
        if (resolved === undefined) return;
        for (const kind of ['addToGroups', 'removeFromGroups'] as const) {
          const error = await refusal(bench.lab.directory.apply(id, { kind, groups: [harmless, resolved] }));
          expect(error).toMatchObject({ code: 'AD_PROTECTED', retryable: false });
          expect(error.message).toContain(protectedGroup);
        }
        expect((await bench.lab.hand.look(id))?.groups).toEqual([]);
      },
    );

    it('refuses a group of the protected list, and its members', async () => {
      await bench.lab.hand.addGroup('Payroll Owners', 'security');
      const found = (await bench.lab.directory.resolveGroups(['Payroll Owners'])).get('Payroll Owners');
      expect(found?.protectedBy).toContain('protected list');

      const { id } = await bench.created();
      await bench.lab.hand.addMember('Payroll Owners', id);
      expect((await bench.state(id)).protectedBy).toContain('Payroll Owners');
      expect((await refusal(bench.lab.directory.apply(id, { kind: 'disable' }))).code).toBe('AD_PROTECTED');
      expect((await bench.lab.hand.look(id))?.userAccountControl).toBe(512);
    });

    it('never touches a member of Domain Admins, whatever the change', async () => {
      const { id, change } = await bench.created();
      await bench.lab.hand.addMember('Domain Admins', id);
      const { dn } = await bench.state(id);
      const changes = [
        { kind: 'updateProfile', attributes: [{ attribute: 'title', before: [], after: ['x'] }] },
        { kind: 'rename', before: change.commonName, after: `x${unique()}` },
        { kind: 'move', before: bench.staff, after: bench.leavers },
        { kind: 'disable' },
        { kind: 'resetPassword', mustChange: true },
        { kind: 'deleteAccount', dn },
      ] as const;
      for (const refused of changes) {
        const error = await refusal(bench.lab.directory.apply(id, refused, { password: goodPassword }));
        expect(error.code).toBe('AD_PROTECTED');
      }
      expect(await bench.lab.hand.look(id, ['title'])).toMatchObject({
        dn,
        userAccountControl: 512,
        attributes: {},
      });
    });

    it('recognises the built-in accounts', async () => {
      for (const accountName of ['Administrator', 'krbtgt', 'Guest']) {
        const [account] = await bench.lab.directory.find('sAMAccountName', accountName);
        expect(account?.protectedBy).toEqual(expect.any(String));
      }
    });
  });
}

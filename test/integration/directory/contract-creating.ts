import { sameDn } from '../../../src/domain/directory/dn.ts';
import { creation, goodPassword, refusal, unique, type Bench } from '../../support/directory-lab.ts';

/** One add that carries everything; conflicts; adoption. */
export function describeCreating(bench: Bench): void {
  describe('creating an account', () => {
    it('makes it whole: attributes, flags, password, manager, place', async () => {
      const boss = await bench.created();
      const change = creation(bench.staff, {
        manager: { id: boss.id, dn: (await bench.state(boss.id)).dn },
        mustChangePassword: true,
      });
      const before = bench.lab.directory.counters().writes;
      const applied = await bench.lab.directory.apply(undefined, change, { password: goodPassword });

      expect(applied.writes).toBe(1);
      expect(bench.lab.directory.counters().writes - before).toBe(1);
      const seen = await bench.lab.hand.look(applied.accountId, ['employeeID', 'displayName', 'department']);
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
      expect(sameDn(seen?.dn ?? '', `CN=${change.commonName},${bench.staff}`)).toBe(true);
      expect(sameDn(seen?.managerDn ?? '', (await bench.state(boss.id)).dn)).toBe(true);
      expect(await bench.lab.hand.logon(change.accountName, goodPassword)).toBe('mustChangePassword');
    });

    it('lets the person log on with exactly the password given', async () => {
      const { accountName } = await bench.created();

      expect(await bench.lab.hand.logon(accountName, goodPassword)).toBe('granted');
      expect(await bench.lab.hand.logon(accountName, `${goodPassword}!`)).toBe('refused');
    });

    it('keeps the flags that were asked for', async () => {
      const { id } = await bench.created({
        enabled: false,
        passwordNeverExpires: true,
        smartCardRequired: true,
      });

      expect((await bench.lab.hand.look(id))?.userAccountControl).toBe(0x200 | 0x2 | 0x10000 | 0x40000);
      expect(await bench.state(id)).toMatchObject({ enabled: false });
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
      const { id } = await bench.created({ commonName: name });

      const read = await bench.state(id);
      expect(read.commonName.replaceAll(/ +/g, ' ')).toBe(name.replaceAll(/ +/g, ' '));
      expect(sameDn(read.organizationalUnit, bench.staff)).toBe(true);
    });

    it('drops empty values instead of writing them', async () => {
      const change = creation(bench.staff);
      const attributes = { ...change.attributes, title: [''], description: [] };
      const { accountId } = await bench.lab.directory.apply(
        undefined,
        { ...change, attributes },
        { password: goodPassword },
      );

      expect((await bench.lab.hand.look(accountId, ['title', 'description']))?.attributes).toEqual({});
    });

    it('adopts the account of an earlier attempt, with the password of this one', async () => {
      const { id, accountName, change } = await bench.created();
      const again = await bench.lab.directory.apply(undefined, change, { password: 'Another-Good-9-Word' });

      expect(again.accountId).toBe(id);
      expect(await bench.lab.hand.logon(accountName, 'Another-Good-9-Word')).toBe('granted');
      expect(
        await bench.lab.directory.find('employeeID', change.attributes['employeeID']?.[0] ?? ''),
      ).toHaveLength(1);
    });

    it('asks for a new plan when the account of the same person differs from the plan', async () => {
      const { id, change } = await bench.created();
      await bench.lab.hand.setAttributes(id, { department: ['Engineering'] });

      const error = await refusal(bench.lab.directory.apply(undefined, change, { password: goodPassword }));
      expect(error.code).toBe('AD_STALE');
      expect((await bench.lab.hand.look(id, ['department']))?.attributes).toEqual({
        department: ['Engineering'],
      });
    });

    it.each(['sAMAccountName', 'userPrincipalName'] as const)(
      'says which name is taken: %s',
      async (attribute) => {
        const { change: first } = await bench.created();
        const change = creation(bench.staff);
        const attributes = { ...change.attributes, [attribute]: first.attributes[attribute] ?? [] };

        const error = await refusal(
          bench.lab.directory.apply(undefined, { ...change, attributes }, { password: goodPassword }),
        );
        expect(error).toMatchObject({ code: 'AD_NAME_TAKEN', place: attribute, retryable: false });
        expect(
          await bench.lab.directory.find('employeeID', change.attributes['employeeID']?.[0] ?? ''),
        ).toEqual([]);
      },
    );

    it('says when another person stands at the place', async () => {
      const { change: first } = await bench.created();
      const change = creation(bench.staff, { commonName: first.commonName });

      const error = await refusal(bench.lab.directory.apply(undefined, change, { password: goodPassword }));
      expect(error.code).toBe('AD_OBJECT_EXISTS');
      expect(error.message).not.toContain(first.commonName);
    });

    it.each(['OU=Nowhere,DC=ad,DC=example,DC=test', 'Nowhere'])(
      'says when %s does not exist',
      async (nowhere) => {
        const error = await refusal(
          bench.lab.directory.apply(undefined, creation(nowhere), { password: goodPassword }),
        );
        expect(error).toMatchObject({ code: 'AD_CONTAINER_MISSING', place: nowhere });
      },
    );

    it('says when the manager does not exist', async () => {
      const id = '00000000-0000-4000-8000-000000000000';
      const change = creation(bench.staff, { manager: { id, dn: `CN=Gone,${bench.staff}` } });
      const error = await refusal(bench.lab.directory.apply(undefined, change, { password: goodPassword }));
      expect(error.code).toBe('AD_MANAGER_MISSING');
    });

    it('creates nothing when the password is refused', async () => {
      const change = creation(bench.staff);
      const error = await refusal(bench.lab.directory.apply(undefined, change, { password: 'short' }));

      expect(error.code).toBe('AD_PASSWORD_REFUSED');
      expect(error.message).not.toContain('short');
      expect(await bench.lab.directory.find('sAMAccountName', change.accountName)).toEqual([]);
    });

    it('never enables an account without a password', async () => {
      const error = await refusal(bench.lab.directory.apply(undefined, creation(bench.staff)));
      expect(error.code).toBe('AD_PASSWORD_REFUSED');
    });

    it.each([
      ['sAMAccountName', 'a-name-of-twenty-one-'],
      ['sAMAccountName', 'semi;colon'],
      ['initials', 'ABCDEFG'],
      ['employeeID', 'X'.repeat(17)],
      ['objectSid', 'S-1-1-0'],
    ])('refuses what Windows refuses of %s before it writes', async (attribute, value) => {
      const change = creation(bench.staff);
      const before = bench.lab.directory.counters().writes;
      const error = await refusal(
        bench.lab.directory.apply(
          undefined,
          { ...change, attributes: { ...change.attributes, [attribute]: [value] } },
          { password: goodPassword },
        ),
      );
      expect(error).toMatchObject({ code: 'AD_VALUE_REFUSED', place: attribute });
      expect(error.message).not.toContain(value);
      expect(bench.lab.directory.counters().writes).toBe(before);
    });

    it('refuses a common name of 65 characters', async () => {
      const change = creation(bench.staff, { commonName: 'N'.repeat(65) });
      const error = await refusal(bench.lab.directory.apply(undefined, change, { password: goodPassword }));
      expect(error.code).toBe('AD_VALUE_REFUSED');
    });
  });
}

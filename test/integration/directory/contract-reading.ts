import { childDn, sameDn } from '../../../src/domain/directory/dn.ts';
import { refusal, unique, type Bench } from '../../support/directory-lab.ts';

/** The end of an account. */
export function describeDeleting(bench: Bench): void {
  describe('deleting', () => {
    it('removes the account, and is content when it is gone already', async () => {
      const { id } = await bench.created();
      const change = { kind: 'deleteAccount', dn: (await bench.state(id)).dn } as const;

      expect((await bench.lab.directory.apply(id, change)).writes).toBe(1);
      expect(await bench.lab.hand.look(id)).toBeUndefined();
      expect(await bench.lab.directory.read(id)).toBeUndefined();
      expect((await bench.lab.directory.apply(id, change)).writes).toBe(0);
    });

    it('does not delete an account that stands elsewhere than the plan says', async () => {
      const { id } = await bench.created();
      const error = await refusal(
        bench.lab.directory.apply(id, { kind: 'deleteAccount', dn: `CN=X,${bench.leavers}` }),
      );
      expect(error.code).toBe('AD_STALE');
      expect(await bench.lab.directory.read(id)).toBeDefined();
    });

    it('goes on holding the account name', async () => {
      const { id, accountName } = await bench.created();
      await bench.lab.hand.removeAccount(id);
      const claim = { attribute: 'sAMAccountName', value: accountName };

      expect(await bench.lab.directory.taken([claim])).toEqual([{ ...claim, holderId: id }]);
    });

    it('takes other changes of a deleted account as missing', async () => {
      const { id } = await bench.created();
      await bench.lab.hand.removeAccount(id);
      expect((await refusal(bench.lab.directory.apply(id, { kind: 'disable' }))).code).toBe(
        'AD_OBJECT_MISSING',
      );
    });
  });
}

/** Finding, listing, names in use. */
export function describeReading(bench: Bench): void {
  describe('reading', () => {
    it('finds by any attribute, without regard to case, and finds every holder', async () => {
      const value = `Team-${unique()}`;
      const [first, second] = [await bench.created(), await bench.created()];
      for (const { id } of [first, second]) await bench.lab.hand.setAttributes(id, { description: [value] });

      const found = await bench.lab.directory.find('description', value.toUpperCase());
      expect(found.map(({ id }) => id).toSorted()).toEqual([first.id, second.id].toSorted());
    });

    it.each(['*', 'a)(cn=*', '\\2a', 'Ünï\u0000'])('takes %j as a value, not as a pattern', async (value) => {
      await bench.created();
      expect(await bench.lab.directory.find('department', value)).toEqual([]);
    });

    it('says which names are taken, by whom, by groups as well', async () => {
      const { id, accountName } = await bench.created();
      await bench.lab.hand.setAttributes(id, { proxyAddresses: [`SMTP:${accountName}@y.example`] });
      const ref = await bench.group();
      const claims = [
        { attribute: 'sAMAccountName', value: accountName.toUpperCase() },
        { attribute: 'proxyAddresses', value: `smtp:${accountName}@y.example` },
        { attribute: 'sAMAccountName', value: ref.name },
        { attribute: 'userPrincipalName', value: `nobody${unique()}@ad.example.test` },
      ];

      expect(await bench.lab.directory.taken(claims)).toEqual([
        { ...claims[0], holderId: id },
        { ...claims[1], holderId: id },
        { ...claims[2], holderId: ref.id },
      ]);
    });

    it('finds the account at a distinguished name, and says that the name is taken', async () => {
      const commonName = `Park, "Dana" #${unique()}`;
      const { id } = await bench.created({ commonName });
      const { dn } = await bench.state(id);
      const claim = { attribute: 'distinguishedName', value: childDn('CN', commonName, bench.staff) };

      expect((await bench.lab.directory.find('distinguishedName', dn)).map((found) => found.id)).toEqual([
        id,
      ]);
      expect(await bench.lab.directory.taken([claim])).toEqual([{ ...claim, holderId: id }]);
      const free = { attribute: 'distinguishedName', value: `CN=Nobody ${unique()},${bench.staff}` };
      expect(await bench.lab.directory.taken([free])).toEqual([]);
    });

    it('finds no name taken when none is asked for', async () => {
      expect(await bench.lab.directory.taken([])).toEqual([]);
    });

    it('lists every account once', async () => {
      const people = [await bench.created(), await bench.created({ enabled: false })];
      const listed: string[] = [];
      for await (const account of bench.lab.directory.list()) listed.push(account.id);

      expect(new Set(listed).size).toBe(listed.length);
      expect(listed).toEqual(expect.arrayContaining(people.map(({ id }) => id)));
    });

    it('knows containers by any spelling, and only containers', async () => {
      const { id } = await bench.created();
      const found = await bench.lab.directory.findContainer(bench.staff.toUpperCase());
      expect(sameDn(found ?? '', bench.staff)).toBe(true);
      expect(await bench.lab.directory.findContainer(`OU=Nowhere,${bench.lab.baseDn}`)).toBeUndefined();
      expect(await bench.lab.directory.findContainer((await bench.state(id)).dn)).toBeUndefined();
      expect(await bench.lab.directory.findContainer('Nowhere')).toBeUndefined();
    });

    it('has no state for an id it does not know', async () => {
      expect(await bench.lab.directory.read('00000000-0000-4000-8000-000000000000')).toBeUndefined();
      expect(await bench.lab.directory.read('not an id')).toBeUndefined();
    });
  });
}

/** The connected test of `tenure check`. */
export function describeCheck(bench: Bench): void {
  it('checks what the policy needs, one finding each', async () => {
    const [security, list] = [await bench.group(), await bench.group('distribution', 'List')];
    const findings = await bench.lab.directory.check({
      containers: [bench.staff, `OU=Nowhere,${bench.lab.baseDn}`],
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
    expect(about(`container ${bench.staff}`)).toBe(false);
    expect(about(security.name)).toBe(false);
    expect(about(`distribution list ${list.name}`)).toBe(false);
  });
}

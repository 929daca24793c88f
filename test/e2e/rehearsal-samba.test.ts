import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rawClient } from '../support/directory-samba-lab.ts';
import { sambaIsAvailable, startSamba } from '../support/directory-samba.ts';
import { startBuilt } from '../support/built.ts';
import { freshOrganization } from '../support/temporal.ts';
import type { Client } from 'ldapts';
import type { RehearsalAnswer } from '../../src/cli/practice/rehearsal-answers.ts';
import type { BuiltTenure } from '../support/built.ts';
import type { SambaController } from '../support/directory-samba.ts';

const secrets = { UKG_PASSWORD: 'sandbox-password', UKG_CUSTOMER_KEY: 'SANDB', UKG_USER_KEY: 'SANDBOXUSER1' };

/** A tenure.yaml as somebody would write it for a lab. */
function labYaml(organization: string, environment: string, ukgUrl: string, samba: SambaController): string {
  return `
organization: ${organization}
environment: ${environment}
timeZone: America/New_York
ukg:
  baseUrl: ${ukgUrl}
  username: TENURE_SVC
  password: env:UKG_PASSWORD
  customerApiKey: env:UKG_CUSTOMER_KEY
  userApiKey: env:UKG_USER_KEY
directories:
  activeDirectory:
    urls: [${samba.url}]
    baseDn: ${samba.baseDn}
    username: ${samba.administrator}
    password: env:AD_PASSWORD
    caFile: ca.pem
lifecycle:
  termination: { at: "18:00", organizationalUnit: "OU=Leavers,${samba.baseDn}", deleteAfter: P90D }
  leave: { away: {} }
  supervised: [termination]
employmentStatus:
  statuses: { active: [A], leave.away: [L, O, R, S], terminated: [T] }
profile:
  employeeID: =employeeNumber
  givenName: =LEFT(firstName, 64)
  sn: =LEFT(lastName, 64)
  names: { candidates: ["=LEFT(firstName, 1) & lastName"], suffix: "@lab.example" }
organizationalUnits: { default: "OU=Staff,${samba.baseDn}" }
securityGroups: { default: [All Staff] }
storage: { path: data }
`;
}

async function furnish(client: Client, baseDn: string): Promise<void> {
  for (const name of ['Staff', 'Leavers']) {
    await client.add(`OU=${name},${baseDn}`, { objectClass: ['top', 'organizationalUnit'] });
  }
  await client.add(`CN=All Staff,OU=Staff,${baseDn}`, {
    objectClass: ['top', 'group'],
    sAMAccountName: 'All Staff',
    groupType: '-2147483646',
  });
}

if (sambaIsAvailable()) {
  describe('a rehearsal with a UKG simulator and a Samba domain controller', () => {
    let folder: string;
    let samba: SambaController;
    let client: Client;
    let ukgUrl: string;
    let rehearsal: BuiltTenure;
    const organization = freshOrganization();
    /** What has been started, the last first. */
    const closers: (() => Promise<unknown> | void)[] = [];

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'tenure-rehearsal-'));
      closers.unshift(async () => rm(folder, { recursive: true, force: true }));
      samba = await startSamba();
      closers.unshift(async () => samba.stop());
      client = await rawClient(samba);
      closers.unshift(async () => client.unbind());
      await furnish(client, samba.baseDn);
      const ukg = startBuilt(['sandbox', 'ukg', '--port', '0', '--people', '12', '--json']);
      closers.unshift(() => ukg.kill());
      ({ url: ukgUrl } = JSON.parse(await ukg.nextLine()) as { url: string });
      await writeFile(join(folder, 'ca.pem'), samba.ca);
      await writeFile(join(folder, 'lab.yaml'), labYaml(organization, 'test', ukgUrl, samba));
      rehearsal = start('lab.yaml');
    }, 120_000);

    afterAll(async () => {
      for (const close of closers) await close();
    });

    function start(file: string): BuiltTenure {
      const environment = { ...secrets, AD_PASSWORD: samba.password };
      const started = startBuilt(['rehearse', '--config', join(folder, file), '--json'], environment);
      closers.unshift(() => started.kill());
      return started;
    }

    async function say(line: string): Promise<RehearsalAnswer> {
      return JSON.parse(await rehearsal.say(line)) as RehearsalAnswer;
    }

    async function enter(event: object): Promise<void> {
      const response = await fetch(`${ukgUrl}/sandbox/events`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(event),
      });
      expect(response.status).toBe(200);
    }

    /** The account of an employee number, straight from the directory. */
    async function accountOf(employeeNumber: string) {
      const { searchEntries } = await client.search(samba.baseDn, {
        filter: `(employeeID=${employeeNumber})`,
        attributes: ['userAccountControl', 'memberOf'],
      });
      const [entry] = searchEntries;
      if (entry === undefined) return undefined;
      return { dn: entry.dn, disabled: (Number(entry['userAccountControl']) & 2) !== 0 };
    }

    let leaver: { readonly personKey: string; readonly employeeNumber: string };
    let other: { readonly personKey: string; readonly employeeNumber: string };

    it('makes everybody their account, and nothing more the second time', async () => {
      const listing = await fetch(`${ukgUrl}/sandbox/workforce?status=A`);
      const { people } = (await listing.json()) as { people: (typeof leaver)[] };
      const [first, second] = people.slice(-2);
      if (first === undefined || second === undefined) throw new Error('the simulator has too few people');
      [other, leaver] = [first, second];

      const initial = await say('sync');
      expect(initial).toMatchObject({ ok: true, run: { outcome: 'completed' }, attention: [], working: [] });
      expect(initial.happened.filter(({ event }) => event === 'onboarding').length).toBeGreaterThan(8);
      expect(await accountOf(leaver.employeeNumber)).toMatchObject({ disabled: false });

      const again = await say('sync');
      expect(again).toMatchObject({ ok: true, writes: 0, happened: [] });
    }, 120_000);

    it('asks before a supervised termination, and closes the account once it is approved', async () => {
      const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
      await enter({ kind: 'terminate', personKey: leaver.personKey, lastDay: yesterday });

      const asked = await say('sync');
      expect(asked.decisions).toMatchObject([
        { personKey: leaver.personKey, event: 'termination', kind: 'approval' },
      ]);
      expect(asked.writes).toBe(0);
      expect(await accountOf(leaver.employeeNumber)).toMatchObject({ disabled: false });

      const approved = await say('approve');
      expect(approved).toMatchObject({ ok: true, decisions: [] });
      expect(approved.happened.map(({ event }) => event)).toContain('termination');
      expect(await accountOf(leaver.employeeNumber)).toEqual({
        dn: expect.stringContaining(`OU=Leavers,${samba.baseDn}`),
        disabled: true,
      });
    }, 60_000);

    it('ends access at once on request, without a further question', async () => {
      const answer = await say(`terminate-now ${other.personKey} keys not returned`);
      expect(answer).toMatchObject({ ok: true, decisions: [] });
      expect(await accountOf(other.employeeNumber)).toMatchObject({ disabled: true });
    }, 60_000);

    it('answers what it cannot do, and goes on', async () => {
      expect(await say('advance-to 2020-01-01')).toMatchObject({
        ok: false,
        error: { code: 'REQUEST_INVALID' },
      });
      expect(await say('approve')).toMatchObject({ ok: false, error: { code: 'DECISION_UNKNOWN' } });
      expect(await say('fly')).toMatchObject({ ok: false, error: { code: 'REQUEST_INVALID' } });
    }, 60_000);

    it('deletes the account when its time has passed, in the rehearsal’s own time', async () => {
      const before = await say('status');
      const after = await say('advance 91d');
      expect(after.ok).toBe(true);
      expect(Date.parse(after.now) - Date.parse(before.now)).toBeGreaterThanOrEqual(91 * 86_400_000);
      expect(after.happened).toContainEqual(
        expect.objectContaining({ personKey: leaver.personKey, event: 'accountDeletion' }),
      );
      expect(await accountOf(leaver.employeeNumber)).toBeUndefined();
    }, 120_000);

    it('tells by its exit code that commands failed', async () => {
      expect(JSON.parse(await rehearsal.say('exit'))).toMatchObject({ ok: true });
      expect((await rehearsal.finish()).code).toBe(1);
    }, 60_000);

    it('finds the accounts of a rehearsal before it and leaves them alone', async () => {
      rehearsal = start('lab.yaml');
      const first = await say('sync');
      expect(first).toMatchObject({ ok: true, run: { outcome: 'completed' } });
      expect(first.run?.dispatched?.adopted).toBeGreaterThan(8);
      const written = first.happened.filter(({ writes }) => writes > 0).map(({ personKey }) => personKey);
      // HR still lists whose access was ended on request, and their account was deleted meanwhile.
      expect(new Set(written)).toEqual(new Set([other.personKey]));
      expect((await rehearsal.finish()).code).toBe(0);
    }, 120_000);

    it('refuses a configuration that is not for tests', async () => {
      await writeFile(join(folder, 'real.yaml'), labYaml(organization, 'production', ukgUrl, samba));
      const refused = start('real.yaml');
      expect(JSON.parse(await refused.nextLine())).toMatchObject({ error: { code: 'REQUEST_INVALID' } });
      expect((await refused.finish()).code).toBe(2);
    }, 60_000);
  });
} else {
  describe('a rehearsal with a Samba domain controller', () => {
    // Says what was left out, and how to add it.
    // oxlint-disable-next-line jest/no-disabled-tests, jest/expect-expect
    it.skip('was left out: Samba AD DC is not installed; `npm test -- --samba` as root adds it', () => {});
  });
}

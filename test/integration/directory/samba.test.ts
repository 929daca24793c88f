import type { Client } from 'ldapts';
import { createActiveDirectory } from '../../../src/connectors/active-directory/index.ts';
import type { DirectoryCheck, DirectoryPort, Finding } from '../../../src/contracts/ports.ts';
import { creation, goodPassword, refusal } from '../../support/directory-lab.ts';
import {
  sambaIsAvailable,
  sambaTool,
  startSamba,
  type SambaController,
} from '../../support/directory-samba.ts';
import { createSambaLab, rawClient } from '../../support/directory-samba-lab.ts';
import { describeDirectory } from './contract.ts';

const serviceName = 'tenure-service';
const userClass = 'bf967aba-0de6-11d0-a285-00aa003049e2';
const groupClass = 'bf967a9c-0de6-11d0-a285-00aa003049e2';
const memberAttribute = 'bf9679c0-0de6-11d0-a285-00aa003049e2';

function sidText(bytes: unknown): string {
  if (!Buffer.isBuffer(bytes)) throw new Error('no objectSid');
  const parts = [1, bytes.readUIntBE(2, 6)];
  for (let at = 8; at < bytes.length; at += 4) parts.push(bytes.readUInt32LE(at));
  return `S-${parts.join('-')}`;
}

/** A service account that may do with one container what an administrator would delegate, and nothing else. */
async function delegate(controller: SambaController, client: Client, container: string): Promise<void> {
  const dn = `CN=${serviceName},CN=Users,${controller.baseDn}`;
  await sambaTool(controller, ['user', 'create', serviceName, goodPassword]);
  const { searchEntries } = await client.search(dn, {
    scope: 'base',
    attributes: ['objectSid'],
    explicitBufferAttributes: ['objectSid'],
  });
  const sid = sidText(searchEntries[0]?.['objectSid']);
  const rights = [
    `(OA;CI;CCDC;${userClass};;${sid})`,
    `(OA;CIIO;GA;;${userClass};${sid})`,
    `(OA;CIIO;WP;${memberAttribute};${groupClass};${sid})`,
  ];
  await sambaTool(controller, ['dsacl', 'set', `--objectdn=${container}`, `--sddl=${rights.join('')}`]);
}

function about(findings: readonly Finding[], subject: string): Finding | undefined {
  return findings.find((finding) => finding.subject.includes(subject));
}

function describeRights(controller: () => SambaController): void {
  describe('a service account with delegated rights', () => {
    let client: Client;
    let directory: DirectoryPort;
    let delegated: string;
    let foreign: string;

    beforeAll(async () => {
      const { baseDn, url, ca, domain } = controller();
      delegated = `OU=Delegated,${baseDn}`;
      foreign = `OU=Foreign,${baseDn}`;
      client = await rawClient(controller());
      for (const dn of [delegated, foreign]) {
        // oxlint-disable-next-line no-await-in-loop -- two of them
        await client.add(dn, { objectClass: ['top', 'organizationalUnit'] });
      }
      const group = { objectClass: ['top', 'group'], groupType: '-2147483646' };
      await client.add(`CN=Own Group,${delegated}`, { ...group, sAMAccountName: 'Own Group' });
      await client.add(`CN=Other Group,${foreign}`, { ...group, sAMAccountName: 'Other Group' });
      await delegate(controller(), client, delegated);
      directory = createActiveDirectory({
        urls: [url],
        baseDn,
        username: `${serviceName}@${domain}`,
        password: goodPassword,
        ca,
        attributes: ['department'],
      });
    }, 60_000);

    afterAll(async () => {
      await client.unbind();
      await directory.close();
    });

    async function check(wants: Partial<DirectoryCheck>): Promise<readonly Finding[]> {
      const none = { containers: [], securityGroups: [], distributionLists: [], attributes: [] };
      return directory.check({ ...none, ...wants });
    }

    it('can create, move within, fill and delete there', async () => {
      const change = creation(delegated);
      const { accountId } = await directory.apply(undefined, change, { password: goodPassword });
      await directory.apply(accountId, {
        kind: 'updateProfile',
        attributes: [{ attribute: 'department', before: ['Sales'], after: ['Support'] }],
      });
      const group = (await directory.resolveGroups(['Own Group'])).get('Own Group');
      const applied = await directory.apply(accountId, {
        kind: 'addToGroups',
        groups: group === undefined ? [] : [group],
      });

      expect(applied.writes).toBe(1);
      expect((await directory.read(accountId))?.attributes['department']).toEqual(['Support']);
    });

    it('is told what it may not do elsewhere', async () => {
      const error = await refusal(directory.apply(undefined, creation(foreign), { password: goodPassword }));
      expect(error).toMatchObject({ code: 'AD_FORBIDDEN', place: foreign, retryable: false });
    });

    it('passes the check where it may work, and only there', async () => {
      const findings = await check({
        containers: [delegated, foreign],
        securityGroups: ['Own Group', 'Other Group'],
        attributes: ['department'],
      });

      expect(about(findings, `container ${delegated}`)).toMatchObject({ ok: true });
      expect(about(findings, `accounts in ${delegated}`)).toMatchObject({ ok: true });
      expect(about(findings, 'Own Group')).toMatchObject({ ok: true });
      expect(about(findings, `container ${foreign}`)).toMatchObject({ ok: false, severity: 'error' });
      expect(about(findings, 'Other Group')).toMatchObject({ ok: false, severity: 'error' });
      expect(about(findings, 'Other Group')?.message).toContain('members');
    });

    it('is told which accounts it may not write', async () => {
      const users = `CN=Users,${controller().baseDn}`;
      const findings = await check({ containers: [users], attributes: ['department'] });
      expect(about(findings, `accounts in ${users}`)).toMatchObject({ ok: false });
      expect(about(findings, `accounts in ${users}`)?.message).toContain('department');
    });

    it('is told which attributes the schema does not know, and which join attribute is slow', async () => {
      const findings = await check({ attributes: ['department', 'noSuchAttribute'] });

      expect(about(findings, 'noSuchAttribute')).toMatchObject({ ok: false, severity: 'error' });
      expect(about(findings, 'employeeID')).toMatchObject({ ok: false, severity: 'warning' });
      expect(about(findings, 'department')).toBeUndefined();
    });

    it('is told about a wrong password, once for all controllers', async () => {
      const { url, ca, baseDn, domain } = controller();
      const wrong = createActiveDirectory({
        urls: [url, url],
        baseDn,
        username: `${serviceName}@${domain}`,
        password: 'not-the-password',
        ca,
        attributes: [],
      });
      const findings = await wrong.check({
        containers: [delegated],
        securityGroups: [],
        distributionLists: [],
        attributes: [],
      });
      await wrong.close();

      expect(findings).toHaveLength(1);
      expect(findings[0]).toMatchObject({ ok: false });
      expect(findings[0]?.message).toContain('password is wrong');
    });
  });
}

if (sambaIsAvailable()) {
  describe('with a Samba domain controller', () => {
    let started: SambaController | undefined;

    function controller(): SambaController {
      if (started === undefined) throw new Error('the controller is not started');
      return started;
    }

    beforeAll(async () => {
      started = await startSamba();
    }, 120_000);

    afterAll(async () => {
      await started?.stop();
    });

    describeDirectory('Active Directory', () => createSambaLab(controller()));
    describeRights(controller);
  });
} else {
  describe('with a Samba domain controller', () => {
    // Says what was left out, and how to add it.
    // oxlint-disable-next-line jest/no-disabled-tests, jest/expect-expect
    it.skip('was left out: Samba AD DC is not installed; `npm test -- --samba` as root adds it', () => {});
  });
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineSearchAttributeKey } from '@temporalio/common';
import { employeeWorkflowId, hrSyncWorkflowId, mainQueue, workflowTypes } from '../../src/contracts/ids.ts';
import { searchAttributes } from '../../src/contracts/search-attributes.ts';
import { parentDn } from '../../src/domain/directory/dn.ts';
import { createMemoryDirectory } from '../../src/sandbox/directory/index.ts';
import { startKilledWorkers } from '../support/crash/killed-workers.ts';
import { createFakeHr, employeeRecord } from '../support/fake-hr.ts';
import { baseDn, configurationText, testVariables } from '../support/policy.ts';
import {
  connectTest,
  freshOrganization,
  namespace,
  testBundle,
  testKeys,
  testServer,
  until,
} from '../support/temporal.ts';
import type { DirectoryPort, OutgoingMail } from '../../src/contracts/ports.ts';
import type { DumpedAccount } from '../../src/sandbox/directory/index.ts';
import type { KillPoint } from '../support/crash/killed-workers.ts';

const statusKey = defineSearchAttributeKey(searchAttributes.status.name, 'KEYWORD');
/** `TENURE_TEST_KILLS=100 npm test -- test/workflows/crash` takes a larger sample, some ten seconds a kill. */
const killsAtLeast = Number(process.env['TENURE_TEST_KILLS'] ?? '26');
const rounds = Math.ceil(killsAtLeast / 13);
const joinersPerRound = 12;

/** The same numbers every time (mulberry32), so that a failure can be told again. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/**
 * The same workflow code, but what a killed process has left undone is noticed after seconds and not after minutes:
 * nobody wants to wait for a start-to-close time-out of two minutes per kill.
 */
function impatient(code: string): string {
  const changed = code.replaceAll(
    /(startToCloseTimeout|heartbeatTimeout): (['"])(?:2 minutes|1 minute)\2/g,
    "$1: '3 seconds'",
  );
  if (changed === code) throw new Error('the bundle has no time-outs of the expected form');
  return changed;
}

it(
  'workers killed at any moment change nothing in the outcome',
  async () => {
    const organization = freshOrganization();
    const storage = await mkdtemp(join(tmpdir(), 'tenure-crash-'));
    const hr = createFakeHr();
    const directory = createMemoryDirectory({
      baseDn,
      containers: ['Staff', 'Sales', 'Leavers', 'Suspended'].map((name) => `OU=${name},${baseDn}`),
      groups: [
        { name: 'All Staff', kind: 'security' },
        { name: 'Sales Team', kind: 'security' },
        { name: 'everyone', kind: 'distribution' },
      ],
    });
    const mails: OutgoingMail[] = [];
    const random = seeded(20_270_215);
    let killsAtMost = 0;
    const nextPoint = (): KillPoint => {
      const kind = (['beforeCall', 'afterCall', 'afterMs'] as const)[random(3)] ?? 'afterMs';
      return { kind, at: 1 + random(kind === 'afterMs' ? 1_500 : 25) };
    };
    const connection = await connectTest();
    const workers = startKilledWorkers({
      settings: {
        organization,
        namespace,
        address: testServer(),
        keys: testKeys,
        code: impatient((await testBundle()).code),
        configuration: configurationText(organization, storage),
        variables: testVariables,
      },
      next: nextPoint,
      mayKill: (kills) => kills < killsAtMost,
      world: {
        directory: {
          read: async (id: string) => directory.read(id),
          find: async (attribute: string, value: string) => directory.find(attribute, value),
          taken: async (names: Parameters<DirectoryPort['taken']>[0]) => directory.taken(names),
          resolveGroups: async (names: readonly string[]) => directory.resolveGroups(names),
          findContainer: async (dn: string) => directory.findContainer(dn),
          apply: async (...args: Parameters<DirectoryPort['apply']>) => directory.apply(...args),
          list: async () => {
            const accounts = [];
            for await (const account of directory.list()) accounts.push(account);
            return accounts;
          },
        },
        hr: { records: () => hr.assemble(new Map()).records, person: async (key: string) => hr.person(key) },
        mailer: { send: (mail: OutgoingMail) => void mails.push(mail) },
      },
    });

    const { client } = connection;
    /** Asked of the server alone: a question to a worker may reach one that has just been killed. */
    async function settled(key: string): Promise<string> {
      const handle = client.workflow.getHandle(employeeWorkflowId(organization, key));
      return until(
        async () => {
          const { raw, typedSearchAttributes } = await handle.describe();
          const busy = (raw.pendingActivities ?? []).length > 0 || raw.pendingWorkflowTask != null;
          return busy ? undefined : typedSearchAttributes.get(statusKey);
        },
        `${key} has come to rest`,
        120_000,
      );
    }

    async function sync(): Promise<void> {
      const outcome: unknown = await client.workflow.execute(workflowTypes.hrSync, {
        workflowId: `${hrSyncWorkflowId(organization)}/${random(1_000_000_000)}`,
        taskQueue: mainQueue(organization),
        args: [{ organization, mode: 'full' }],
        workflowTaskTimeout: '2 seconds',
      });
      expect(outcome).toMatchObject({ outcome: 'completed' });
    }

    try {
      const keys: string[] = [];
      const leavers = new Set<string>();
      for (let round = 0; round < rounds || workers.kills() < killsAtLeast; round += 1) {
        killsAtMost += Math.ceil(killsAtLeast / rounds);
        // Half of those who came last leave, the others change the department, and new ones come.
        for (const [position, key] of keys.slice(-joinersPerRound).entries()) {
          if (position % 2 === 0) {
            hr.change(key, { status: 'T', lastDay: '2026-01-30' });
            leavers.add(key);
          } else hr.change(key, { department: 'SALES' });
        }
        for (let joiner = 0; joiner < joinersPerRound; joiner += 1) {
          const key = `CRASH${String(keys.length).padStart(7, '0')}`;
          // Two of them share a name.
          const lastName = `Crash${'abcdefghijklmnopqrstuvwxyz'.charAt(round)}${'abcdefghijk'.charAt(joiner % 11)}`;
          hr.put(employeeRecord(key, { lastName, supervisorKey: keys[0] ?? null }));
          keys.push(key);
        }
        await sync();
        // Twice: the last of the first pass may have told something to one that was at rest already.
        for (const key of [...keys, ...keys]) await settled(key);
      }
      killsAtMost = 0;
      for (const key of keys) expect(await settled(key)).toBe('idle');

      const accounts = directory.dump();
      const ownOf = (key: string): readonly DumpedAccount[] => {
        const number = hr.get(key).attributes['employeeNumber'];
        return accounts.filter(({ attributes }) => attributes['employeeID']?.[0] === number);
      };
      const boss = ownOf(keys[0] ?? '')[0];
      const found = keys.map((key) => {
        const own = ownOf(key);
        const [account] = own;
        const upn = account?.attributes['userPrincipalName']?.[0];
        const about = mails.filter(({ text }) => text === upn).map(({ subject }) => subject);
        return {
          key,
          accounts: own.length,
          enabled: account?.enabled,
          unit: account === undefined ? '' : parentDn(account.dn),
          groups: account?.groups,
          managed: account?.managerDn === boss?.dn,
          welcomed: about.some((subject) => subject.endsWith('has started')),
          taken: about.some((subject) => subject.endsWith('has left')),
        };
      });
      const wanted = keys.map((key, position) => {
        const left = leavers.has(key);
        const sales = hr.get(key).attributes['department'] === 'SALES';
        const staff = sales ? ['All Staff', 'Sales Team', 'everyone'] : ['All Staff', 'everyone'];
        return {
          key,
          accounts: 1,
          enabled: !left,
          unit: `OU=${left ? 'Leavers' : sales ? 'Sales' : 'Staff'},${baseDn}`,
          groups: left ? [] : staff,
          managed: position > 0,
          welcomed: true,
          taken: left,
        };
      });
      expect(found).toEqual(wanted);
      expect(accounts).toHaveLength(keys.length);
      expect(leavers.size).toBeGreaterThan(0);
      expect(workers.kills()).toBeGreaterThanOrEqual(killsAtLeast);
    } finally {
      await workers.close();
      await connection.close();
      await rm(storage, { recursive: true, force: true });
    }
  },
  420_000 + killsAtLeast * 10_000,
);

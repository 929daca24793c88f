import { openStage } from '../support/story.ts';
import { until, whenStarted } from '../support/temporal.ts';
import { baseDn } from '../support/policy.ts';
import { employeeWorkflowId } from '../../src/contracts/ids.ts';
import type { RunOutcome } from '../../src/contracts/activities.ts';
import type { HrSyncView } from '../../src/contracts/messages.ts';
import type { MemoryAccount } from '../../src/sandbox/directory/index.ts';
import type { HrRecord } from '../../src/domain/hr/record.ts';
import type { Stage } from '../support/story.ts';

/** An account as an administrator made it years ago, just as the policy would. */
function existing({ attributes }: HrRecord, differing: Partial<MemoryAccount> = {}): MemoryAccount {
  const [firstName, lastName] = [String(attributes['firstName']), String(attributes['lastName'])];
  return {
    commonName: `${firstName} ${lastName}`,
    organizationalUnit: `OU=Staff,${baseDn}`,
    attributes: {
      employeeID: [String(attributes['employeeNumber'])],
      sAMAccountName: [`old${String(attributes['employeeNumber'])}`],
      userPrincipalName: [`old${String(attributes['employeeNumber'])}@corp.example`],
      givenName: [firstName],
      sn: [lastName],
      displayName: [`${firstName} ${lastName}`],
      title: ['Nurse'],
      department: ['OPS'],
    },
    password: 'Their-own-1',
    groups: ['All Staff', 'everyone', 'Manual Group'],
    ...differing,
  };
}

describe('the first synchronisation', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await openStage();
  });

  afterEach(async () => stage.end());

  afterAll(async () => stage.close());

  function found(key: string, differing: Partial<MemoryAccount> = {}): void {
    stage.company.directory.administration.addAccount(existing(stage.company.hr.get(key), differing));
  }

  it('adopts an account that is as it should be: nothing written, nothing mailed, nobody logged out', async () => {
    const key = stage.person();
    found(key);
    const before = stage.company.account(key);
    const { writes } = stage.company.directory.counters();
    const outcome = await stage.company.sync();
    expect(outcome.dispatched).toMatchObject({ adopted: 1 });
    expect(stage.company.account(key)).toEqual(before);
    expect(stage.company.directory.counters().writes).toBe(writes);
    expect(stage.subjects(key)).toEqual([]);
    expect(await stage.company.view(key)).toMatchObject({ phase: 'active', status: 'idle' });
  });

  it('corrects an account that differs, keeps what it does not manage, and welcomes nobody', async () => {
    const key = stage.person({ department: 'SALES', jobTitle: 'Seller' });
    found(key);
    const before = stage.company.account(key);
    await stage.company.sync();
    expect(stage.company.account(key)).toMatchObject({
      id: before?.id,
      dn: expect.stringContaining(`OU=Sales,${baseDn}`),
      groups: ['All Staff', 'Manual Group', 'Sales Team', 'everyone'],
      attributes: {
        title: ['Seller'],
        department: ['SALES'],
        sAMAccountName: before?.attributes['sAMAccountName'],
      },
    });
    expect(
      stage.company.directory.logon(before?.attributes['sAMAccountName']?.[0] ?? '', 'Their-own-1'),
    ).toBe('granted');
    expect(stage.subjects(key)).toEqual([]);
  });

  it('does not open an account that somebody disabled by hand', async () => {
    const key = stage.person();
    found(key, { enabled: false });
    await stage.company.sync();
    expect(stage.company.account(key)).toMatchObject({ enabled: false });
  });

  it('closes the account of somebody who left, and leaves those alone who have none or a closed one', async () => {
    const [open, closed, none] = [0, 1, 2].map(() => stage.person({ status: 'T', lastDay: '2021-05-28' }));
    found(open ?? '');
    found(closed ?? '', { enabled: false });
    const before = stage.company.account(closed ?? '');
    await stage.company.sync();
    expect(stage.company.account(open ?? '')).toMatchObject({ enabled: false, groups: [] });
    expect(stage.company.account(closed ?? '')).toEqual(before);
    expect(stage.company.account(none ?? '')).toBeUndefined();
    await expect(stage.company.view(none ?? '')).rejects.toThrow(/not found/);
  });

  it('is repeated without a single write, message or start', async () => {
    for (let count = 0; count < 3; count += 1) found(stage.person());
    stage.person();
    await stage.company.sync();
    const { writes } = stage.company.directory.counters();
    const mails = stage.company.mails.length;
    const outcome = await stage.company.sync();
    expect(outcome).toMatchObject({
      outcome: 'completed',
      counts: { unchanged: 4, changed: 0, fresh: 0 },
      dispatched: { started: 0, signalled: 0, adopted: 0 },
    });
    expect(stage.company.directory.counters().writes).toBe(writes);
    expect(stage.company.mails).toHaveLength(mails);
  });

  it('of more people than are looked up one by one finds the accounts in one pass', async () => {
    const keys = Array.from({ length: 30 }, () => stage.person());
    for (const key of keys.slice(0, 20)) found(key);
    const outcome = await stage.company.sync();
    expect(outcome.dispatched).toMatchObject({ started: 30, adopted: 20 });
    for (const key of keys) expect(stage.company.account(key)).toMatchObject({ enabled: true });
    const numbers = new Set(keys.map((key) => stage.company.hr.get(key).attributes['employeeNumber']));
    const made = stage.company.directory
      .dump()
      .filter(({ attributes }) => numbers.has(attributes['employeeID']?.[0] ?? ''));
    expect(made).toHaveLength(30);
  });
});

describe('a run that is too large', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await openStage({
      more: `
guards:
  perRun: { creations: 2, terminations: 1 }`,
    });
  });

  afterEach(async () => stage.end());

  afterAll(async () => stage.close());

  async function held(people: number): Promise<{
    keys: readonly string[];
    decide: (decision: object) => Promise<unknown>;
    signal: (name: string, said: object) => Promise<void>;
    outcome: () => Promise<RunOutcome>;
    view: () => Promise<HrSyncView>;
  }> {
    const keys = Array.from({ length: people }, () => stage.person());
    const handle = await stage.company.startRun();
    const view = async (): Promise<HrSyncView> => handle.query('status');
    await until(
      async () => ((await view().catch(whenStarted))?.stage === 'held' ? true : undefined),
      'the run is held',
    );
    return {
      keys,
      view,
      decide: async (decision) => handle.executeUpdate('decide', { args: [decision] }),
      signal: async (name, said) => handle.signal(name, said),
      outcome: async () => (await handle.result()) as RunOutcome,
    };
  }

  async function exists(key: string): Promise<boolean> {
    const handle = stage.company.connection.client.workflow.getHandle(
      employeeWorkflowId(stage.company.organization, key),
    );
    return handle.describe().then(
      () => true,
      () => false,
    );
  }

  it('is held before anything is started or written, and says which limit it exceeds', async () => {
    const { writes } = stage.company.directory.counters();
    const run = await held(4);
    const view = await run.view();
    expect(view.reasons).toEqual([expect.stringContaining('4 creations')]);
    expect(view.counts).toMatchObject({ fresh: 4 });
    for (const key of run.keys) expect(await exists(key)).toBe(false);
    expect(stage.company.directory.counters().writes).toBe(writes);
    await run.decide({ answer: 'reject', actor: 'ada' });
    expect(await run.outcome()).toMatchObject({ outcome: 'rejected' });
  });

  it('goes on when it is approved, and the journal names who and why', async () => {
    const run = await held(3);
    await run.decide({ answer: 'approve', actor: 'ada', comment: 'new ward opens' });
    expect(await run.outcome()).toMatchObject({ outcome: 'completed', dispatched: { started: 3 } });
    const reported = (await stage.company.journal()).findLast(
      ({ operation }) => operation === 'run:completed',
    );
    expect(reported).toMatchObject({ actor: 'ada', comment: 'new ward opens' });
  });

  it('can be approved by the signal that Temporal Web sends', async () => {
    const run = await held(3);
    await run.signal('approve', { actor: 'grace', comment: 'by hand' });
    expect(await run.outcome()).toMatchObject({ outcome: 'completed' });
    const reported = (await stage.company.journal()).findLast(
      ({ operation }) => operation === 'run:completed',
    );
    expect(reported).toMatchObject({ actor: 'grace', comment: 'by hand' });
  });

  it('leaves no trace when it is rejected: the next run finds the same people new again', async () => {
    const run = await held(3);
    await run.decide({ answer: 'reject', actor: 'ada', comment: 'feed is wrong' });
    expect(await run.outcome()).toMatchObject({ outcome: 'rejected' });
    for (const key of run.keys) expect(stage.company.account(key)).toBeUndefined();
    for (const key of run.keys.slice(1)) stage.company.hr.remove(key);
    const outcome = await stage.company.sync();
    expect(outcome).toMatchObject({ outcome: 'completed', counts: { fresh: 1 } });
    expect(stage.company.account(run.keys[0] ?? '')).toMatchObject({ enabled: true });
  });

  it('takes no other answer, and none without an actor', async () => {
    const run = await held(3);
    for (const decision of [
      { answer: 'retry', actor: 'ada' },
      { answer: 'approve', actor: ' ' },
      { answer: 'approve' },
    ]) {
      await expect(run.decide(decision)).rejects.toMatchObject({ cause: { message: expect.any(String) } });
    }
    expect((await run.view()).stage).toBe('held');
    await run.decide({ answer: 'reject', actor: 'ada' });
    await run.outcome();
  });

  it('of terminations does not close anybody before it is approved', async () => {
    const keys = [stage.person(), stage.person()];
    await stage.company.sync();
    for (const key of keys) stage.company.hr.change(key, { status: 'T', lastDay: stage.day(-1) });
    const run = await held(0);
    expect((await run.view()).reasons.join()).toContain('2 terminations');
    for (const key of keys) expect(stage.company.account(key)?.enabled).toBe(true);
    await run.decide({ answer: 'approve', actor: 'ada' });
    await run.outcome();
    await stage.company.quiet();
    for (const key of keys) expect(stage.company.account(key)?.enabled).toBe(false);
  });
});

describe('a feed that cannot be believed', () => {
  let stage: Stage;

  beforeEach(async () => {
    stage = await openStage({ more: 'guards: { feed: { minimumRows: 60% } }' });
  });

  afterEach(async () => stage.close());

  it('because it is empty is refused, and nobody is touched', async () => {
    const key = await stage.worker();
    const record = stage.company.hr.get(key);
    stage.company.hr.remove(key);
    const outcome = await stage.company.sync();
    stage.company.hr.put(record);
    expect(outcome).toMatchObject({
      outcome: 'refused',
      reasons: [expect.stringContaining('no employee at all')],
    });
    expect(stage.company.account(key)).toMatchObject({ enabled: true });
  });

  it('because it is much shorter than before is held, and rejecting it keeps what the last run saw', async () => {
    const keys = [stage.person(), stage.person(), stage.person()];
    await stage.company.sync();
    const records = keys.map((key) => stage.company.hr.get(key));
    for (const key of keys.slice(1)) stage.company.hr.remove(key);
    const handle = await stage.company.startRun();
    await until(async () => {
      const reached = (await handle.query<HrSyncView>('status').catch(whenStarted))?.stage;
      if (reached === 'held') await handle.signal('reject', { actor: 'ada' });
      return reached === 'done' ? true : undefined;
    }, 'the run is decided');
    for (const record of records) stage.company.hr.put(record);
    const outcome = await stage.company.sync();
    expect(outcome).toMatchObject({ outcome: 'completed', counts: { unchanged: 3, missing: 0 } });
  });
  it('because it is shorter, and that is right, is approved once and not held again by every later run', async () => {
    const keys = [stage.person(), stage.person(), stage.person()];
    await stage.company.sync();
    for (const key of keys.slice(1)) stage.company.hr.remove(key);
    const handle = await stage.company.startRun();
    await until(async () => {
      const reached = (await handle.query<HrSyncView>('status').catch(whenStarted))?.stage;
      return reached === 'held' ? true : undefined;
    }, 'the run is held');
    await handle.executeUpdate('decide', { args: [{ answer: 'approve', actor: 'ada' }] });
    expect(await handle.result()).toMatchObject({ outcome: 'completed', counts: { missing: 2 } });
    expect(await stage.company.sync()).toMatchObject({ outcome: 'completed', counts: { unchanged: 1 } });
  });
});

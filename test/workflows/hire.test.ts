import { openStage } from '../support/story.ts';
import { until } from '../support/temporal.ts';
import { baseDn } from '../support/policy.ts';
import type { Stage } from '../support/story.ts';

const settle = false;

describe('a hire', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await openStage({
      sections: {
        places: `
organizationalUnits:
  default: "OU=Staff,${baseDn}"
  rules:
    - { priority: 1, when: department = "SALES", use: "OU=Sales,${baseDn}" }
    - { priority: 2, when: department = "LAB", use: "OU=Lab,${baseDn}" }
securityGroups:
  default: [All Staff]
  rules:
    - { when: department = "SALES", use: [Sales Team] }
distributionLists:
  default: [everyone]`,
      },
    });
  });

  afterEach(async () => stage.end());

  afterAll(async () => stage.close());

  it('whom HR lists ten days late is let in at once and welcomed once', async () => {
    const key = await stage.worker({ startDate: stage.day(-10) });
    expect(stage.company.account(key)).toMatchObject({ enabled: true, mustChangePassword: true });
    expect(stage.subjects(key)).toHaveLength(1);
    await stage.company.sync();
    expect(stage.subjects(key)).toHaveLength(1);
  });

  it('has nothing made before the day of preparation, and can log on only from the first day on', async () => {
    const key = await stage.worker({ startDate: stage.day(20) });
    await stage.before(stage.day(13), '06:00');
    expect(stage.company.account(key)).toBeUndefined();
    await stage.after(stage.day(13), '06:00');
    const prepared = stage.company.account(key);
    expect(prepared).toMatchObject({ enabled: false, groups: ['All Staff', 'everyone'] });
    await stage.before(stage.day(20), '08:00');
    expect(stage.company.account(key)?.enabled).toBe(false);
    expect(stage.subjects(key)).toEqual([]);
    await stage.after(stage.day(20), '08:00');
    expect(stage.company.account(key)).toMatchObject({ id: prepared?.id, enabled: true });
    expect(stage.subjects(key)).toHaveLength(1);
  });

  it('whose start moves later before anything is made is prepared for the new day only', async () => {
    const key = await stage.worker({ startDate: stage.day(20) });
    await stage.change(key, { startDate: stage.day(40) });
    await stage.after(stage.day(20), '09:00');
    expect(stage.company.account(key)).toBeUndefined();
    await stage.after(stage.day(33), '06:00');
    expect(stage.company.account(key)).toMatchObject({ enabled: false });
  });

  it('whose start moves earlier before anything is made is prepared earlier', async () => {
    const key = await stage.worker({ startDate: stage.day(40) });
    await stage.change(key, { startDate: stage.day(9) });
    await stage.after(stage.day(2), '06:00');
    expect(stage.company.account(key)).toMatchObject({ enabled: false });
    await stage.after(stage.day(9), '08:00');
    expect(stage.company.account(key)).toMatchObject({ enabled: true });
  });

  it('whose start moves later after the account was made keeps it, and waits for the new first day', async () => {
    const key = await stage.worker({ startDate: stage.day(5) });
    const prepared = stage.company.account(key);
    expect(prepared).toMatchObject({ enabled: false });
    await stage.change(key, { startDate: stage.day(25) });
    await stage.after(stage.day(5), '08:00');
    expect(stage.company.account(key)).toMatchObject({ id: prepared?.id, enabled: false });
    await stage.after(stage.day(25), '08:00');
    expect(stage.company.account(key)).toMatchObject({ id: prepared?.id, enabled: true });
  });

  it('whose start moves earlier after the account was made is let in earlier', async () => {
    const key = await stage.worker({ startDate: stage.day(7) });
    await stage.change(key, { startDate: stage.day(3) });
    await stage.before(stage.day(3), '08:00');
    expect(stage.company.account(key)?.enabled).toBe(false);
    await stage.after(stage.day(3), '08:00');
    expect(stage.company.account(key)?.enabled).toBe(true);
  });

  it('whose start moves into the past is let in at once', async () => {
    const key = await stage.worker({ startDate: stage.day(6) });
    expect(stage.company.account(key)?.enabled).toBe(false);
    await stage.change(key, { startDate: stage.day(-1) });
    expect(stage.company.account(key)?.enabled).toBe(true);
  });

  it('that HR withdraws before anything is made leaves no trace in the directory', async () => {
    const key = await stage.worker({ startDate: stage.day(20) });
    const { writes } = stage.company.directory.counters();
    await stage.change(key, { status: 'T' });
    await stage.after(stage.day(20), '09:00');
    expect(stage.company.account(key)).toBeUndefined();
    expect(stage.company.directory.counters().writes).toBe(writes);
  });

  it('that HR withdraws after the account was made is closed, and deleted when retention is over', async () => {
    const key = await stage.worker({ startDate: stage.day(6) });
    const made = stage.company.account(key);
    await stage.change(key, { status: 'T', lastDay: stage.day(6) });
    expect(stage.company.account(key)).toMatchObject({
      id: made?.id,
      enabled: false,
      groups: [],
      dn: expect.stringContaining(`OU=Leavers,${baseDn}`),
    });
    await stage.after(stage.day(6), '09:00');
    expect(stage.company.account(key)?.enabled).toBe(false);
    await stage.after(stage.day(91), '18:00');
    expect(stage.company.account(key)).toBeUndefined();
  });

  it('and whose last day is the first day is let in and out on that day', async () => {
    const key = await stage.worker({ startDate: stage.day(1) });
    await stage.after(stage.day(1), '08:00');
    expect(stage.company.account(key)?.enabled).toBe(true);
    await stage.change(key, { lastDay: stage.day(1) });
    await stage.before(stage.day(1), '18:00');
    expect(stage.company.account(key)?.enabled).toBe(true);
    await stage.after(stage.day(1), '18:00');
    expect(stage.company.account(key)).toMatchObject({ enabled: false, groups: [] });
  });

  it('and gone again before Tenure hears of either gets nothing', async () => {
    const key = await stage.worker({ startDate: stage.day(-3), lastDay: stage.day(-3) });
    expect(stage.company.account(key)).toBeUndefined();
  });

  it('with a name that others have already takes the next candidate, and a number when all are taken', async () => {
    const namesake = { firstName: 'Sam', lastName: 'Twin' };
    const keys = [];
    for (let count = 0; count < 4; count += 1) keys.push(await stage.worker(namesake));
    const accounts = keys.map((key) => stage.company.account(key));
    expect(accounts.map((account) => account?.attributes['sAMAccountName']?.[0])).toEqual([
      'STwin',
      'Sam.Twin',
      'Sam.Twin2',
      'Sam.Twin3',
    ]);
    expect(new Set(accounts.map((account) => account?.dn)).size).toBe(4);
    expect(new Set(accounts.map((account) => account?.attributes['mail']?.[0])).size).toBe(4);
  });

  it('of many namesakes at once gives each an account of their own', async () => {
    const keys = Array.from({ length: 6 }, () => stage.person({ firstName: 'Kim', lastName: 'Crowd' }));
    await stage.company.sync();
    const names = keys.map((key) => stage.company.account(key)?.attributes['sAMAccountName']?.[0]);
    expect(new Set(names).size).toBe(6);
    expect(names).not.toContain(undefined);
  });

  it('without a name waits in attention and writes nothing, until HR has completed the record', async () => {
    const { writes } = stage.company.directory.counters();
    const key = await stage.worker({ lastName: null });
    expect(await stage.company.view(key)).toMatchObject({
      status: 'attention',
      decision: { attention: { code: 'PROFILE_INVALID' } },
    });
    expect(stage.company.directory.counters().writes).toBe(writes);
    await stage.change(key, { lastName: 'Completed' });
    expect(stage.company.account(key)).toMatchObject({ enabled: true });
    expect(await stage.company.view(key)).toMatchObject({ status: 'idle', phase: 'active' });
  });

  it('whose organizational unit is missing waits, and goes on by retry once an administrator made it', async () => {
    const key = await stage.worker({ department: 'LAB' });
    expect(stage.company.account(key)).toBeUndefined();
    const waiting = await stage.company.view(key);
    expect(waiting).toMatchObject({
      status: 'attention',
      decision: { attention: { code: 'AD_CONTAINER_MISSING' }, answers: ['retry', 'skip', 'abort'] },
    });
    expect(waiting.decision?.attention?.message).toContain(`OU=Lab,${baseDn}`);
    stage.company.directory.administration.addContainer(`OU=Lab,${baseDn}`);
    await stage.company
      .handle(key)
      .executeUpdate('decide', { args: [{ answer: 'retry', actor: 'ada', comment: 'made it' }] });
    await stage.company.quiet();
    expect(stage.company.account(key)).toMatchObject({
      enabled: true,
      dn: expect.stringContaining(`OU=Lab,${baseDn}`),
    });
  });

  it('with a manager who comes later is given the manager once that account exists', async () => {
    const manager = stage.person({ startDate: stage.day(20) });
    const report = await stage.worker({ supervisorKey: manager });
    expect(stage.company.account(report)).toMatchObject({ enabled: true });
    expect(stage.company.account(report)?.managerDn).toBeUndefined();
    await stage.after(stage.day(13), '06:00');
    await until(async () => stage.company.account(report)?.managerDn, 'the manager is set');
    expect(stage.company.account(report)?.managerDn).toBe(stage.company.account(manager)?.dn);
  });

  it('waits while HR cannot be reached at the instant, says so, and goes on by itself', async () => {
    const key = await stage.worker({ startDate: stage.day(10) });
    stage.company.hr.setReachable(false);
    await stage.after(stage.day(3), '06:20', { settle });
    expect(stage.company.account(key)).toBeUndefined();
    expect(await stage.company.view(key)).toMatchObject({
      status: 'attention',
      attention: { code: 'UKG_UNREACHABLE' },
    });
    stage.company.hr.setReachable(true);
    await stage.after(stage.day(3), '07:30');
    expect(stage.company.account(key)).toMatchObject({ enabled: false });
    expect(await stage.company.view(key)).toMatchObject({ status: 'idle', phase: 'preboarding' });
  });

  it('whom HR no longer knows at the instant gets nothing, and somebody is told', async () => {
    const key = await stage.worker({ startDate: stage.day(10) });
    const record = stage.company.hr.get(key);
    stage.company.hr.remove(key);
    await stage.after(stage.day(3), '06:00');
    const asking = await stage.company.view(key);
    expect(asking).toMatchObject({ attention: { code: 'HR_PERSON_MISSING' } });
    // HR is asked again after a while, not at once and over and over.
    expect((asking.wakesAt ?? 0) - asking.now).toBeGreaterThan(10 * 60_000);
    stage.company.hr.put(record);
    expect(stage.company.account(key)).toBeUndefined();
  });

  it('takes the fresh record of HR at the instant, not the one of the last run', async () => {
    const key = await stage.worker({ startDate: stage.day(10), jobTitle: 'Old' });
    stage.company.hr.change(key, { jobTitle: 'New' });
    await stage.after(stage.day(3), '06:00');
    expect(stage.company.account(key)?.attributes['title']).toEqual(['New']);
  });
});

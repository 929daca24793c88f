import { openStage } from '../support/story.ts';
import { baseDn } from '../support/policy.ts';
import type { Stage } from '../support/story.ts';

describe('a leave', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await openStage({
      sections: {
        lifecycle: `
lifecycle:
  hire: { createDaysAhead: 7, createAt: "06:00", onboardAt: "08:00" }
  change: { groups: managed }
  leave:
    medical: { account: keep }
    suspension: { account: disable, organizationalUnit: "OU=Suspended,${baseDn}", groups: removeAll }
    sabbatical: { account: disable }
  termination:
    at: "18:00"
    disable: true
    organizationalUnit: "OU=Leavers,${baseDn}"
    groups: removeAll
    distributionLists: removeAll
    deleteAfter: P90D`,
        employmentStatus: `
employmentStatus:
  mode: dates
  startDate: startDate
  lastDay: lastDay
  statuses:
    active: [A]
    leave.medical: [L]
    leave.suspension: [S]
    leave.sabbatical: [B]
    terminated: [T]`,
      },
    });
  });

  afterEach(async () => stage.end());

  afterAll(async () => stage.close());

  it('of a kind that keeps the account changes nothing but the phase, and back', async () => {
    const key = await stage.worker({ department: 'SALES' });
    const before = stage.company.account(key);
    const { writes } = stage.company.directory.counters();
    await stage.change(key, { status: 'L' });
    expect(await stage.company.view(key)).toMatchObject({ phase: 'leave' });
    expect(stage.company.account(key)).toEqual(before);
    await stage.change(key, { status: 'A' });
    expect(await stage.company.view(key)).toMatchObject({ phase: 'active' });
    expect(stage.company.account(key)).toEqual(before);
    expect(stage.company.directory.counters().writes).toBe(writes);
  });

  it('that disables and moves is undone in full on return: place, groups given by hand, access', async () => {
    const key = await stage.worker({ department: 'SALES' });
    const id = stage.company.account(key)?.id ?? '';
    stage.company.directory.administration.addMember('Manual Group', id);
    const before = stage.company.account(key);
    await stage.change(key, { status: 'S' });
    expect(stage.company.account(key)).toMatchObject({
      id,
      enabled: false,
      groups: [],
      dn: expect.stringContaining(`OU=Suspended,${baseDn}`),
    });
    await stage.change(key, { status: 'A' });
    expect(stage.company.account(key)).toEqual(before);
  });

  it('gives back no access that the person did not have before it', async () => {
    const key = await stage.worker();
    const id = stage.company.account(key)?.id ?? '';
    stage.company.directory.administration.setEnabled(id, false);
    await stage.change(key, { status: 'S' });
    await stage.change(key, { status: 'A' });
    expect(stage.company.account(key)).toMatchObject({ enabled: false, groups: ['All Staff', 'everyone'] });
  });

  it('that turns into another kind is not opened in between, and return still restores what was before', async () => {
    const key = await stage.worker({ department: 'SALES' });
    const before = stage.company.account(key);
    await stage.change(key, { status: 'B' });
    expect(stage.company.account(key)).toMatchObject({ enabled: false, dn: before?.dn });
    await stage.change(key, { status: 'S' });
    expect(stage.company.account(key)).toMatchObject({ enabled: false, groups: [] });
    await stage.change(key, { status: 'L' });
    expect(stage.company.account(key)).toMatchObject({ enabled: false });
    await stage.change(key, { status: 'A' });
    expect(stage.company.account(key)).toEqual(before);
  });

  it('during which HR changes the department ends in the place and groups of the new one', async () => {
    const key = await stage.worker({ department: 'OPS' });
    await stage.change(key, { status: 'S' });
    await stage.change(key, { department: 'SALES', jobTitle: 'Seller' });
    expect(stage.company.account(key)).toMatchObject({
      enabled: false,
      groups: [],
      dn: expect.stringContaining('OU=Suspended'),
    });
    await stage.change(key, { status: 'A' });
    expect(stage.company.account(key)).toMatchObject({
      enabled: true,
      dn: expect.stringContaining('OU=Sales'),
      groups: ['All Staff', 'Sales Team', 'everyone'],
      attributes: { title: ['Seller'] },
    });
  });

  it('ends in termination when HR ends the employment meanwhile', async () => {
    const key = await stage.worker({ department: 'SALES' });
    await stage.change(key, { status: 'S' });
    await stage.change(key, { status: 'T', lastDay: stage.day(-1) });
    expect(await stage.company.view(key)).toMatchObject({ phase: 'terminated' });
    expect(stage.company.account(key)).toMatchObject({
      enabled: false,
      groups: [],
      dn: expect.stringContaining('OU=Leavers'),
    });
  });

  it('of somebody whose last day comes still ends at that instant', async () => {
    const key = await stage.worker();
    await stage.change(key, { status: 'L', lastDay: stage.day(4) });
    await stage.before(stage.day(4), '18:00');
    expect(stage.company.account(key)).toMatchObject({ enabled: true });
    await stage.after(stage.day(4), '18:00');
    expect(stage.company.account(key)).toMatchObject({ enabled: false });
    expect(await stage.company.view(key)).toMatchObject({ phase: 'terminated' });
  });

  it('with which an employment begins does not open the account for the moment between', async () => {
    const key = await stage.worker({ startDate: stage.day(5), status: 'S' });
    await stage.after(stage.day(5), '08:00');
    expect(stage.company.account(key)).toMatchObject({ enabled: false });
    await stage.change(key, { status: 'A' });
    expect(stage.company.account(key)).toMatchObject({ enabled: true });
  });

  it('and return between two runs leave no trace', async () => {
    const key = await stage.worker();
    const { writes } = stage.company.directory.counters();
    stage.company.hr.change(key, { status: 'S' });
    stage.company.hr.change(key, { status: 'A' });
    await stage.company.sync();
    expect(stage.company.directory.counters().writes).toBe(writes);
  });
});

import { openStage } from '../support/story.ts';
import { until } from '../support/temporal.ts';
import { baseDn } from '../support/policy.ts';
import type { Stage } from '../support/story.ts';

describe('a change in HR', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await openStage();
  });

  afterEach(async () => stage.end());

  afterAll(async () => stage.close());

  it('of an attribute reaches the account, and clears it where the map says so', async () => {
    const key = await stage.worker({ jobTitle: 'Nurse' });
    await stage.change(key, { jobTitle: 'Head nurse' });
    expect(stage.company.account(key)?.attributes['title']).toEqual(['Head nurse']);
    await stage.change(key, { jobTitle: null });
    expect(stage.company.account(key)?.attributes).not.toHaveProperty('title');
  });

  it('of something no rule reads writes nothing', async () => {
    const key = await stage.worker();
    const { writes } = stage.company.directory.counters();
    await stage.change(key, { location: 'ATLANTA' });
    expect(stage.company.directory.counters().writes).toBe(writes);
    expect((await stage.company.view(key)).memory.recent.at(-1)).toMatchObject({
      event: 'profileChange',
      outcome: 'nothingToDo',
      changes: 0,
    });
  });

  it('of the department moves the account and swaps the groups that rules grant, not the others', async () => {
    const key = await stage.worker({ department: 'OPS' });
    const id = stage.company.account(key)?.id ?? '';
    stage.company.directory.administration.addMember('Manual Group', id);
    await stage.change(key, { department: 'SALES' });
    expect(stage.company.account(key)).toMatchObject({
      id,
      dn: expect.stringContaining(`OU=Sales,${baseDn}`),
      groups: ['All Staff', 'Manual Group', 'Sales Team', 'everyone'],
    });
    await stage.change(key, { department: 'OPS' });
    expect(stage.company.account(key)).toMatchObject({
      dn: expect.stringContaining(`OU=Staff,${baseDn}`),
      groups: ['All Staff', 'Manual Group', 'everyone'],
    });
  });

  it('of the name changes what is shown and keeps the logon name', async () => {
    const key = await stage.worker({ lastName: 'Before' });
    const { sAMAccountName, mail } = stage.company.account(key)?.attributes ?? {};
    await stage.change(key, { lastName: 'Afterwards' });
    expect(stage.company.account(key)?.attributes).toMatchObject({
      sn: ['Afterwards'],
      displayName: ['Dana Afterwards'],
      sAMAccountName,
      mail,
    });
  });

  it('of the manager is followed', async () => {
    const [first, second] = [stage.person(), stage.person()];
    const key = await stage.worker({ supervisorKey: first });
    await until(async () => stage.company.account(key)?.managerDn, 'the manager is set');
    expect(stage.company.account(key)?.managerDn).toBe(stage.company.account(first)?.dn);
    await stage.change(key, { supervisorKey: second });
    expect(stage.company.account(key)?.managerDn).toBe(stage.company.account(second)?.dn);
  });

  it('to a manager whom nobody knows leaves the manager and does the rest', async () => {
    const boss = await stage.worker();
    const key = await stage.worker({ supervisorKey: boss });
    await stage.change(key, { supervisorKey: 'NOBODY000001', jobTitle: 'Changed' });
    expect(stage.company.account(key)).toMatchObject({
      managerDn: stage.company.account(boss)?.dn,
      attributes: { title: ['Changed'] },
    });
  });

  it('of several things between two runs ends in what HR says last', async () => {
    const key = await stage.worker();
    stage.company.hr.change(key, { department: 'SALES', jobTitle: 'One' });
    stage.company.hr.change(key, { department: 'OPS', jobTitle: 'Two' });
    await stage.company.sync();
    expect(stage.company.account(key)).toMatchObject({
      dn: expect.stringContaining('OU=Staff'),
      attributes: { title: ['Two'] },
    });
  });

  it('for a person whom HR does not list any more is no termination: the account stays as it is', async () => {
    const key = await stage.worker();
    stage.person();
    const record = stage.company.hr.get(key);
    stage.company.hr.remove(key);
    const outcome = await stage.company.sync();
    expect(outcome.counts).toMatchObject({ missing: expect.any(Number) });
    expect(outcome.counts?.missing).toBeGreaterThanOrEqual(1);
    stage.company.hr.put(record);
    expect(stage.company.account(key)).toMatchObject({ enabled: true });
  });

  it('that a group rule wants but the directory does not have is warned of, and the rest is done', async () => {
    const { administration } = stage.company.directory;
    administration.removeGroup('Sales Team');
    const key = await stage.worker({ department: 'SALES' });
    const account = stage.company.account(key);
    administration.addGroup({ name: 'Sales Team', container: `OU=Staff,${baseDn}` });
    expect(account).toMatchObject({ enabled: true, groups: ['All Staff', 'everyone'] });
    expect(await stage.company.view(key)).toMatchObject({ status: 'idle', phase: 'active' });
  });

  it('made by hand in the directory is put right by a resync, which also reads HR anew', async () => {
    const key = await stage.worker({ jobTitle: 'Right' });
    const id = stage.company.account(key)?.id ?? '';
    stage.company.directory.administration.setAttributes(id, { title: ['Wrong'], department: [] });
    stage.company.hr.change(key, { location: 'ATLANTA' });
    await stage.company.handle(key).executeUpdate('resync', { args: [{ actor: 'ada' }] });
    await stage.company.quiet();
    expect(stage.company.account(key)?.attributes).toMatchObject({ title: ['Right'], department: ['OPS'] });
  });

  it('does not switch on an account that somebody disabled by hand', async () => {
    const key = await stage.worker();
    const id = stage.company.account(key)?.id ?? '';
    stage.company.directory.administration.setEnabled(id, false);
    await stage.change(key, { jobTitle: 'Changed' });
    expect(stage.company.account(key)).toMatchObject({ enabled: false, attributes: { title: ['Changed'] } });
  });

  it('with a status that no group names changes nothing and is shown, until the status is known again', async () => {
    const key = await stage.worker();
    const { writes } = stage.company.directory.counters();
    await stage.change(key, { status: 'X9', jobTitle: 'Changed' });
    expect(await stage.company.view(key)).toMatchObject({
      status: 'attention',
      attention: { code: 'HR_STATUS_UNKNOWN', message: expect.stringContaining('X9') },
    });
    expect(stage.company.directory.counters().writes).toBe(writes);
    await stage.change(key, { status: 'A' });
    expect(await stage.company.view(key)).toMatchObject({ status: 'idle' });
    expect(stage.company.account(key)?.attributes['title']).toEqual(['Changed']);
  });

  it('back to what is applied already settles without a write', async () => {
    const key = await stage.worker();
    await stage.change(key, { status: 'X9' });
    const { writes } = stage.company.directory.counters();
    await stage.change(key, { status: 'A' });
    expect(stage.company.directory.counters().writes).toBe(writes);
    expect(await stage.company.view(key)).toMatchObject({ status: 'idle' });
  });
});

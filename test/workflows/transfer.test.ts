import { openStage } from '../support/story.ts';
import type { LifecycleEvent } from '../../src/domain/lifecycle/types.ts';
import type { Stage } from '../support/story.ts';

describe('the same person', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await openStage();
  });

  afterEach(async () => stage.end());

  afterAll(async () => stage.close());

  async function eventsOf(key: string): Promise<readonly LifecycleEvent[]> {
    return (await stage.company.view(key)).memory.recent.map(({ event }) => event);
  }

  async function idOf(key: string): Promise<string | undefined> {
    return (await stage.company.view(key)).memory.accounts.activeDirectory?.id;
  }

  it('transferred to another company under a new employee number keeps the account, which gets the number', async () => {
    const key = await stage.worker({ department: 'SALES' });
    const before = stage.company.account(key);
    const number = `N${before?.attributes['employeeID']?.[0] ?? ''}`;
    await stage.change(key, {
      company: 'Acme Canada',
      employeeNumber: number,
      startDate: stage.day(0),
      terminationReason: null,
    });
    expect(stage.company.account(key)).toMatchObject({
      id: before?.id,
      dn: before?.dn,
      enabled: true,
      groups: before?.groups,
      attributes: { employeeID: [number], sAMAccountName: before?.attributes['sAMAccountName'] },
    });
    expect(await eventsOf(key)).not.toContain('termination');
    expect(stage.company.directory.dump().filter(({ id }) => id === before?.id)).toHaveLength(1);
  });

  it('announced for another company from a later date keeps the account until then and afterwards', async () => {
    const key = await stage.worker();
    const before = stage.company.account(key);
    await stage.change(key, { company: 'Acme Canada', startDate: stage.day(20) });
    expect(stage.company.account(key)).toEqual(before);
    await stage.after(stage.day(21), '12:00');
    await stage.company.sync();
    expect(stage.company.account(key)).toEqual(before);
    expect(await eventsOf(key)).not.toContain('rehire');
  });

  it('converted from contractor to employee keeps the account', async () => {
    const key = await stage.worker({ employeeType: 'CON' });
    const before = stage.company.account(key);
    await stage.change(key, { employeeType: 'REG', startDate: stage.day(0), jobTitle: 'Engineer' });
    expect(stage.company.account(key)).toMatchObject({
      id: before?.id,
      enabled: true,
      attributes: { title: ['Engineer'] },
    });
    expect(await eventsOf(key)).not.toContain('termination');
  });

  it('whose old company ended before the new one was entered comes back to the same account at once', async () => {
    const key = await stage.worker({ department: 'SALES' });
    const before = stage.company.account(key);
    await stage.change(key, { status: 'T', lastDay: stage.day(-1), terminationReason: 'TRO' });
    expect(stage.company.account(key)).toMatchObject({ enabled: false });
    const number = `T${before?.attributes['employeeID']?.[0] ?? ''}`;
    await stage.change(key, {
      status: 'A',
      lastDay: null,
      terminationReason: null,
      startDate: stage.day(0),
      company: 'Acme Canada',
      employeeNumber: number,
    });
    expect(stage.company.account(key)).toMatchObject({
      id: before?.id,
      dn: before?.dn,
      enabled: true,
      groups: before?.groups,
      attributes: { employeeID: [number] },
    });
  });

  it('rehired under a new employee number comes back to the same account, which gets the number', async () => {
    const key = await stage.worker();
    const before = stage.company.account(key);
    await stage.change(key, { status: 'T', lastDay: stage.day(-1) });
    const number = `R${before?.attributes['employeeID']?.[0] ?? ''}`;
    await stage.change(key, {
      status: 'A',
      lastDay: null,
      startDate: stage.day(30),
      employeeNumber: number,
    });
    expect(await idOf(key)).toBe(before?.id);
    await stage.after(stage.day(30), '08:00');
    expect(stage.company.account(key)).toMatchObject({
      id: before?.id,
      enabled: true,
      attributes: { employeeID: [number], sAMAccountName: before?.attributes['sAMAccountName'] },
    });
    await stage.after(stage.day(150), '12:00');
    expect(stage.company.account(key)).toMatchObject({ id: before?.id, enabled: true });
  });
});

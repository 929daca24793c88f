import { randomUUID } from 'node:crypto';
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

describe('a human whom HR enters again under another person key', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await openStage();
  });

  afterEach(async () => stage.end());

  afterAll(async () => stage.close());

  /** Somebody who left, and the same human under a new key and number. */
  async function enteredAgain(): Promise<{
    readonly former: string;
    readonly again: string;
    readonly accountId: string;
  }> {
    const former = await stage.worker({ personId: `human-${randomUUID()}` });
    await stage.change(former, { status: 'T', lastDay: stage.day(-1) });
    const { personId, lastName } = stage.company.hr.get(former).attributes;
    const again = stage.person({
      personId: personId ?? null,
      lastName: lastName ?? null,
      startDate: stage.day(0),
    });
    await stage.company.sync();
    return { former, again, accountId: stage.company.account(former)?.id ?? '' };
  }

  async function answer(personKey: string, what: string): Promise<void> {
    const decision = { answer: what, actor: 'ada', comment: 'asked HR' };
    await stage.company.handle(personKey).executeUpdate('decide', { args: [decision] });
    await stage.company.quiet();
  }

  it('gets no second account without a decision, which names the former key and account', async () => {
    const { former, again, accountId } = await enteredAgain();
    expect(stage.company.account(again)).toBeUndefined();
    const { decision } = await stage.company.view(again);
    expect(decision).toMatchObject({
      kind: 'approval',
      event: 'onboarding',
      answers: ['approve', 'reject', 'retry'],
      plan: {
        warnings: [
          { code: 'HR_PERSON_DOUBLE', message: expect.stringContaining(`${former} (account ${accountId})`) },
        ],
      },
    });
    await answer(again, 'reject');
    expect(stage.company.account(again)).toBeUndefined();
    expect(await stage.company.view(again)).toMatchObject({ status: 'idle' });
  });

  it('gets a second account when somebody approves it', async () => {
    const { former, again } = await enteredAgain();
    await answer(again, 'approve');
    expect(stage.company.account(again)).toMatchObject({ enabled: true });
    expect(stage.company.account(former)).toMatchObject({ enabled: false });
  });

  it('gets the former account back when it has been given the new number; its deletion then asks', async () => {
    const { former, again, accountId } = await enteredAgain();
    await answer(again, 'retry');
    expect(await stage.company.view(again)).toMatchObject({ decision: { kind: 'approval' } });
    const number = String(stage.company.hr.get(again).attributes['employeeNumber']);
    stage.company.directory.administration.setAttributes(accountId, { employeeID: [number] });
    await answer(again, 'retry');
    expect(stage.company.account(again)).toMatchObject({ id: accountId, enabled: true });
    await stage.after(stage.day(100), '12:00');
    expect(await stage.company.view(former)).toMatchObject({
      decision: {
        event: 'accountDeletion',
        attention: { code: 'AD_AMBIGUOUS', message: expect.stringContaining(again) },
      },
    });
    await answer(former, 'skip');
    await stage.after(stage.day(101), '12:00');
    expect((await stage.company.handle(former).describe()).status.name).toBe('COMPLETED');
    expect(stage.company.account(again)).toMatchObject({ id: accountId, enabled: true });
  });

  it('under the same employee number comes back to the same account', async () => {
    const former = await stage.worker({ personId: `human-${randomUUID()}` });
    await stage.change(former, { status: 'T', lastDay: stage.day(-1) });
    const accountId = stage.company.account(former)?.id;
    const { personId, employeeNumber } = stage.company.hr.get(former).attributes;
    const again = stage.person({
      personId: personId ?? null,
      employeeNumber: employeeNumber ?? null,
      startDate: stage.day(0),
    });
    await stage.company.sync();
    expect(stage.company.account(again)).toMatchObject({ id: accountId, enabled: true });
  });

  it('is another human when only the number is the same: their account is not touched', async () => {
    const former = await stage.worker({ personId: `human-${randomUUID()}` });
    const before = stage.company.account(former);
    const { employeeNumber } = stage.company.hr.get(former).attributes;
    const other = stage.person({
      personId: `human-${randomUUID()}`,
      employeeNumber: employeeNumber ?? null,
      startDate: stage.day(0),
    });
    await stage.company.sync();
    expect(await stage.company.view(other)).toMatchObject({
      decision: {
        kind: 'attention',
        attention: { code: 'AD_AMBIGUOUS', message: expect.stringContaining(`of ${former}`) },
      },
    });
    expect(stage.company.account(former)).toEqual(before);
  });

  it('gets an account like anybody when the former one is gone', async () => {
    const { former, again } = await enteredAgain();
    await answer(again, 'reject');
    await stage.after(stage.day(100), '12:00');
    expect(stage.company.account(former)).toBeUndefined();
    await stage.change(again, { jobTitle: 'Engineer' });
    expect(stage.company.account(again)).toMatchObject({ enabled: true });
  });
});

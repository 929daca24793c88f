import { openStage } from '../support/story.ts';
import { until } from '../support/temporal.ts';
import type { EmployeeView } from '../../src/contracts/messages.ts';
import type { JournalEntry } from '../../src/contracts/ports.ts';
import type { Stage } from '../support/story.ts';

describe('a supervised termination', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await openStage({
      sections: {
        lifecycle: `
lifecycle:
  change: { groups: managed }
  leave: { medical: { account: keep }, suspension: { account: disable } }
  termination: { groups: removeAll, distributionLists: removeAll }
  supervised: { events: [termination, profileChange], remind: 4h, remindTo: [boss@corp.example] }`,
      },
    });
  });

  afterEach(async () => stage.end());

  afterAll(async () => stage.close());

  async function decisions(key: string): Promise<readonly JournalEntry[]> {
    return (await stage.company.journal()).filter(
      ({ personKey, outcome }) => personKey === key && outcome === 'decided',
    );
  }

  async function leaver(): Promise<string> {
    const key = await stage.worker();
    await stage.change(key, { status: 'T', lastDay: stage.day(-1) });
    return key;
  }

  async function decide(key: string, decision: object): Promise<unknown> {
    return stage.company.handle(key).executeUpdate('decide', { args: [decision] });
  }

  function waitingFor(key: string, holds: (view: EmployeeView) => boolean): Promise<EmployeeView> {
    return until(async () => {
      const view = await stage.company.view(key);
      return holds(view) ? view : undefined;
    }, `${key} has come so far`);
  }

  it('writes nothing before it is approved, and shows what it would do', async () => {
    const key = await leaver();
    expect(stage.company.account(key)?.enabled).toBe(true);
    const view = await stage.company.view(key);
    expect(view).toMatchObject({
      status: 'waitingForDecision',
      decision: { kind: 'approval', event: 'termination', answers: ['approve', 'reject'] },
    });
    expect(view.decision?.plan?.operations.map(({ change }) => change.kind)).toEqual(
      expect.arrayContaining(['disable', 'removeFromGroups']),
    );
  });

  it('is done when it is approved, and the journal names who and why', async () => {
    const key = await leaver();
    await decide(key, { answer: 'approve', actor: 'ada', comment: 'seen the letter' });
    await stage.company.quiet();
    expect(stage.company.account(key)).toMatchObject({ enabled: false, groups: [] });
    expect(await decisions(key)).toMatchObject([
      { operation: 'decision:approve', actor: 'ada', comment: 'seen the letter', event: 'termination' },
    ]);
    const disabled = (await stage.company.journal()).find(
      ({ personKey, operation }) => personKey === key && operation === 'disable',
    );
    expect(disabled).toMatchObject({ actor: 'ada', outcome: 'done' });
  });

  it.each([
    { sent: { actor: 'grace', comment: 'by hand' }, noted: { actor: 'grace', comment: 'by hand' } },
    { sent: 'fine with me', noted: { actor: 'Temporal Web', comment: 'fine with me' } },
    { sent: undefined, noted: { actor: 'Temporal Web' } },
  ])('can be approved by the signal that Temporal Web sends, with $sent', async ({ sent, noted }) => {
    const key = await leaver();
    await stage.company.handle(key).signal('approve', ...(sent === undefined ? [] : [sent]));
    await until(async () => (stage.company.account(key)?.enabled === false ? true : undefined), 'disabled');
    await stage.company.quiet();
    expect(await decisions(key)).toMatchObject([{ operation: 'decision:approve', ...noted }]);
  });

  it('that is rejected is not proposed again until HR changes the record', async () => {
    const key = await leaver();
    await decide(key, { answer: 'reject', actor: 'ada', comment: 'wrong person' });
    await stage.company.quiet();
    await stage.company.sync();
    expect(await stage.company.view(key)).toMatchObject({ status: 'idle', phase: 'active' });
    expect(stage.company.account(key)?.enabled).toBe(true);
    await stage.change(key, { lastDay: stage.day(-2) });
    expect(await stage.company.view(key)).toMatchObject({ status: 'waitingForDecision' });
  });

  it('refuses every answer that is none, saying why, and goes on waiting', async () => {
    const key = await leaver();
    const refusals: readonly (readonly [object, RegExp])[] = [
      [{ answer: 'retry', actor: 'ada' }, /it can be approve, reject/],
      [{ answer: 'approve', actor: '  ' }, /needs an actor/],
      [{ answer: 'approve', actor: 'ada', digest: 'of another plan' }, /plan has changed/],
      [{ answer: 'maybe', actor: 'ada' }, /no answer/],
    ];
    for (const [decision, message] of refusals) {
      await expect(decide(key, decision)).rejects.toMatchObject({
        cause: { message: expect.stringMatching(message) },
      });
    }
    await stage.company.handle(key).signal('retry');
    expect(await stage.company.view(key)).toMatchObject({ status: 'waitingForDecision' });
    expect(await decisions(key)).toEqual([]);
    expect(stage.company.account(key)?.enabled).toBe(true);
  });

  it('refuses a decision when nothing is waiting for one', async () => {
    const key = await stage.worker();
    await expect(decide(key, { answer: 'approve', actor: 'ada' })).rejects.toMatchObject({
      cause: { message: expect.stringContaining('Nothing is waiting') },
    });
  });

  it('counts the first of two answers that come at once', async () => {
    const key = await leaver();
    const answers = await Promise.allSettled([
      decide(key, { answer: 'approve', actor: 'ada' }),
      decide(key, { answer: 'approve', actor: 'grace' }),
    ]);
    expect(answers.some(({ status }) => status === 'fulfilled')).toBe(true);
    await stage.company.quiet();
    expect(await decisions(key)).toHaveLength(1);
  });

  it('asks again when the account has changed between approval and writing', async () => {
    const key = await stage.worker({ jobTitle: 'Nurse' });
    await stage.change(key, { jobTitle: 'Head nurse' });
    const shown = (await stage.company.view(key)).decision?.plan;
    const id = stage.company.account(key)?.id ?? '';
    stage.company.directory.administration.setAttributes(id, { title: ['By hand'] });
    await decide(key, { answer: 'approve', actor: 'ada', digest: shown?.digest });
    await stage.company.quiet();
    const again = await stage.company.view(key);
    expect(again).toMatchObject({ status: 'waitingForDecision' });
    expect(again.decision?.plan?.digest).not.toBe(shown?.digest);
    expect(stage.company.account(key)?.attributes['title']).toEqual(['By hand']);
    await decide(key, { answer: 'approve', actor: 'ada', digest: again.decision?.plan?.digest });
    await stage.company.quiet();
    expect(stage.company.account(key)?.attributes['title']).toEqual(['Head nurse']);
  });

  it('reminds at the interval, by key and not by name, for as long as nobody answers', async () => {
    const key = await leaver();
    const reminders = (): number =>
      stage.company.mails.filter(({ subject }) => subject.includes(key) && subject.includes('waits')).length;
    expect(reminders()).toBe(0);
    const opened = Date.parse(stage.company.now());
    await stage.company.advanceTo(new Date(opened + 4.1 * 3_600_000).toISOString());
    expect(reminders()).toBe(1);
    await stage.company.advanceTo(new Date(opened + 8.2 * 3_600_000).toISOString());
    expect(reminders()).toBe(2);
    const mail = stage.company.mails.find(({ subject }) => subject.includes(key));
    expect(mail?.to).toEqual(['boss@corp.example']);
    expect(`${mail?.subject} ${mail?.text}`).not.toContain(
      String(stage.company.hr.get(key).attributes['lastName']),
    );
    await decide(key, { answer: 'reject', actor: 'ada' });
    await stage.company.quiet();
    await stage.company.advanceTo(new Date(opened + 20 * 3_600_000).toISOString());
    expect(reminders()).toBe(2);
  });

  it('is overtaken when HR takes the termination back: the question disappears', async () => {
    const key = await leaver();
    await stage.change(key, { status: 'A', lastDay: null });
    const view = await stage.company.view(key);
    expect(view.decision).toBeUndefined();
    expect(view).toMatchObject({ status: 'idle', phase: 'active' });
    expect(stage.company.account(key)?.enabled).toBe(true);
  });

  it('is asked anew with the new plan when HR changes the record meanwhile', async () => {
    const key = await leaver();
    const first = (await stage.company.view(key)).decision;
    await stage.change(key, { lastDay: stage.day(-3) });
    const second = (await stage.company.view(key)).decision;
    expect(second).toMatchObject({ event: 'termination', kind: 'approval' });
    expect(second?.askedAt).toBeGreaterThan(first?.askedAt ?? 0);
  });

  it('on request needs no further approval', async () => {
    const key = await stage.worker();
    await stage.company
      .handle(key)
      .executeUpdate('terminateNow', { args: [{ actor: 'ada', reason: 'theft' }] });
    await waitingFor(key, ({ phase }) => phase === 'terminated');
    expect(stage.company.account(key)?.enabled).toBe(false);
  });

  it('says of a signal that means nothing that it was ignored, and does nothing', async () => {
    const key = await leaver();
    await stage.company.handle(key).signal('approveEverything', { actor: 'mallory' });
    expect(await stage.company.view(key)).toMatchObject({ status: 'waitingForDecision' });
    expect(stage.company.account(key)?.enabled).toBe(true);
  });
});

describe('a case in attention', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await openStage();
  });

  afterEach(async () => stage.end());

  afterAll(async () => stage.close());

  async function refused(): Promise<{ key: string; lift: () => void }> {
    const lift = stage.company.directory.fail({ on: 'addToGroups', fault: 'refused', times: Infinity });
    const key = await stage.worker();
    expect(await stage.company.view(key)).toMatchObject({
      status: 'attention',
      decision: { attention: { code: 'AD_FORBIDDEN' } },
    });
    return { key, lift };
  }

  async function answer(key: string, decision: string): Promise<void> {
    await stage.company
      .handle(key)
      .executeUpdate('decide', { args: [{ answer: decision, actor: 'ada', comment: 'because' }] });
    await stage.company.quiet();
  }

  it('goes on where it stopped after a retry', async () => {
    const { key, lift } = await refused();
    const made = stage.company.account(key);
    lift();
    await answer(key, 'retry');
    await until(
      async () => (stage.company.account(key)?.groups.length === 2 ? true : undefined),
      'in groups',
    );
    expect(stage.company.account(key)).toMatchObject({ id: made?.id, enabled: true });
    expect(await stage.company.view(key)).toMatchObject({ status: 'idle', phase: 'active' });
  });

  it('leaves out exactly the steps that were skipped', async () => {
    const { key, lift } = await refused();
    for (let round = 0; round < 3; round += 1) {
      if ((await stage.company.view(key)).decision === undefined) break;
      await answer(key, 'skip');
    }
    lift();
    expect(await stage.company.view(key)).toMatchObject({ status: 'idle', phase: 'active' });
    expect(stage.company.account(key)).toMatchObject({ enabled: true, groups: [] });
    expect((await stage.company.view(key)).memory.recent.at(-1)).toMatchObject({ outcome: 'skippedSteps' });
  });

  it('that is aborted rests until HR changes the record', async () => {
    const { key, lift } = await refused();
    await answer(key, 'abort');
    lift();
    await stage.company.sync();
    expect(stage.company.account(key)?.groups).toEqual([]);
    await stage.change(key, { jobTitle: 'Changed' });
    expect(stage.company.account(key)).toMatchObject({ enabled: true, groups: ['All Staff', 'everyone'] });
  });
});

import { openStage } from '../support/story.ts';
import type { Stage } from '../support/story.ts';

/** Events that only the skipping of time makes: none of them exists where time passes by itself. */
const madeBySkipping: readonly string[] = [
  'workflowExecutionOptionsUpdatedEventAttributes',
  'workflowExecutionTimeSkippingTransitionedEventAttributes',
];

async function events(stage: Stage, key: string): Promise<number> {
  const { events: all = [] } = await stage.company.handle(key).fetchHistory();
  return (all ?? []).filter((event) => !madeBySkipping.some((name) => Reflect.get(event, name) != null))
    .length;
}

describe('the history of an employee', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await openStage();
  });

  afterEach(async () => stage.end());

  afterAll(async () => stage.close());

  it('is at most 45 events long after a joiner came to rest', async () => {
    const manager = await stage.worker();
    const key = await stage.worker({ department: 'SALES', supervisorKey: manager });
    expect(stage.company.account(key)).toMatchObject({
      enabled: true,
      groups: ['All Staff', 'Sales Team', 'everyone'],
      managerDn: stage.company.account(manager)?.dn,
    });
    expect(await events(stage, key)).toBeLessThanOrEqual(45);
  });

  it('has at most 45 events for each of the two cases of somebody who is prepared and then let in', async () => {
    const key = await stage.worker({ startDate: stage.day(10), department: 'SALES' });
    await stage.after(stage.day(3), '06:00');
    expect(stage.company.account(key)?.enabled).toBe(false);
    await stage.after(stage.day(10), '08:00');
    expect(stage.company.account(key)?.enabled).toBe(true);
    expect(await events(stage, key)).toBeLessThanOrEqual(2 * 45);
  });

  it('grows by fewer than 40 events in a year in which nothing happens', async () => {
    const key = await stage.worker();
    const before = await events(stage, key);
    await stage.company.advanceTo(`${stage.day(365)}T12:00:00Z`);
    const grown = (await events(stage, key)) - before;
    expect(grown).toBeGreaterThan(0);
    expect(grown).toBeLessThan(40);
  });
});

describe('an employee whose workflow rolls over', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await openStage({
      rollOverAt: 30,
      sections: {
        lifecycle: `
lifecycle:
  change: { groups: managed }
  leave: { medical: { account: keep }, suspension: { account: disable } }
  termination: { groups: removeAll, distributionLists: removeAll, deleteAfter: P90D }
  supervised: { events: [termination], remind: 4h, remindTo: [boss@corp.example] }`,
      },
    });
  });

  afterEach(async () => stage.end());

  afterAll(async () => stage.close());

  async function runId(key: string): Promise<string> {
    return (await stage.company.handle(key).describe()).runId;
  }

  /** Wakes the workflow until its history has become long enough to roll over. */
  async function rolledOver(key: string): Promise<void> {
    const before = await runId(key);
    for (let round = 0; round < 12 && (await runId(key)) === before; round += 1) {
      await stage.company.handle(key).signal('nudge');
      await stage.company.quiet();
    }
    expect(await runId(key)).not.toBe(before);
  }

  it('keeps an open decision, with its plan, and takes the answer afterwards', async () => {
    const key = await stage.worker();
    await stage.change(key, { status: 'T', lastDay: stage.day(-1) });
    const asked = (await stage.company.view(key)).decision;
    await rolledOver(key);
    const again = (await stage.company.view(key)).decision;
    expect(again).toEqual(asked);
    await stage.company
      .handle(key)
      .executeUpdate('decide', { args: [{ answer: 'approve', actor: 'ada', digest: asked?.plan?.digest }] });
    await stage.company.quiet();
    expect(stage.company.account(key)).toMatchObject({ enabled: false, groups: [] });
  });

  it('keeps the reminder of the open decision', async () => {
    const key = await stage.worker();
    await stage.change(key, { status: 'T', lastDay: stage.day(-1) });
    const opened = Date.parse(stage.company.now());
    await rolledOver(key);
    await stage.company.advanceTo(new Date(opened + 4.2 * 3_600_000).toISOString());
    expect(stage.company.mails.filter(({ subject }) => subject.includes(key))).toHaveLength(1);
  });

  it('keeps the memory of what was before a leave, and restores it', async () => {
    const key = await stage.worker({ department: 'SALES' });
    const before = stage.company.account(key);
    await stage.change(key, { status: 'S' });
    expect(stage.company.account(key)?.enabled).toBe(false);
    await rolledOver(key);
    await stage.change(key, { status: 'A' });
    expect(stage.company.account(key)).toEqual(before);
  });

  it('keeps the last day that lies ahead', async () => {
    const key = await stage.worker();
    await stage.change(key, { lastDay: stage.day(3) });
    await rolledOver(key);
    await stage.after(stage.day(3), '18:00');
    expect(await stage.company.view(key)).toMatchObject({ decision: { event: 'termination' } });
  });

  it('shows where it stands in its search attributes after rolling over, too', async () => {
    const key = await stage.worker();
    await stage.change(key, { status: 'T', lastDay: stage.day(-1) });
    await rolledOver(key);
    const { typedSearchAttributes } = await stage.company.handle(key).describe();
    const shown = typedSearchAttributes.getAll().map((pair) => [pair.key.name, pair.value] as const);
    expect(Object.fromEntries(shown)).toMatchObject({
      TenureOrganization: stage.company.organization,
      TenurePerson: key,
      TenureStatus: 'waitingForDecision',
      TenureNeedsDecision: true,
    });
  });
});

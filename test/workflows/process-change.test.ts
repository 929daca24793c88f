import { Worker } from '@temporalio/worker';
import { allActivities } from '../../src/app/index.ts';
import { openStage } from '../support/story.ts';
import { testBundle } from '../support/temporal.ts';
import type { Dependencies } from '../../activities/index.ts';
import type { EvaluateInput } from '../../src/contracts/activities.ts';
import type { Evaluation, Stage as ProcessStage, Step } from '../../src/domain/lifecycle/types.ts';
import type { WorkflowHandle } from '@temporalio/client';
import type { History } from '@temporalio/common/lib/proto-utils.js';
import type { Stage } from '../support/story.ts';

/** A build whose processes are others: the same workflow code, another answer of `evaluate`. */
function build(
  change: (stages: readonly ProcessStage[]) => readonly ProcessStage[],
): (dependencies: Dependencies) => object {
  return (dependencies) => {
    const usual = allActivities(dependencies);
    return {
      ...usual,
      evaluate: async (input: EvaluateInput): Promise<Evaluation> => {
        const evaluation = await usual.evaluate(input);
        const { due } = evaluation;
        if (due === undefined) return evaluation;
        const process = { ...due.process, stages: change(due.process.stages) };
        return { ...evaluation, due: { ...due, process } };
      },
    };
  };
}

function hasStep(stage: ProcessStage, name: string): boolean {
  return stage.steps.some((step) => step.name === name);
}

/**
 * In the next build memberships come before the profile of those who have an account, nobody is mailed, and a second
 * look at the end is new.
 */
const nextBuild = build((stages) => {
  const makesOne = stages.some((stage) => hasStep(stage, 'createAccount'));
  const memberships = stages.filter((stage) => !makesOne && hasStep(stage, 'assignSecurityGroups'));
  const rest = stages.filter((stage) => !memberships.includes(stage) && !hasStep(stage, 'sendNotifications'));
  const [plan, ...others] = rest;
  const lastLook: Step = {
    name: 'lookAgainAtTheEnd',
    activity: 'planChanges',
    summary: 'Look once more',
    when: 'always',
  };
  return [...(plan === undefined ? [] : [plan]), ...memberships, ...others, { steps: [lastLook] }];
});

/** Names of the activities that the history schedules, in order. */
async function scheduled(handle: WorkflowHandle): Promise<readonly string[]> {
  const { events } = await handle.fetchHistory();
  return (events ?? []).flatMap((event) => {
    const name = event.activityTaskScheduledEventAttributes?.activityType?.name;
    return name === undefined || name === null ? [] : [name];
  });
}

describe('a process that another build changes', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await openStage();
  });

  afterAll(async () => stage.close());

  it('is walked to its end by those in the middle of it, is new for everybody else, and breaks no replay', async () => {
    const { company } = stage;
    // Years of history.
    const veteran = await stage.worker({ department: 'OPS' });
    await stage.change(veteran, { department: 'SALES' });
    await stage.change(veteran, { status: 'S' });
    await stage.change(veteran, { status: 'A' });
    await company.advanceTo(`${stage.day(3 * 365)}T12:00:00Z`);
    const newcomer = await stage.worker({ startDate: stage.day(3 * 365 + 30) });
    const leaver = await stage.worker({ startDate: '2020-01-06' });
    await stage.change(leaver, { status: 'T', lastDay: stage.day(3 * 365 - 1) });
    // In the middle: the account is made, the memberships are refused, the mail has not gone.
    const lift = company.directory.fail({ on: 'addToGroups', fault: 'refused', times: Infinity });
    const halfWay = await stage.worker();
    expect(await company.view(halfWay)).toMatchObject({ status: 'attention' });
    lift();
    expect(await scheduled(company.handle(veteran))).toContain('sendNotifications');

    await company.restartWorker(nextBuild);

    // Whoever was in the middle goes on with the process that was begun, its mail included.
    await company.handle(halfWay).executeUpdate('decide', { args: [{ answer: 'retry', actor: 'ada' }] });
    await company.quiet();
    expect(company.account(halfWay)).toMatchObject({ enabled: true, groups: ['All Staff', 'everyone'] });
    expect(stage.subjects(halfWay)).toEqual([expect.stringContaining('has started')]);

    // Whoever begins now walks the new one.
    await stage.change(veteran, { department: 'OPS', jobTitle: 'Nurse again' });
    expect(company.account(veteran)).toMatchObject({
      groups: ['All Staff', 'everyone'],
      attributes: { title: ['Nurse again'] },
    });
    const walked = await scheduled(company.handle(veteran));
    expect(walked.slice(-4)).toEqual([
      'assignSecurityGroups',
      'updateProfile',
      'assignOrganizationalUnit',
      'planChanges',
    ]);
    await stage.after(stage.day(3 * 365 + 30), '08:00');
    expect(company.account(newcomer)).toMatchObject({ enabled: true });
    expect(stage.subjects(newcomer)).toEqual([]);
    await stage.change(leaver, { status: 'A', lastDay: null });
    expect(company.account(leaver)).toMatchObject({ enabled: true });

    // Every history, whichever build wrote it, replays with this code.
    const replayed = await replay(stage, [veteran, newcomer, leaver, halfWay]);
    expect(replayed).toEqual([
      { workflowId: expect.stringContaining(veteran) },
      { workflowId: expect.stringContaining(newcomer) },
      { workflowId: expect.stringContaining(leaver) },
      { workflowId: expect.stringContaining(halfWay) },
    ]);
  }, 90_000);
});

async function replay(
  stage: Stage,
  keys: readonly string[],
): Promise<readonly { readonly workflowId: string; readonly error?: unknown }[]> {
  const histories: { workflowId: string; history: History }[] = [];
  for (const key of keys) {
    const handle = stage.company.handle(key);
    histories.push({ workflowId: handle.workflowId, history: await handle.fetchHistory() });
  }
  const { dataConverter } = stage.company.connection;
  const outcomes: { workflowId: string; error?: unknown }[] = [];
  const runs = Worker.runReplayHistories({ workflowBundle: await testBundle(), dataConverter }, histories);
  for await (const { workflowId, error } of runs)
    outcomes.push(error === undefined ? { workflowId } : { workflowId, error });
  return outcomes;
}

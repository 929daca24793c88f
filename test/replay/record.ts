import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openStage } from '../support/story.ts';
import { until, whenStarted } from '../support/temporal.ts';
import { mainQueue } from '../../src/contracts/ids.ts';
import { checksum, historyToText, listFile } from './kept.ts';
import { historyKeys } from './key.ts';
import type { WorkflowHandle } from '@temporalio/client';
import type { HrSyncView } from '../../src/contracts/messages.ts';
import type { scheduledHrSync } from '../../workflows/index.ts';
import type { Stage } from '../support/story.ts';

/** The history of one workflow under the name of its situation. */
type Keep = (situation: string, handle: WorkflowHandle) => Promise<void>;

const supervised = `
lifecycle:
  hire: { createDaysAhead: 7, createAt: "06:00", onboardAt: "08:00" }
  change: { groups: managed }
  leave: { medical: { account: keep }, suspension: { account: disable, groups: removeAll } }
  termination: { at: "18:00", groups: removeAll, distributionLists: removeAll, deleteAfter: P90D }
  supervised: { events: [termination], remind: 4h, remindTo: [boss@corp.example] }`;

/**
 * Writes one history for every situation that a release must be able to go on from, named by the release.
 * What is there already stays as it is: a kept history is never made anew.
 */
export async function recordHistories(folder: string, release: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const keep: Keep = async (situation, handle) => {
    const file = join(folder, `${release}-${situation}.json`);
    if (existsSync(file)) return;
    await writeFile(file, historyToText(await handle.fetchHistory()));
  };
  await ordinaryLife(keep);
  await longWaits(keep);
  await runs(keep);
  await writeList(folder);
}

async function ordinaryLife(keep: Keep): Promise<void> {
  const stage = await openStage({ keys: historyKeys });
  try {
    const { company } = stage;
    const manager = await stage.worker();
    const resting = await stage.worker({ department: 'SALES', supervisorKey: manager });
    await stage.change(resting, { department: 'OPS', jobTitle: 'Head nurse' });
    await keep('employee-at-rest', company.handle(resting));

    const onLeave = await stage.worker();
    await stage.change(onLeave, { status: 'S' });
    await keep('employee-on-leave', company.handle(onLeave));

    const lift = company.directory.fail({ on: 'addToGroups', fault: 'refused', times: Infinity });
    const stuck = await stage.worker();
    lift();
    await keep('employee-in-attention', company.handle(stuck));

    const prepared = await stage.worker({ startDate: stage.day(5) });
    const expected = await stage.worker({ startDate: stage.day(60), supervisorKey: prepared });
    await keep('employee-prepared', company.handle(prepared));
    await keep('employee-expected', company.handle(expected));

    const deleted = await stage.worker();
    await stage.change(deleted, { status: 'T', lastDay: stage.day(-1) });
    await stage.after(stage.day(91), '23:59');
    await keep('employee-deleted', company.handle(deleted));
  } finally {
    await stage.close();
  }
}

async function longWaits(keep: Keep): Promise<void> {
  const stage = await openStage({
    keys: historyKeys,
    rollOverAt: 30,
    sections: { lifecycle: supervised },
  });
  try {
    const { company } = stage;
    const key = await stage.worker();
    await stage.change(key, { status: 'T', lastDay: stage.day(-1) });
    await keep('employee-waiting-for-decision', company.handle(key));
    const { runId } = await company.handle(key).describe();
    await until(async () => {
      await company.handle(key).signal('nudge');
      await company.quiet();
      return (await company.handle(key).describe()).runId === runId ? undefined : true;
    }, 'the workflow has rolled over');
    const { client } = company.connection;
    await keep('employee-rolled-over', client.workflow.getHandle(company.handle(key).workflowId, runId));
    await company.handle(key).executeUpdate('decide', { args: [{ answer: 'approve', actor: 'ada' }] });
    await company.quiet();
    await keep('employee-after-roll-over', company.handle(key));
  } finally {
    await stage.close();
  }
}

async function runs(keep: Keep): Promise<void> {
  const stage = await openStage({ keys: historyKeys, more: 'guards: { perRun: { creations: 2 } }' });
  try {
    stage.person();
    const completed = await stage.company.startRun();
    await completed.result();
    await keep('hr-sync-completed', completed);
    await keep('scheduled-hr-sync-completed', await scheduledRun(stage));
    for (let count = 0; count < 3; count += 1) stage.person();
    const held = await heldRun(stage);
    await keep('hr-sync-held', held);
    await held.executeUpdate('decide', { args: [{ answer: 'reject', actor: 'ada' }] });
    await held.result();
    await keep('hr-sync-rejected', held);
  } finally {
    await stage.close();
  }
}

async function scheduledRun({ company }: Stage): Promise<WorkflowHandle> {
  const { organization } = company;
  const handle = await company.connection.client.workflow.start<typeof scheduledHrSync>('scheduledHrSync', {
    workflowId: `scheduled-hr-sync/${organization}`,
    taskQueue: mainQueue(organization),
    args: [{ organization, mode: 'full' }],
  });
  await handle.result();
  return handle;
}

async function heldRun(stage: Stage): Promise<WorkflowHandle> {
  const handle = await stage.company.startRun();
  await until(async () => {
    const view = await handle.query<HrSyncView>('status').catch(whenStarted);
    return view?.stage === 'held' ? view : undefined;
  }, 'the run is held');
  return handle;
}

async function writeList(folder: string): Promise<void> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.json') && name !== listFile);
  const list: Record<string, string> = {};
  for (const file of files.toSorted()) list[file] = checksum(await readFile(join(folder, file)));
  await writeFile(join(folder, listFile), `${JSON.stringify(list, undefined, 2)}\n`);
}

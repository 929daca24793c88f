import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from '@temporalio/worker';
import * as workflows from '../../workflows/index.ts';
import { createDataConverter } from '../../workers/data-converter.ts';
import { namespace, testBundle } from '../support/temporal.ts';
import { complaints, historiesFolder, listFile, readHistories } from './kept.ts';
import { recordHistories } from './record.ts';
import { historyKeys } from './key.ts';

/** `TENURE_TEST_RECORD=0.2.0 npm test -- test/replay` keeps the histories of a release, then replays them all. */
const release = process.env['TENURE_TEST_RECORD'];

beforeAll(async () => {
  if (release !== undefined) await recordHistories(historiesFolder, release);
}, 180_000);

describe('the kept histories', () => {
  it('are all there, unedited and listed', async () => {
    expect(await complaints(historiesFolder)).toEqual([]);
  });

  it('include one of every workflow type', async () => {
    const kept = new Set((await readHistories(historiesFolder)).map(({ workflowType }) => workflowType));
    expect([...kept].toSorted()).toEqual(Object.keys(workflows).toSorted());
  });

  it('are replayed by the workflow code of this build, every one of them', async () => {
    const kept = await readHistories(historiesFolder);
    const runs = Worker.runReplayHistories(
      { workflowBundle: await testBundle(), dataConverter: createDataConverter(historyKeys, namespace) },
      kept.map(({ file, history }) => ({ workflowId: file, history })),
    );
    const broken: string[] = [];
    let replayed = 0;
    for await (const { workflowId, error } of runs) {
      replayed += 1;
      if (error !== undefined) broken.push(`${workflowId}: ${error.message}`);
    }
    expect(broken).toEqual([]);
    expect(replayed).toBe(kept.length);
    expect(replayed).toBeGreaterThan(0);
  }, 60_000);
});

describe('the gate', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tenure-histories-'));
    await cp(historiesFolder, folder, { recursive: true });
  });

  afterEach(async () => rm(folder, { recursive: true, force: true }));

  async function first(): Promise<string> {
    const [kept] = await readHistories(folder);
    if (kept === undefined) throw new Error('there are no histories');
    return kept.file;
  }

  it('notices a history that vanished', async () => {
    const file = await first();
    await rm(join(folder, file));
    expect(await complaints(folder)).toEqual([`${file} vanished`]);
  });

  it('notices a history that was edited, by a single byte', async () => {
    const file = await first();
    await writeFile(join(folder, file), `${await readFile(join(folder, file), 'utf8')} `);
    expect(await complaints(folder)).toEqual([`${file} was edited`]);
  });

  it('notices a history that nobody listed', async () => {
    await writeFile(join(folder, 'new.json'), '{}');
    expect(await complaints(folder)).toEqual(['new.json is not listed']);
  });

  it('does not pass when the list is gone', async () => {
    await rm(join(folder, listFile));
    await expect(complaints(folder)).rejects.toThrow(/ENOENT/);
  });

  it('fails on workflow code that does something else', async () => {
    const { code } = await testBundle();
    // The same workflows, but a step is summarised and scheduled under another activity.
    const other = code
      .replaceAll('remindOfDecision', 'remindOfDecisions')
      .replaceAll('refreshRecord', 'renewRecord');
    expect(other).not.toBe(code);
    const kept = (await readHistories(folder)).filter(({ file }) => file.includes('employee-deleted'));
    const runs = Worker.runReplayHistories(
      {
        workflowBundle: { code: other },
        dataConverter: createDataConverter(historyKeys, namespace),
      },
      kept.map(({ file, history }) => ({ workflowId: file, history })),
    );
    const errors: unknown[] = [];
    for await (const { error } of runs) errors.push(error);
    expect(errors).toEqual([expect.objectContaining({ name: 'DeterminismViolationError' })]);
  }, 60_000);
});

import { appendFile, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFileSnapshots } from '../../../src/connectors/storage/index.ts';
import type { SnapshotStore } from '../../../src/contracts/ports.ts';

async function* breaking(): AsyncGenerator<string> {
  yield 'new';
  throw new Error('HR went away');
}

describe('snapshots', () => {
  let folder: string;
  let snapshots: SnapshotStore;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tenure-snapshots-'));
    snapshots = createFileSnapshots(folder);
  });

  afterEach(async () => rm(folder, { recursive: true, force: true }));

  async function read(key: string): Promise<readonly unknown[]> {
    const lines: unknown[] = [];
    for await (const line of snapshots.read(key)) lines.push(line);
    return lines;
  }

  it('give back the lines that were written, from a list or from a stream', async () => {
    await snapshots.write('runs/r1/roster', [{ a: 1 }, 'text', null]);
    expect(await read('runs/r1/roster')).toEqual([{ a: 1 }, 'text', null]);
    await snapshots.write('copy', snapshots.read('runs/r1/roster'));
    expect(await read('copy')).toEqual([{ a: 1 }, 'text', null]);
    expect((await stat(join(folder, 'copy.jsonl'))).mode & 0o777).toBe(0o600);
  });

  it('hold as many lines as there are people in a large company', async () => {
    const people = Array.from({ length: 100_000 }, (_, number) => ({ personKey: `P${number}` }));
    await snapshots.write('roster', people);
    const lines: unknown[] = [];
    for await (const line of snapshots.read('roster')) lines.push(line);
    expect(lines.length).toBe(people.length);
    // One comparison of two texts: a hundred thousand expectations take longer than the reading.
    expect(JSON.stringify(lines) === JSON.stringify(people)).toBe(true);
    // Half a second by itself; among many other tests in the same process it took half a minute once.
  }, 180_000);

  it('are replaced whole or not at all', async () => {
    await snapshots.write('state/index', ['old']);
    await expect(snapshots.write('state/index', breaking())).rejects.toMatchObject({
      code: 'STORAGE_FAILED',
    });
    expect(await read('state/index')).toEqual(['old']);
    expect(await readdir(join(folder, 'state'))).toEqual(['index.jsonl']);
  });

  it('can be read while they are replaced: a reader sees one of the two', async () => {
    const old = Array.from({ length: 2_000 }, () => 'old');
    await snapshots.write('roster', old);
    const reading = read('roster');
    await snapshots.write('roster', ['new']);
    expect([old, ['new']]).toContainEqual(await reading);
  });

  it('are built up, and cut back to what is known to be complete', async () => {
    expect(await snapshots.append('raw', [1, 2])).toBe(2);
    expect(await snapshots.append('raw', [3])).toBe(1);
    expect(await read('raw')).toEqual([1, 2, 3]);
    expect(await snapshots.append('raw', ['again'], 2)).toBe(3);
    expect(await read('raw')).toEqual([1, 2, 'again']);
    expect(await snapshots.append('raw', [], 0)).toBe(0);
    expect(await read('raw')).toEqual([]);
  });

  it('that a crash cut off in the middle of a line are cut back to the lines before', async () => {
    await snapshots.append('raw', [1, 2]);
    await appendFile(join(folder, 'raw.jsonl'), '{"half":');
    await snapshots.append('raw', ['whole'], 2);
    expect(await read('raw')).toEqual([1, 2, 'whole']);
  });

  it('that are damaged are not read as if they were whole', async () => {
    await snapshots.write('roster', [1, 2]);
    await appendFile(join(folder, 'roster.jsonl'), '{"half":');
    await expect(read('roster')).rejects.toMatchObject({
      code: 'STORAGE_FAILED',
      message: expect.stringContaining('line 3'),
    });
  });

  it('have no lines where there are none', async () => {
    expect(await read('nothing')).toEqual([]);
    expect(await snapshots.exists('nothing')).toBe(false);
    await snapshots.write('nothing', []);
    expect(await snapshots.exists('nothing')).toBe(true);
  });

  it('are removed with everything below them', async () => {
    await snapshots.write('runs/r1/roster', [1]);
    await snapshots.write('runs/r1/raw/people', [1]);
    await snapshots.write('runs/r2/roster', [1]);
    await snapshots.remove('runs/r1');
    expect(await snapshots.exists('runs/r1/roster')).toBe(false);
    expect(await snapshots.exists('runs/r1/raw/people')).toBe(false);
    expect(await snapshots.exists('runs/r2/roster')).toBe(true);
  });

  it.each(['../outside', 'runs/../../outside', '/etc/passwd'])(
    'never leave their folder by the key %j',
    async (key) => {
      await expect(snapshots.write(key, [1])).rejects.toMatchObject({ code: 'INTERNAL' });
      await expect(snapshots.append(key, [1])).rejects.toMatchObject({ code: 'INTERNAL' });
      await expect(read(key)).rejects.toMatchObject({ code: 'INTERNAL' });
      await expect(snapshots.remove(key)).rejects.toMatchObject({ code: 'INTERNAL' });
    },
  );

  it.each(['.', '', './'])('are not removed all at once by %j', async (prefix) => {
    await snapshots.write('kept', [1]);
    await expect(snapshots.remove(prefix)).rejects.toMatchObject({ code: 'INTERNAL' });
    expect(await read('kept')).toEqual([1]);
  });
});

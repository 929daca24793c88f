import { appendFile, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFileJournal } from '../../../src/connectors/storage/index.ts';
import type { Journal, JournalEntry, JournalFilter } from '../../../src/contracts/ports.ts';

function entry(overrides: Partial<JournalEntry> = {}): JournalEntry {
  return {
    at: '2027-03-15T12:00:00.000Z',
    organization: 'acme',
    personKey: 'P1',
    operation: 'disable',
    policyVersion: 'v1',
    actor: 'tenure',
    outcome: 'done',
    ...overrides,
  };
}

describe('the journal', () => {
  let folder: string;
  let journal: Journal;
  let damaged: [string, number][];

  beforeEach(async () => {
    folder = join(await mkdtemp(join(tmpdir(), 'tenure-journal-')), 'journal');
    damaged = [];
    journal = createFileJournal({ folder, onDamage: (file, line) => damaged.push([file, line]) });
  });

  afterEach(async () => rm(join(folder, '..'), { recursive: true, force: true }));

  async function read(filter: JournalFilter = {}): Promise<readonly JournalEntry[]> {
    const entries: JournalEntry[] = [];
    for await (const one of journal.read(filter)) entries.push(one);
    return entries;
  }

  it('gives back what was appended, in order, text of every script included', async () => {
    const entries = [entry({ comment: 'line\nbreak' }), entry({ after: { sn: ['Žižka 李 🎉'] } })];
    await journal.append(entries);
    await journal.append([entry({ operation: 'move' })]);
    expect(await read()).toEqual([...entries, entry({ operation: 'move' })]);
  });

  it('has nothing to tell before the first entry', async () => {
    expect(await read()).toEqual([]);
    await journal.append([]);
    expect(await read()).toEqual([]);
  });

  it('is closed to other users of the machine', async () => {
    await journal.append([entry()]);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect((await stat(join(folder, 'journal-2027-03.jsonl'))).mode & 0o777).toBe(0o600);
  });

  it('begins a file with every month of the entries', async () => {
    await journal.append([entry(), entry({ at: '2027-04-01T00:00:00.000Z' }), entry()]);
    expect(await readdir(folder)).toEqual(['journal-2027-03.jsonl', 'journal-2027-04.jsonl']);
    expect(await read()).toHaveLength(3);
  });

  it.each([
    [{ personKey: 'P1' }, ['a', 'c']],
    [{ runId: 'R1' }, ['b']],
    [{ since: '2027-04-01T00:00:00.000Z' }, ['b', 'c']],
    [{ personKey: 'P1', since: '2027-04-01T00:00:00.000Z' }, ['c']],
    [{ personKey: 'nobody' }, []],
  ])('finds by %j', async (filter, operations) => {
    await journal.append([
      entry({ operation: 'a' }),
      entry({ operation: 'b', personKey: 'P2', runId: 'R1', at: '2027-04-01T00:00:00.000Z' }),
      entry({ operation: 'c', at: '2027-05-02T00:00:00.000Z' }),
    ]);
    expect((await read(filter)).map(({ operation }) => operation)).toEqual(operations);
  });

  it('loses only the line that a crash cut off, says which, and goes on in a line of its own', async () => {
    await journal.append([entry({ operation: 'first' }), entry({ operation: 'second' })]);
    const file = join(folder, 'journal-2027-03.jsonl');
    await truncate(file, (await stat(file)).size - 20);
    await journal.append([entry({ operation: 'third' })]);
    expect((await read()).map(({ operation }) => operation)).toEqual(['first', 'third']);
    expect(damaged).toEqual([[file, 2]]);
  });

  it('keeps a last line that lacks nothing but its end', async () => {
    await journal.append([entry({ operation: 'first' })]);
    const file = join(folder, 'journal-2027-03.jsonl');
    await truncate(file, (await stat(file)).size - 1);
    await journal.append([entry({ operation: 'second' })]);
    expect((await read()).map(({ operation }) => operation)).toEqual(['first', 'second']);
  });

  it('passes over lines that are JSON but no entry', async () => {
    await journal.append([entry()]);
    await appendFile(join(folder, 'journal-2027-03.jsonl'), '7\nnull\n{"other":1}\n');
    await writeFile(join(folder, 'notes.txt'), 'not mine');
    expect(await read()).toEqual([entry()]);
  });

  it('takes appends from everywhere at once without mixing lines', async () => {
    const others = [createFileJournal({ folder }), createFileJournal({ folder })];
    const text = 'x'.repeat(5_000);
    await Promise.all(
      Array.from({ length: 90 }, async (_, number) => {
        const writer = others[number % 2] ?? journal;
        await writer.append([entry({ operation: `op${number}`, comment: text })]);
      }),
    );
    const operations = (await read()).map(({ operation }) => operation);
    expect(new Set(operations).size).toBe(90);
    expect(damaged).toEqual([]);
  });

  it('says which file when it cannot write, and can be used again afterwards', async () => {
    const file = join(folder, '..', 'in-the-way');
    await writeFile(file, '');
    const blocked = createFileJournal({ folder: file });
    await expect(blocked.append([entry()])).rejects.toMatchObject({ code: 'STORAGE_FAILED' });
    await rm(file);
    await blocked.append([entry()]);
    expect(await readFile(join(file, 'journal-2027-03.jsonl'), 'utf8')).toContain('"disable"');
  });
});

import { appendFile, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFileJournal } from '../../../../src/connectors/storage/index.ts';
import type { JournalEntry } from '../../../../src/contracts/ports.ts';

function entry(personKey: string, at = '2027-03-01T08:00:00.000Z'): JournalEntry {
  return {
    at,
    organization: 'acme',
    personKey,
    operation: 'createAccount',
    policyVersion: 'v1',
    actor: 'tenure',
    outcome: 'done',
  };
}

async function keysIn(journal: ReturnType<typeof createFileJournal>): Promise<readonly string[]> {
  const keys: string[] = [];
  for await (const { personKey } of journal.read({})) keys.push(personKey ?? '');
  return keys;
}

describe('the journal', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tenure-journal-'));
  });

  afterEach(async () => rm(folder, { recursive: true, force: true }));

  it('holds everything that many activities append at the same time, each in its order', async () => {
    const journal = createFileJournal({ folder });
    const activities = Array.from({ length: 50 }, (_, index) => `P${index}`);
    await Promise.all(
      activities.map(async (key) => {
        await journal.append([entry(`${key}-1`), entry(`${key}-2`)]);
        await journal.append([entry(`${key}-3`)]);
      }),
    );
    const keys = await keysIn(journal);
    expect(keys.toSorted()).toEqual(
      activities.flatMap((key) => [`${key}-1`, `${key}-2`, `${key}-3`]).toSorted(),
    );
    for (const key of activities) {
      expect(keys.filter((one) => one.startsWith(`${key}-`))).toEqual([`${key}-1`, `${key}-2`, `${key}-3`]);
    }
  });

  it('has an entry on the disk when its append resolves, whatever is appended meanwhile', async () => {
    const journal = createFileJournal({ folder });
    const others = [journal.append([entry('A')]), journal.append([entry('B')])];
    await journal.append([entry('C')]);
    const text = await readFile(join(folder, 'journal-2027-03.jsonl'), 'utf8');
    expect(text).toContain('"C"');
    await Promise.all(others);
  });

  it('writes what shares an append into the file of its own month', async () => {
    const journal = createFileJournal({ folder });
    await Promise.all([
      journal.append([entry('A')]),
      journal.append([entry('B', '2027-03-31T23:59:59.999Z')]),
      journal.append([entry('C', '2027-04-01T00:00:00.000Z')]),
    ]);
    expect((await readdir(folder)).toSorted()).toEqual(['journal-2027-03.jsonl', 'journal-2027-04.jsonl']);
    expect(await keysIn(journal)).toEqual(['A', 'B', 'C']);
  });

  it('tells everybody of a write that failed, and goes on when the cause is gone', async () => {
    const blocked = join(folder, 'journal');
    await writeFile(blocked, 'a file where the folder should be');
    const journal = createFileJournal({ folder: blocked });
    const outcomes = await Promise.allSettled([
      journal.append([entry('A')]),
      journal.append([entry('B')]),
      journal.append([entry('C')]),
    ]);
    const refused = { status: 'rejected', reason: expect.objectContaining({ code: 'STORAGE_FAILED' }) };
    expect(outcomes).toEqual([refused, refused, refused]);
    await rm(blocked);
    await journal.append([entry('D')]);
    expect(await keysIn(journal)).toEqual(['D']);
  });

  it('does not let an entry that cannot be written take others along', async () => {
    const journal = createFileJournal({ folder });
    const first = journal.append([entry('A')]);
    const odd = journal.append([{ ...entry('B'), after: { number: 1n } }]);
    const last = journal.append([entry('C')]);
    await expect(odd).rejects.toThrow(TypeError);
    await Promise.all([first, last]);
    expect(await keysIn(journal)).toEqual(['A', 'C']);
  });

  it('makes its folder when it is missing, also when somebody removes it meanwhile', async () => {
    const below = join(folder, 'some', 'where');
    const journal = createFileJournal({ folder: below });
    await journal.append([entry('A')]);
    expect((await stat(below)).mode & 0o777).toBe(0o700);
    await rm(below, { recursive: true });
    await journal.append([entry('B')]);
    expect(await keysIn(journal)).toEqual(['B']);
  });

  it('begins on a line of its own after a crash in the middle of one', async () => {
    const damaged: number[] = [];
    const journal = createFileJournal({ folder, onDamage: (_file, line) => damaged.push(line) });
    await journal.append([entry('A')]);
    const file = join(folder, 'journal-2027-03.jsonl');
    await appendFile(file, '{"at":"2027-03-01T08:0');
    await journal.append([entry('B')]);
    expect(await keysIn(journal)).toEqual(['A', 'B']);
    expect(damaged).toEqual([2]);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });
});

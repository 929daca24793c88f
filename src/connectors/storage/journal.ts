import { mkdir, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '../../domain/errors.ts';
import { readJsonLines } from './json-lines.ts';
import { storageError } from './errors.ts';
import type { Journal, JournalEntry, JournalFilter } from '../../contracts/ports.ts';
import type { FileHandle } from 'node:fs/promises';

export interface FileJournalOptions {
  /** Folder of the journal; created with mode 0700. */
  readonly folder: string;
  /** Told of lines that a crash left unreadable. */
  readonly onDamage?: (file: string, line: number) => void;
}

/** Lines of one month's file. */
type Months = Map<string, string[]>;

/** Entries that wait for the write before them, and then share one. */
interface Batch {
  readonly months: Months;
  readonly written: Promise<void>;
}

/**
 * Append-only JSON Lines, one file a month (`journal-2026-03.jsonl`, by the entry's own time), mode 0600.
 *
 * A crash in the middle of a line damages that line only: each append begins on a line of its own (a missing
 * final newline is put first) and is written with one `write` on a file opened for appending, so several
 * workers on one machine can share the folder.
 *
 * Appends that come while another is being written wait for it and are then written together: a hundred
 * activities at once cost a few writes to the disk, not a hundred in a row.
 */
export function createFileJournal(options: FileJournalOptions): Journal {
  let queue: Promise<void> = Promise.resolve();
  let waiting: Batch | undefined;

  async function write(months: Months): Promise<void> {
    for (const [month, lines] of months) {
      const file = join(options.folder, `journal-${month}.jsonl`);
      try {
        const handle = await openToAppend(file);
        try {
          const start = (await endsInsideLine(handle)) ? '\n' : '';
          await handle.appendFile(`${start}${lines.join('\n')}\n`);
          await handle.datasync();
        } finally {
          await handle.close();
        }
      } catch (error) {
        throw storageError(error, file);
      }
    }
  }

  /** Makes the folder only when it is missing: every step of every person comes through here. */
  async function openToAppend(file: string): Promise<FileHandle> {
    try {
      return await open(file, 'a+', 0o600);
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error;
      await mkdir(options.folder, { recursive: true, mode: 0o700 });
      return open(file, 'a+', 0o600);
    }
  }

  function openBatch(): Batch {
    const months: Months = new Map();
    const written = queue.then(async () => {
      waiting = undefined;
      return write(months);
    });
    queue = written.catch(() => undefined);
    return { months, written };
  }

  return {
    async append(entries) {
      if (entries.length === 0) return;
      // Before anything is shared: an entry that cannot be written must not take others along.
      const lines = entries.map((entry) => ({ month: entry.at.slice(0, 7), line: JSON.stringify(entry) }));
      waiting ??= openBatch();
      const { months, written } = waiting;
      for (const { month, line } of lines) {
        const present = months.get(month);
        if (present === undefined) months.set(month, [line]);
        else present.push(line);
      }
      await written;
    },
    async *read(filter) {
      for (const name of await monthsOf(options.folder, filter.since)) {
        const file = join(options.folder, name);
        for await (const value of readJsonLines(file, (line) => options.onDamage?.(file, line))) {
          if (isEntry(value) && matches(value, filter)) yield value;
        }
      }
    },
  };
}

async function endsInsideLine(handle: FileHandle): Promise<boolean> {
  const { size } = await handle.stat();
  if (size === 0) return false;
  const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer[0] !== 0x0a;
}

async function monthsOf(folder: string, since: string | undefined): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => [] as string[]);
  const first = since === undefined ? '' : `journal-${since.slice(0, 7)}.jsonl`;
  return names.filter((name) => /^journal-\d{4}-\d{2}\.jsonl$/.test(name) && name >= first).toSorted();
}

function isEntry(value: unknown): value is JournalEntry {
  return typeof value === 'object' && value !== null && 'at' in value && 'operation' in value;
}

function matches(entry: JournalEntry, filter: JournalFilter): boolean {
  return (
    (filter.personKey === undefined || entry.personKey === filter.personKey) &&
    (filter.runId === undefined || entry.runId === filter.runId) &&
    (filter.since === undefined || entry.at >= filter.since)
  );
}

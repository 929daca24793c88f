import { access, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join, normalize, resolve, sep } from 'node:path';
import { TenureError } from '../../domain/errors.ts';
import { readJsonLines } from './json-lines.ts';
import { storageError } from './errors.ts';
import type { SnapshotStore } from '../../contracts/ports.ts';

const batchBytes = 256 * 1024;

/**
 * Snapshots as files of JSON lines below a folder, mode 0600. A key is a relative path. `write` replaces
 * atomically; `append` builds a file up and can cut it back to a known number of lines after a restart.
 */
export function createFileSnapshots(folder: string): SnapshotStore {
  function fileOf(key: string): string {
    const path = normalize(key);
    if (path.startsWith('..') || path.startsWith(sep)) {
      throw new TenureError('INTERNAL', `"${key}" is no key of a snapshot.`);
    }
    return `${join(folder, path)}.jsonl`;
  }

  async function write(key: string, lines: Iterable<unknown> | AsyncIterable<unknown>): Promise<void> {
    const file = fileOf(key);
    const partial = `${file}.${process.pid}.partial`;
    try {
      await mkdir(dirname(file), { recursive: true, mode: 0o700 });
      const handle = await open(partial, 'w', 0o600);
      try {
        let batch = '';
        for await (const line of lines) {
          batch += `${JSON.stringify(line)}\n`;
          if (batch.length < batchBytes) continue;
          await handle.appendFile(batch);
          batch = '';
        }
        await handle.appendFile(batch);
        await handle.datasync();
      } finally {
        await handle.close();
      }
      await rename(partial, file);
    } catch (error) {
      await rm(partial, { force: true });
      throw error instanceof TenureError ? error : storageError(error, file);
    }
  }

  async function* read(key: string): AsyncGenerator {
    const file = fileOf(key);
    for await (const value of readJsonLines(file, (line) => {
      throw new TenureError('STORAGE_FAILED', `${file} is damaged at line ${line}.`, { place: file });
    })) {
      yield value;
    }
  }

  return {
    write,
    read,
    async append(key, lines, truncateTo) {
      const kept: unknown[] = [];
      if (truncateTo !== undefined) {
        for await (const line of readTolerant(fileOf(key))) {
          if (kept.length >= truncateTo) break;
          kept.push(line);
        }
        await write(key, [...kept, ...lines]);
        return kept.length + lines.length;
      }
      const file = fileOf(key);
      try {
        await mkdir(dirname(file), { recursive: true, mode: 0o700 });
        const handle = await open(file, 'a', 0o600);
        try {
          await handle.appendFile(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
          await handle.datasync();
        } finally {
          await handle.close();
        }
      } catch (error) {
        throw storageError(error, file);
      }
      return lines.length;
    },
    async exists(key) {
      return access(fileOf(key)).then(
        () => true,
        () => false,
      );
    },
    async remove(prefix) {
      const path = normalize(prefix);
      if (path.startsWith('..') || path.startsWith(sep) || resolve(path) === resolve('.')) {
        throw new TenureError('INTERNAL', `"${prefix}" is no prefix of snapshots.`);
      }
      await rm(join(folder, path), { recursive: true, force: true });
      await rm(fileOf(prefix), { force: true });
    },
  };
}

async function* readTolerant(file: string): AsyncGenerator {
  yield* readJsonLines(file, () => undefined);
}

import { spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { until, withFolder } from './company/tenure.ts';
import type { ChildProcess } from 'node:child_process';
import type { BenchContext, BenchLine } from './result.ts';

/** From the compiled file: `dist/bench`. */
const script = fileURLToPath(new URL('../../scripts/start.mjs', import.meta.url));

/** Whether the journal below the folder tells of a created account. */
async function hasAccount(folder: string): Promise<boolean> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  for (const name of names.filter((one) => /journal-[\d-]+\.jsonl$/u.test(one))) {
    const text = await readFile(join(folder, name), 'utf8').catch(() => '');
    if (text.includes('"operation":"createAccount"')) return true;
  }
  return false;
}

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => {
    child.once('exit', resolve);
  });
}

/** `npm start` as a newcomer types it, with the set-up done, until the first account stands in the journal. */
export async function startBench({ progress }: BenchContext): Promise<readonly BenchLine[]> {
  return withFolder(async (folder) => {
    const { TEMPORAL_ADDRESS: _ours, ...env } = process.env;
    const practice = join(folder, 'practice');
    progress('the practice company starts');
    const start = performance.now();
    const child = spawn(process.execPath, [script, '--folder', practice], { env, stdio: 'ignore' });
    const exit = ended(child);
    let over = false;
    child.once('exit', () => {
      over = true;
    });
    try {
      await until(
        'the first account',
        async () => {
          if (over) throw new Error('`npm start` ended before it had made an account.');
          return hasAccount(practice);
        },
        { everyMs: 50, withinMs: 120_000 },
      );
      const seconds = (performance.now() - start) / 1000;
      return [
        {
          name: 'npm start to the first account',
          value: seconds,
          unit: 's',
          budgets: [{ of: 'value', atMost: 15 }],
          note: 'set-up done before; with Samba when it is installed',
        },
      ];
    } finally {
      child.kill('SIGINT');
      await exit;
    }
  });
}

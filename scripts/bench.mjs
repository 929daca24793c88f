/** `npm run bench`: set-up, a Temporal server on a file as in `npm start -- --config`, and the benchmarks. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compile } from './lib/build.mjs';
import { withTemporal } from './lib/embedded.mjs';
import { root } from './lib/places.mjs';
import { handOver } from './lib/processes.mjs';
import { die } from './lib/terminal.mjs';
import { setUp } from './setup.mjs';

async function main() {
  const source = await setUp();
  await compile(['bench']);
  const folder = await mkdtemp(join(tmpdir(), 'tenure-bench-'));
  const options = { logFile: join(folder, 'temporal.log'), database: join(folder, 'temporal.db') };
  try {
    process.exitCode = await withTemporal(source, options, (server) =>
      handOver(process.execPath, [join(root, 'dist', 'bench', 'main.js'), ...process.argv.slice(2)], {
        cwd: root,
        env: { ...process.env, ...server },
      }),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

await main().catch(die);

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { evaluate } from './run-node.ts';

const script = pathToFileURL(join(__dirname, '..', '..', '..', 'scripts', 'lib', 'processes.mjs')).href;

/** Hands over to a Node that runs `program`, sends a signal once that has said it is ready, and gives our exit code. */
async function handOver(program: string, signal: NodeJS.Signals): Promise<unknown> {
  const parent = spawn(
    process.execPath,
    [
      '--input-type=module',
      '--eval',
      `import { handOver } from '${script}';
       process.exitCode = await handOver(process.execPath, ['--eval', ${JSON.stringify(program)}]);`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  await once(parent.stdout, 'data');
  parent.kill(signal);
  const [code]: unknown[] = await once(parent, 'exit');
  return code;
}

test.each<NodeJS.Signals>(['SIGINT', 'SIGTERM', 'SIGHUP'])(
  'a program that we hand over to gets %s and ends in its own time, with its own exit code',
  async (signal) => {
    const program = `process.once('${signal}', () => setTimeout(() => process.exit(7), 200)); console.log('ready'); setInterval(() => {}, 1000);`;
    expect(await handOver(program, signal)).toBe(7);
  },
);

test('a program that a signal ends gives the exit code that shells give', async () => {
  expect(await handOver(`console.log('ready'); setInterval(() => {}, 1000);`, 'SIGTERM')).toBe(143);
});

test.each([
  ['that is missing', `it.run('/nowhere/at-all', [])`, { code: 127 }],
  [
    'that takes too long',
    `it.run(process.execPath, ['--eval', 'setInterval(() => {}, 1000)'], { timeoutMs: 300 })`,
    { code: 124 },
  ],
  [
    'that fails',
    `it.run(process.execPath, ['--eval', 'console.error("no"); process.exit(3)'])`,
    { code: 3, stderr: 'no\n' },
  ],
])('a program %s is an outcome, not an exception', async (_what, call, expected) => {
  expect(await evaluate('lib/processes.mjs', `return await ${call};`)).toMatchObject(expected);
});

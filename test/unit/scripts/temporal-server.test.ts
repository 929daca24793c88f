import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { evaluate, runNode } from './run-node.ts';

const script = pathToFileURL(join(__dirname, '..', '..', '..', 'scripts', 'temporal.mjs')).href;

let folder: string;
let program: string;

beforeAll(async () => {
  const named = process.env['TENURE_TEMPORAL_CLI'];
  program =
    named ??
    String(await evaluate('lib/temporal-program.mjs', 'return it.cachedProgram(await it.pinnedVersion());'));
});

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tenure-server-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

/** JavaScript that starts a server of ours as `server`. */
function starting(options: {
  readonly database?: string;
  readonly program?: string;
  readonly log?: string;
}): string {
  return `const server = await it.startTemporal(${JSON.stringify({
    program: options.program ?? program,
    logFile: join(folder, options.log ?? 'server.log'),
    ...(options.database !== undefined && { database: options.database }),
  })});`;
}

/** JavaScript that asks the server as the Temporal CLI would, and gives what it prints. */
function asking(...args: readonly string[]): string {
  return `await new Promise((resolve) => process.getBuiltinModule('node:child_process').execFile(${JSON.stringify(program)},
    [...${JSON.stringify(args)}, '--address', server.address], (error, stdout, stderr) => resolve(stdout + stderr)))`;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test('a server answers with all search attributes when it is said to have started, and is gone when stopped', async () => {
  const answer = await evaluate(
    'temporal.mjs',
    `${starting({})}
     const attributes = ${asking('operator', 'search-attribute', 'list')};
     await server.stop();
     await server.stop();
     return { attributes, pid: server.pid };`,
  );
  expect(answer).toMatchObject({ attributes: expect.stringMatching(/TenureNeedsDecision\s+Bool/u) });
  expect(isAlive(Number(Object(answer).pid))).toBe(false);
});

test('a database remembers workflows over a restart of its server', async () => {
  const database = join(folder, 'data', 'temporal.db');
  const start = ['workflow', 'start', '--type', 'nothing', '--task-queue', 'nobody', '--workflow-id', 'kept'];
  await evaluate('temporal.mjs', `${starting({ database })} ${asking(...start)}; await server.stop();`);
  const found = await evaluate(
    'temporal.mjs',
    `${starting({ database })} const found = ${asking('workflow', 'describe', '--workflow-id', 'kept')}; await server.stop(); return found;`,
  );
  expect(found).toMatch(/WorkflowId\s+kept/u);
});

test('a database is refused to a second server while the first one runs', async () => {
  const database = join(folder, 'temporal.db');
  const answer = await evaluate(
    'temporal.mjs',
    `${starting({ database })}
     try { await it.startTemporal(${JSON.stringify({ program, logFile: join(folder, 'second.log'), database })}); }
     catch (error) { return { pid: server.pid, message: error.message, remedy: error.remedy }; }
     finally { await server.stop(); }`,
  );
  const { pid } = Object(answer);
  expect(answer).toEqual({
    pid: expect.any(Number),
    message: `Another Temporal server (process ${pid}) uses ${database}.`,
    remedy: expect.stringContaining(`kill ${pid}`),
  });
});

test('a server that was left behind by a killed parent is named, and after it ends its database opens again', async () => {
  const database = join(folder, 'temporal.db');
  const parent = spawn(process.execPath, [
    '--input-type=module',
    '--eval',
    `import * as it from '${script}'; ${starting({ database })} console.log(server.pid); setInterval(() => {}, 1000);`,
  ]);
  const [line]: unknown[] = await once(parent.stdout, 'data');
  const orphan = Number(String(line));
  parent.kill('SIGKILL');
  await once(parent, 'exit');
  expect(isAlive(orphan)).toBe(true);
  await expect(evaluate('temporal.mjs', starting({ database, log: 'second.log' }))).rejects.toThrow(
    `Another Temporal server (process ${orphan})`,
  );
  process.kill(orphan, 'SIGTERM');
  const again = await evaluate(
    'temporal.mjs',
    `for (let tries = 0; tries < 200; tries++) {
       try { process.kill(${orphan}, 0); } catch { break; }
       await new Promise((resolve) => setTimeout(resolve, 50));
     }
     ${starting({ database })} await server.stop(); return 'started';`,
  );
  expect(again).toBe('started');
});

test('a parent that is interrupted takes its server along', async () => {
  const parent = spawn(process.execPath, [
    '--input-type=module',
    '--eval',
    `import * as it from '${script}'; ${starting({})} console.log(server.pid); setInterval(() => {}, 1000);`,
  ]);
  const [line]: unknown[] = await once(parent.stdout, 'data');
  const server = Number(String(line));
  expect(isAlive(server)).toBe(true);
  parent.kill('SIGINT');
  expect(await once(parent, 'exit')).toEqual([130, null]);
  await evaluate(
    'temporal.mjs',
    `for (let tries = 0; tries < 200; tries++) {
       try { process.kill(${server}, 0); } catch { break; }
       await new Promise((resolve) => setTimeout(resolve, 25));
     }`,
  );
  expect(isAlive(server)).toBe(false);
});

test('a server that does not come up is reported with the end of its log', async () => {
  const { code, stderr } = await runNode([
    '--input-type=module',
    '--eval',
    `import * as it from '${script}'; ${starting({ program: process.execPath, log: 'broken.log' })}`,
  ]);
  expect(code).toBe(1);
  expect(stderr).toContain('The Temporal server ended while starting. Its log ends:');
  expect(stderr).toContain((await readFile(join(folder, 'broken.log'), 'utf8')).trim().split('\n').at(-1));
});

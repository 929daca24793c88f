import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const script = join(__dirname, '..', '..', '..', '.ci', 'run');

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tenure-ci-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

/** Runs `.ci/run` with an npm that notes what it is asked for, prints `printed` for the tests, and fails at `failing`. */
async function ci(
  printed: string,
  failing?: string,
): Promise<{ code: number; lastLine: string; asked: string[] }> {
  const npm = `#!/bin/sh
echo "$CI: $*" >> '${join(folder, 'asked')}'
[ "$1" != test ] || printf '%b' '${printed}'
[ "$1" != '${failing ?? ''}' ]
`;
  await writeFile(join(folder, 'npm'), npm, { mode: 0o755 });
  const env = { ...process.env, PATH: `${folder}${delimiter}${process.env['PATH'] ?? ''}`, CI: '' };
  const { code, stdout } = await new Promise<{ code: number; stdout: string }>((resolve) => {
    execFile('bash', [script], { env }, (error, out) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout: out });
    });
  });
  const asked = await readFile(join(folder, 'asked'), 'utf8');
  return { code, lastLine: stdout.trimEnd().split('\n').at(-1) ?? '', asked: asked.trim().split('\n') };
}

test('runs the suite, the checks and the practice company as CI, and closes with the count of the suite', async () => {
  expect(await ci('1 passed, 1 failed of an inner run\\n12 passed, 0 failed\\nmore\\n')).toEqual({
    code: 0,
    lastLine: '12 passed, 0 failed',
    asked: ['true: test', 'true: run check', 'true: start -- --fast --exit'],
  });
});

test.each(['test', 'run', 'start'])(
  'runs everything even when npm %s fails, and fails itself',
  async (failing) => {
    expect(await ci('12 passed, 0 failed\\n', failing)).toMatchObject({
      code: 1,
      lastLine: '12 passed, 0 failed',
      asked: { length: 3 },
    });
  },
);

test('fails when the suite printed no count', async () => {
  expect(await ci('killed\\n')).toMatchObject({ code: 1, lastLine: '0 passed, 1 failed' });
});

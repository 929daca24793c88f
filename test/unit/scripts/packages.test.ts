import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runNode } from './run-node.ts';

interface Packages {
  readonly [path: string]: { readonly version?: string; readonly optional?: boolean };
}

let checkout: string;

beforeEach(async () => {
  checkout = await mkdtemp(join(tmpdir(), 'tenure-packages-'));
  await cp(join(__dirname, '..', '..', '..', 'scripts'), join(checkout, 'scripts'), { recursive: true });
  await writeFile(join(checkout, 'package.json'), '{"name":"practice"}');
  await writeFile(join(checkout, 'npm-cli.js'), npmStandIn);
  await lock({ '': {}, 'node_modules/a': { version: '1.0.0' } });
});

afterEach(() => rm(checkout, { recursive: true, force: true }));

/** npm that notes its arguments, installs what the lock says, and refuses `ci` when the lock is marked as unfit. */
const npmStandIn = `
const { appendFileSync, existsSync, mkdirSync, copyFileSync } = require('node:fs');
appendFileSync('calls', process.argv[2] + '\\n');
if (existsSync('unreachable')) { console.error('npm error network request failed'); process.exit(1); }
if (process.argv[2] === 'ci' && existsSync('unfit')) { console.error('npm error code EUSAGE'); process.exit(1); }
mkdirSync('node_modules', { recursive: true });
copyFileSync('package-lock.json', 'node_modules/.package-lock.json');
`;

async function lock(packages: Packages): Promise<void> {
  await writeFile(join(checkout, 'package-lock.json'), JSON.stringify({ packages }));
}

async function installed(packages: Packages): Promise<void> {
  await mkdir(join(checkout, 'node_modules'), { recursive: true });
  await writeFile(join(checkout, 'node_modules', '.package-lock.json'), JSON.stringify({ packages }));
}

/** What npm was asked to do when the set-up ran once more; the error's message when the set-up gave up. */
async function setUp(): Promise<string[]> {
  await rm(join(checkout, 'calls'), { force: true });
  const script = pathToFileURL(join(checkout, 'scripts', 'lib', 'packages.mjs')).href;
  const { stderr, code } = await runNode(
    ['--input-type=module', '--eval', `import { ensurePackages } from '${script}'; await ensurePackages();`],
    { npm_execpath: join(checkout, 'npm-cli.js') },
  );
  if (code !== 0) throw new Error(stderr);
  const calls = await readFile(join(checkout, 'calls'), 'utf8').catch(() => '');
  return calls.split('\n').filter((call) => call !== '');
}

test('installs a fresh checkout from its lock, once', async () => {
  expect(await setUp()).toEqual(['ci']);
  expect(await setUp()).toEqual([]);
});

test('leaves an installation alone that somebody else made from the same lock', async () => {
  await installed({ 'node_modules/a': { version: '1.0.0' } });
  expect(await setUp()).toEqual([]);
});

test('does not miss optional packages, which may be those of other platforms', async () => {
  await lock({
    '': {},
    'node_modules/a': { version: '1.0.0' },
    'node_modules/b': { version: '1.0.0', optional: true },
  });
  await installed({ 'node_modules/a': { version: '1.0.0' } });
  expect(await setUp()).toEqual([]);
});

test.each<[string, Packages]>([
  ['another version', { 'node_modules/a': { version: '1.0.1' } }],
  ['a further package', { 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '1.0.0' } }],
])('installs again when the lock has changed to %s', async (_what, packages) => {
  expect(await setUp()).toEqual(['ci']);
  await lock({ '': {}, ...packages });
  expect(await setUp()).toEqual(['ci']);
  expect(await setUp()).toEqual([]);
});

test('falls back to a plain install when the lock does not fit the package file', async () => {
  await writeFile(join(checkout, 'unfit'), '');
  expect(await setUp()).toEqual(['ci', 'install']);
});

test('says what npm said and what to do when npm fails, and tries again the next time', async () => {
  await writeFile(join(checkout, 'unreachable'), '');
  await expect(setUp()).rejects.toThrow(/network request failed[^]*npm ping/u);
  await rm(join(checkout, 'unreachable'));
  expect(await setUp()).toEqual(['ci']);
});

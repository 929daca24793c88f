/** The npm packages: installed when missing or when the lock file has changed. */
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './places.mjs';
import { run, tail } from './processes.mjs';
import { progress, SetupError } from './terminal.mjs';

const stampFile = join(root, 'node_modules', '.tenure-packages');

/**
 * Makes `node_modules` match `package-lock.json`. Does nothing when it already does.
 * @returns {Promise<'present' | 'installed'>}
 */
export async function ensurePackages() {
  const wanted = await fingerprint();
  if ((await readFile(stampFile, 'utf8').catch(() => '')) === wanted) return 'present';
  const installed = await installedLock();
  const matches = installed !== undefined && (await matchesLock(installed));
  if (!matches) await install();
  await writeFile(stampFile, await fingerprint());
  return matches ? 'present' : 'installed';
}

/** What must be equal for an installation to be good: lock, package file, platform (native parts). */
async function fingerprint() {
  const hash = createHash('sha256');
  for (const name of ['package.json', 'package-lock.json']) {
    hash.update(await readFile(join(root, name)).catch(() => Buffer.of()));
  }
  return `${hash.digest('hex')} ${process.platform} ${process.arch}\n`;
}

/**
 * @typedef {{ packages?: Record<string, { version?: string, optional?: boolean }> }} Lock
 */

/**
 * npm's own note of what it installed (`node_modules/.package-lock.json`, npm 7 and later).
 * @returns {Promise<Lock | undefined>}
 */
async function installedLock() {
  const text = await readFile(join(root, 'node_modules', '.package-lock.json'), 'utf8').catch(
    () => undefined,
  );
  return text === undefined ? undefined : JSON.parse(text);
}

/**
 * Whether everything that the lock demands is installed in the demanded version; optional packages are those of
 * other platforms and may be missing.
 * @param {Lock} installed
 * @returns {Promise<boolean>}
 */
async function matchesLock(installed) {
  const text = await readFile(join(root, 'package-lock.json'), 'utf8').catch(() => undefined);
  if (text === undefined) return false;
  /** @type {Lock} */
  const lock = JSON.parse(text);
  for (const [path, wanted] of Object.entries(lock.packages ?? {})) {
    if (path === '') continue;
    const found = installed.packages?.[path];
    if (!found && wanted.optional) continue;
    if (found?.version !== wanted.version) return false;
  }
  return true;
}

async function install() {
  const line = progress('npm packages');
  const tick = setInterval(() => line.update('installing'), 1_000);
  let done = await npm(['ci', '--include=dev']);
  if (done.code !== 0 && /EUSAGE|ERESOLVE|can only install/u.test(done.stderr)) {
    done = await npm(['install', '--include=dev']);
  }
  clearInterval(tick);
  if (done.code !== 0) {
    line.end('failed');
    throw new SetupError(
      `The npm packages could not be installed:\n${tail(done.stderr || done.stdout)}`,
      'Remedy: see that the npm registry can be reached (npm ping), then run `npm ci` and repeat the command.',
    );
  }
  line.end('installed');
}

/** @param {readonly string[]} args */
function npm(args) {
  const script = process.env['npm_execpath'];
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  if (script?.endsWith('npm-cli.js'))
    return run(process.execPath, [script, ...args, ...quiet], { cwd: root });
  return run('npm', [...args, ...quiet], { cwd: root, shell: process.platform === 'win32' });
}

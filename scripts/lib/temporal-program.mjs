/** The `temporal` program: which one we want, and what a given one is. */
import { access, constants, readFile } from 'node:fs/promises';
import { cacheFolder, root } from './places.mjs';
import { run } from './processes.mjs';
import { delimiter, join } from 'node:path';

/** Oldest server with time skipping per execution and free claims by delayed start (Temporal server 1.32 release notes). */
export const oldestServer = '1.32.0';

/** Folder of the Go module that pins the program we build. */
export const moduleFolder = join(root, 'tools', 'temporal');

/**
 * The version of the program that the committed Go module pins, without the `v`.
 * @returns {Promise<string>}
 */
export async function pinnedVersion() {
  const text = await readFile(join(moduleFolder, 'go.mod'), 'utf8');
  const version = /^\s*github\.com\/temporalio\/cli v(\S+)/mu.exec(text)?.[1];
  if (!version) throw new Error('tools/temporal/go.mod does not name github.com/temporalio/cli');
  return version;
}

/**
 * Where our own copy of the pinned program lies, whether it is there or not.
 * @param {string} version
 * @returns {string}
 */
export function cachedProgram(version) {
  const platform = `${process.platform}-${process.arch}`;
  return join(cacheFolder(), 'temporal', `${version}-${platform}`, programName('temporal'));
}

/**
 * @param {string} name
 * @returns {string} the file name of a program on this platform
 */
export function programName(name) {
  return process.platform === 'win32' ? `${name}.exe` : name;
}

/**
 * @param {string} program path or name
 * @returns {Promise<string | undefined>} version of the server inside, as in `1.32.0`; undefined when this does not
 *   run or is no Temporal CLI
 */
export async function serverVersion(program) {
  const { code, stdout } = await run(program, ['--version'], { timeoutMs: 20_000 });
  return code === 0 ? /Server (\d+\.\d+\.\d+)/u.exec(stdout)?.[1] : undefined;
}

/**
 * @param {string} version
 * @param {string} atLeast
 * @returns {boolean} by numbers, part by part
 */
export function isAtLeast(version, atLeast) {
  const have = version.split('.').map(Number);
  const want = atLeast.split('.').map(Number);
  for (const [index, number] of want.entries()) {
    const difference = (have[index] ?? 0) - number;
    if (difference !== 0) return difference > 0;
  }
  return true;
}

/**
 * @param {string} name
 * @returns {Promise<string | undefined>} full path of the first executable of that name on PATH
 */
export async function onPath(name) {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    if (folder === '') continue;
    const path = join(folder, programName(name));
    const runs = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (runs) return path;
  }
  return undefined;
}

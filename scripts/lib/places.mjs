/** Where things lie: the checkout, its scratch folder, and the user's cache that all checkouts share. */
import { mkdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root of the checkout. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Scratch files of this checkout: logs, the development server's database. Never committed. */
export const scratch = join(root, '.tenure');

/**
 * The user's cache folder by the habit of the platform.
 * @param {NodeJS.ProcessEnv} [env]
 * @param {NodeJS.Platform} [platform]
 * @returns {string}
 */
export function cacheFolder(env = process.env, platform = process.platform) {
  if (env['XDG_CACHE_HOME']) return join(env['XDG_CACHE_HOME'], 'tenure');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'tenure');
  if (platform === 'win32') return join(env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'tenure');
  return join(homedir(), '.cache', 'tenure');
}

const askAgainMs = 200;
const heartbeatMs = 2_000;
const abandonedAfterMs = 20_000;

/**
 * Runs `work` while no other process on this machine holds the same lock. The holder touches its lock every two
 * seconds, so the lock of a process that was killed is taken over after twenty.
 * @template T
 * @param {string} path of the lock folder; its parent is created
 * @param {{ onWait: () => void, work: () => Promise<T> }} options `onWait` is called once when somebody else holds it
 * @returns {Promise<T>}
 */
export async function withLock(path, { onWait, work }) {
  await mkdir(join(path, '..'), { recursive: true });
  let waiting = false;
  while (!(await take(path))) {
    if (!waiting) onWait();
    waiting = true;
    await new Promise((resolve) => setTimeout(resolve, askAgainMs));
  }
  const beat = setInterval(() => void utimes(path, new Date(), new Date()).catch(() => {}), heartbeatMs);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    await rm(path, { recursive: true, force: true });
  }
}

/**
 * @param {string} path
 * @returns {Promise<boolean>} whether the lock is ours now
 */
async function take(path) {
  try {
    await mkdir(path);
    await writeFile(join(path, 'pid'), String(process.pid));
    return true;
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
  }
  const seen = await stat(path).catch(() => undefined);
  if (seen && Date.now() - seen.mtimeMs > abandonedAfterMs) await rm(path, { recursive: true, force: true });
  return false;
}

/**
 * @param {unknown} error
 * @param {string} code as in `ENOENT`
 * @returns {boolean}
 */
export function isCode(error, code) {
  return error instanceof Error && 'code' in error && error.code === code;
}

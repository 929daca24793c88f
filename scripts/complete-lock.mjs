/**
 * Adds to package-lock.json the optional packages of other platforms that npm leaves out when the registry it writes
 * the lock against does not carry them. `npm ci` of npm 11 refuses a lock with such holes, and people on those
 * platforms would miss their native parts. Run it after `npm install`; `--check` only says whether it is needed.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './lib/places.mjs';
import { die, say } from './lib/terminal.mjs';

/**
 * @typedef {{ version?: string, dev?: boolean, optional?: boolean, os?: string[], cpu?: string[], libc?: string[],
 *   resolved?: string, optionalDependencies?: Record<string, string> }} LockedPackage
 * @typedef {{ packages: Record<string, LockedPackage> }} Lock
 */

const systems = [
  'darwin',
  'win32',
  'linux',
  'android',
  'freebsd',
  'openharmony',
  'openbsd',
  'netbsd',
  'sunos',
  'aix',
];
const processors = /arm64|x64|ia32|ppc64|s390x|riscv64|loong64|mips64el|arm/u;

/**
 * @param {Lock} lock
 * @returns {Record<string, LockedPackage>} the entries that are missing, by path
 */
export function missingEntries(lock) {
  /** @type {Record<string, LockedPackage>} */
  const missing = {};
  for (const parent of Object.values(lock.packages)) {
    for (const [name, range] of Object.entries(parent.optionalDependencies ?? {})) {
      const path = `node_modules/${name}`;
      const os = systems.find((system) => name.includes(system));
      if (lock.packages[path] || !os) continue;
      missing[path] = entry({ name, range, os, dev: parent.dev === true });
    }
  }
  return missing;
}

/**
 * @param {{ name: string, range: string, os: string, dev: boolean }} wanted
 * @returns {LockedPackage} without integrity: nobody here has seen the package
 */
function entry({ name, range, os, dev }) {
  const gnu = os === 'linux' && name.includes('gnu');
  const libc = name.includes('musl') ? 'musl' : gnu ? 'glibc' : undefined;
  return {
    version: range.replace(/^[~^]/u, ''),
    cpu: [processors.exec(name)?.[0] ?? 'arm'],
    ...(dev && { dev }),
    ...(libc && { libc: [libc] }),
    optional: true,
    os: [os],
  };
}

async function main() {
  const file = join(root, 'package-lock.json');
  /** @type {Lock} */
  const lock = JSON.parse(await readFile(file, 'utf8'));
  const missing = missingEntries(lock);
  const names = Object.keys(missing);
  if (names.length === 0) return say('package-lock.json is complete.');
  if (process.argv.includes('--check')) {
    say(`package-lock.json lacks ${names.join(', ')}. Remedy: node scripts/complete-lock.mjs`);
    process.exitCode = 1;
    return undefined;
  }
  const all = Object.entries({ ...lock.packages, ...missing });
  lock.packages = Object.fromEntries(all.toSorted(([a], [b]) => (a < b ? -1 : 1)));
  await writeFile(file, `${JSON.stringify(lock, undefined, 2)}\n`);
  return say(`package-lock.json: ${names.length} entries added.`);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await main().catch(die);

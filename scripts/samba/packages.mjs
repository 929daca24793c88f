/** Samba's packages: whether they are there, and getting them from Debian when the user asks for it. */
import { existsSync } from 'node:fs';
import { chmod, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { handOver, run } from '../lib/processes.mjs';
import { say, SetupError } from '../lib/terminal.mjs';

/** Debian's own Python: another one first on PATH has no module `samba`. */
export const python = '/usr/bin/python3';

const packages = ['samba', 'samba-ad-provision', 'samba-dsdb-modules', 'openssl'];

/** Exits 101 = "do not start": the packages would start smbd and nmbd otherwise (Debian policy 9.3.3.1). */
const policyFile = '/usr/sbin/policy-rc.d';

/** @returns {NodeJS.ProcessEnv} ours, with the folders for administrators on PATH */
export function sambaEnvironment() {
  return { ...process.env, LC_ALL: 'C', PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin` };
}

/** @returns {Promise<boolean>} whether the module that makes it an Active Directory is installed */
async function hasDirectoryModules() {
  const folders = await readdir('/usr/lib').catch(() => /** @type {string[]} */ ([]));
  return folders.some((folder) => existsSync(join('/usr/lib', folder, 'samba/ldb/samba_dsdb.so')));
}

/**
 * Whether a domain controller can be started here.
 * @returns {Promise<boolean>}
 */
export async function available() {
  if (process.platform !== 'linux' || !(await hasDirectoryModules())) return false;
  if (!existsSync('/usr/share/samba/setup')) return false;
  const env = sambaEnvironment();
  const tried = await Promise.all([
    run('samba', ['--version'], { env }),
    run('openssl', ['version'], { env }),
    run(python, ['-I', '-c', 'import samba.provision'], { env }),
  ]);
  return tried.every(({ code }) => code === 0);
}

/** @returns {Promise<string>} `4.17.12-Debian` */
export async function sambaVersion() {
  const { stdout } = await run('samba', ['--version'], { env: sambaEnvironment() });
  return stdout.trim().split(' ').at(-1) ?? 'unknown';
}

/**
 * @param {readonly string[]} args of apt-get
 * @returns {Promise<void>}
 */
async function aptGet(args) {
  const env = { ...sambaEnvironment(), DEBIAN_FRONTEND: 'noninteractive' };
  const code = await handOver('apt-get', ['-q', '-y', ...args], { env });
  if (code === 0) return;
  throw new SetupError(
    `apt-get ${args.join(' ')} failed (exit code ${code}).`,
    'Remedy: see the messages above; a package mirror must be reachable.',
  );
}

/**
 * Installs Debian's packages (12 and 13), without starting any of their services.
 * @returns {Promise<void>}
 * @throws {SetupError} when this is not Debian, not root, or apt-get fails
 */
export async function install() {
  if (await available()) {
    say(`Samba ${await sambaVersion()} is installed.`);
    return;
  }
  if (!existsSync('/usr/bin/apt-get')) {
    throw new SetupError(
      'This system has no apt-get.',
      'Remedy: install Samba AD DC by its own package manager.',
    );
  }
  if (process.getuid?.() !== 0) {
    throw new SetupError('Installing packages needs root.', 'Remedy: sudo node scripts/samba.mjs install');
  }
  const guarded = !existsSync(policyFile);
  try {
    if (guarded) {
      await writeFile(policyFile, '#!/bin/sh\nexit 101\n');
      await chmod(policyFile, 0o755);
    }
    await aptGet(['update']);
    await aptGet(['install', '--no-install-recommends', ...packages]);
    // From Debian 13 on the daemon is a package of its own.
    const daemon = await run('samba', ['--version'], { env: sambaEnvironment() });
    if (daemon.code !== 0) await aptGet(['install', '--no-install-recommends', 'samba-ad-dc']);
  } finally {
    if (guarded) await rm(policyFile, { force: true });
  }
  if (await available()) return;
  throw new SetupError(
    'The packages are installed, yet a part of Samba is missing.',
    'Remedy: apt-get install samba samba-ad-dc samba-ad-provision samba-dsdb-modules',
  );
}

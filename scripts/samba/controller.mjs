/** Starting and stopping a throw-away domain controller. */
import { spawn } from 'node:child_process';
import { existsSync, openSync, closeSync } from 'node:fs';
import { mkdir, readFile, readdir, rmdir, writeFile } from 'node:fs/promises';
import { connect as connectPlain } from 'node:net';
import { join, resolve } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { cacheFolder, withLock } from '../lib/places.mjs';
import { tail } from '../lib/processes.mjs';
import { say, SetupError } from '../lib/terminal.mjs';
import { makeCertificates } from './certificates.mjs';
import { placeDomain, readDomain, writeConfiguration, writeDomain } from './domain.mjs';
import { available, sambaEnvironment } from './packages.mjs';

/** Samba's ports are compiled in; only the address is free (127.0.78.1 to .250). */
const ports = { ldap: 389, ldaps: 636 };
const addresses = Array.from({ length: 250 }, (_, index) => `127.0.78.${index + 1}`);

/**
 * What a client needs, as it is printed.
 * @typedef {object} ControllerSettings
 * @property {string} AD_URL ldaps://
 * @property {string} AD_BASE_DN
 * @property {string} AD_DOMAIN
 * @property {string} AD_ADDRESS
 * @property {string} AD_ADMIN_UPN
 * @property {string} AD_ADMIN_PASSWORD
 * @property {string} AD_CA_FILE
 * @property {string} AD_FOLDER
 */

/**
 * @param {string} folder
 * @param {import('./domain.mjs').Domain} domain
 * @returns {ControllerSettings}
 */
function settingsOf(folder, { domain, password, address }) {
  return {
    AD_URL: `ldaps://${address}:${ports.ldaps}`,
    AD_BASE_DN: domain
      .split('.')
      .map((label) => `DC=${label}`)
      .join(','),
    AD_DOMAIN: domain,
    AD_ADDRESS: address,
    AD_ADMIN_UPN: `Administrator@${domain}`,
    AD_ADMIN_PASSWORD: password,
    AD_CA_FILE: join(folder, 'ca.pem'),
    AD_FOLDER: folder,
  };
}

/**
 * When a living process began, in clock ticks: tells it from a later one with the same id.
 * @param {number} pid
 * @returns {Promise<string | undefined>}
 */
async function startedAt(pid) {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields === undefined || fields[0] === 'Z' ? undefined : fields[19];
}

/**
 * @param {string} folder
 * @returns {Promise<number | undefined>} the process that we started there, when it still runs
 */
async function runningProcess(folder) {
  const text = await readFile(join(folder, 'run', 'process'), 'utf8').catch(() => '');
  const [pid, ticks] = text.trim().split(' ');
  if (pid === undefined || ticks === undefined) return undefined;
  return (await startedAt(Number(pid))) === ticks ? Number(pid) : undefined;
}

/**
 * @param {string} address
 * @param {number} port
 * @returns {Promise<boolean>}
 */
function listens(address, port) {
  return new Promise((answer) => {
    const socket = connectPlain(port, address);
    const end = (/** @type {boolean} */ result) => {
      socket.destroy();
      answer(result);
    };
    socket.once('connect', () => end(true)).once('error', () => end(false));
    socket.setTimeout(1000, () => end(false));
  });
}

/**
 * @param {string} preferred the address used before
 * @returns {Promise<string>}
 */
async function freeAddress(preferred) {
  for (const address of preferred === '' ? addresses : [preferred, ...addresses]) {
    const taken = await Promise.all([listens(address, ports.ldap), listens(address, ports.ldaps)]);
    if (!taken.includes(true)) return address;
  }
  throw new SetupError(
    'All addresses 127.0.78.1 to .250 are in use.',
    'Remedy: stop controllers not needed.',
  );
}

/**
 * @param {string} address
 * @param {string} ca PEM
 * @returns {Promise<boolean>} whether a verified TLS handshake succeeds
 */
function answers(address, ca) {
  return new Promise((answer) => {
    const socket = connectTls({ host: address, port: ports.ldaps, ca });
    const end = (/** @type {boolean} */ result) => {
      socket.destroy();
      answer(result);
    };
    socket.once('secureConnect', () => end(true)).once('error', () => end(false));
    socket.setTimeout(2000, () => end(false));
  });
}

/**
 * @param {string} folder
 * @returns {Promise<void>}
 */
async function launch(folder) {
  const log = openSync(join(folder, 'log', 'out.log'), 'a');
  const args = ['-F', '-M', 'single', '-s', join(folder, 'etc', 'smb.conf'), '-l', join(folder, 'log')];
  const child = spawn('samba', args, {
    detached: true,
    stdio: ['ignore', log, log],
    env: sambaEnvironment(),
  });
  closeSync(log);
  child.on('error', () => {});
  child.unref();
  if (child.pid === undefined) return;
  await writeFile(join(folder, 'run', 'process'), `${child.pid} ${await startedAt(child.pid)}\n`);
}

/**
 * @param {string} folder
 * @param {string} address
 * @returns {Promise<void>}
 */
async function untilReady(folder, address) {
  const ca = await readFile(join(folder, 'ca.pem'), 'utf8');
  const deadline = Date.now() + 30_000;
  while (Date.now() < deadline && (await runningProcess(folder)) !== undefined) {
    if (await answers(address, ca)) return;
    await new Promise((wake) => setTimeout(wake, 50));
  }
  const log = await readFile(join(folder, 'log', 'out.log'), 'utf8').catch(() => '');
  await stop(folder);
  throw new SetupError(
    `The domain controller does not answer on ${address}:\n${tail(log)}`,
    'Remedy: run as root, or allow the ports: sysctl net.ipv4.ip_unprivileged_port_start=0',
  );
}

/**
 * @param {string} folder
 * @returns {Promise<void>}
 */
async function assertOurs(folder) {
  if (!/^\/[A-Za-z0-9/._+-]+$/.test(folder)) {
    throw new SetupError(`${folder} has signs that smb.conf cannot hold.`, 'Remedy: choose another folder.');
  }
  const names = await readdir(folder).catch(() => []);
  if (names.length > 0 && !existsSync(join(folder, 'domain.json'))) {
    throw new SetupError(`${folder} is neither empty nor ours.`, 'Remedy: choose an empty folder.');
  }
}

/**
 * Starts the domain controller of a folder, with a new domain when the folder is empty. Already running is fine.
 * @param {string} dir
 * @param {{ exchange?: boolean }} [options] `exchange`: the schema of a new domain knows the Exchange attributes
 * @returns {Promise<ControllerSettings>} once LDAPS answers
 * @throws {SetupError}
 */
export async function start(dir, { exchange = false } = {}) {
  const folder = resolve(dir);
  await assertOurs(folder);
  if (!(await available())) {
    throw new SetupError('Samba AD DC is not installed.', 'Remedy: sudo node scripts/samba.mjs install');
  }
  // Addresses are chosen by looking which are free, and the template is made once.
  return withLock(join(cacheFolder(), 'samba', 'lock'), {
    onWait: () => say('Waiting for another domain controller that is starting ...'),
    work: async () => {
      let domain = await readDomain(folder);
      if (domain === undefined) {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await rmdir(folder);
        await placeDomain(folder, { exchange });
        domain = await readDomain(folder);
      }
      if (domain === undefined) throw new Error(`no domain in ${folder}`);
      if ((await runningProcess(folder)) !== undefined) return settingsOf(folder, domain);
      const address = await freeAddress(domain.address);
      if (address !== domain.address) {
        domain = { ...domain, address };
        await makeCertificates(folder, domain);
        await writeDomain(folder, domain);
      }
      await writeConfiguration(folder, domain);
      await launch(folder);
      await untilReady(folder, address);
      return settingsOf(folder, domain);
    },
  });
}

/**
 * Stops the domain controller of a folder; its data stays. Not running is fine.
 * @param {string} dir
 * @returns {Promise<void>}
 */
export async function stop(dir) {
  const folder = resolve(dir);
  const pid = await runningProcess(folder);
  if (pid === undefined) return;
  process.kill(pid, 'SIGTERM');
  const deadline = Date.now() + 10_000;
  while ((await runningProcess(folder)) !== undefined) {
    if (Date.now() > deadline) process.kill(pid, 'SIGKILL');
    await new Promise((wake) => setTimeout(wake, 20));
  }
}

/**
 * @param {string} dir
 * @returns {Promise<ControllerSettings | undefined>} undefined when nothing was provisioned there
 */
export async function settings(dir) {
  const folder = resolve(dir);
  const domain = await readDomain(folder);
  return domain === undefined ? undefined : settingsOf(folder, domain);
}

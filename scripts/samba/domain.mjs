/** The data of a throw-away domain: provisioned once, kept as a template in the user's cache, copied afterwards. */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from '../lib/places.mjs';
import { run, tail } from '../lib/processes.mjs';
import { say, SetupError } from '../lib/terminal.mjs';
import { python, sambaEnvironment, sambaVersion } from './packages.mjs';

const provisioner = fileURLToPath(new URL('provision.py', import.meta.url));

/** Raise it when provision.py changes, so that old templates are not used any more. */
const templateVersion = 1;

/**
 * What is written down in the folder of a controller.
 * @typedef {object} Domain
 * @property {string} domain DNS name
 * @property {string} netbios
 * @property {string} password of the administrator
 * @property {string} address loopback address; empty until one was chosen
 */

/**
 * @param {string} folder
 * @returns {Promise<Domain | undefined>} undefined when nothing was provisioned there
 */
export async function readDomain(folder) {
  const text = await readFile(join(folder, 'domain.json'), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : JSON.parse(text);
}

/**
 * @param {string} folder
 * @param {Domain} domain
 * @returns {Promise<void>}
 */
export async function writeDomain(folder, domain) {
  await writeFile(join(folder, 'domain.json'), `${JSON.stringify(domain, undefined, 2)}\n`, { mode: 0o600 });
}

/**
 * Only smb.conf holds absolute paths, so a provisioned folder can be copied when this file is written anew.
 * @param {string} folder
 * @param {Domain} domain
 * @returns {Promise<void>}
 */
export async function writeConfiguration(folder, domain) {
  for (const name of ['etc', 'run', 'log', 'cache', 'ncalrpc']) {
    await mkdir(join(folder, name), { recursive: true, mode: 0o700 });
  }
  // The mask matters: without one Samba finds no network interface. Durability is off: the data is thrown away.
  const lines = [
    '[global]',
    'server role = active directory domain controller',
    'netbios name = DC1',
    `workgroup = ${domain.netbios}`,
    `realm = ${domain.domain.toUpperCase()}`,
    'server services = ldap',
    `interfaces = ${domain.address === '' ? '127.0.0.1' : domain.address}/8`,
    'bind interfaces only = yes',
    `private dir = ${folder}/private`,
    `lock directory = ${folder}/run`,
    `pid directory = ${folder}/run`,
    `state directory = ${folder}/state`,
    `cache directory = ${folder}/cache`,
    `ncalrpc dir = ${folder}/ncalrpc`,
    `binddns dir = ${folder}/bind-dns`,
    `winbindd socket directory = ${folder}/run/winbindd`,
    `ntp signd socket directory = ${folder}/run/ntp_signd`,
    `log file = ${folder}/log/samba.log`,
    'max log size = 0',
    'tls enabled = yes',
    'ldb:nosync = yes',
    'dsdb:schema update allowed = yes',
    '[sysvol]',
    `path = ${folder}/state/sysvol`,
    'read only = no',
    '[netlogon]',
    `path = ${folder}/state/sysvol/${domain.domain}/scripts`,
    'read only = no',
  ];
  await writeFile(join(folder, 'etc', 'smb.conf'), `${lines.join('\n')}\n`);
}

/**
 * @param {string} folder
 * @param {boolean} exchange
 * @returns {Promise<void>}
 */
async function provision(folder, exchange) {
  const domain = {
    domain: 'ad.example.test',
    netbios: 'AD',
    password: `Lab-${randomBytes(9).toString('hex')}-Z`,
    address: '',
  };
  await writeConfiguration(folder, domain);
  const args = ['-I', provisioner, folder, domain.domain, domain.netbios, exchange ? '1' : '0'];
  const env = { ...sambaEnvironment(), SAMBA_ADMIN_PASSWORD: domain.password };
  const { code, stdout, stderr } = await run(python, args, { env });
  if (code !== 0) {
    throw new SetupError(
      `Samba could not set up a domain:\n${tail(`${stdout}${stderr}`)}`,
      'Remedy: node scripts/samba.mjs install, or see the messages above.',
    );
  }
  await writeDomain(folder, domain);
}

/**
 * @param {string} from
 * @param {string} to must not exist
 * @returns {Promise<void>}
 */
async function copyTree(from, to) {
  // Sparse: the database file is 4 GiB long and holds 30 MB.
  const { code, stderr } = await run('cp', ['-a', '--sparse=always', '-T', from, to]);
  if (code !== 0) throw new SetupError(`Copying ${from} failed:\n${tail(stderr)}`, 'Remedy: check the disk.');
}

/**
 * Puts a domain into an empty folder, from the template of the user's cache; makes the template when it is missing.
 * The caller holds the lock.
 * @param {string} folder
 * @param {{ exchange: boolean }} options whether the schema knows the Exchange attributes
 * @returns {Promise<void>}
 */
export async function placeDomain(folder, { exchange }) {
  const name = `${await sambaVersion()}-${templateVersion}${exchange ? '-exchange' : ''}`;
  const template = join(cacheFolder(), 'samba', name);
  if (!existsSync(template)) {
    say('Setting up a throw-away Active Directory domain (once, some seconds) ...');
    const draft = `${template}.${process.pid}`;
    await rm(draft, { recursive: true, force: true });
    await mkdir(draft, { recursive: true, mode: 0o700 });
    try {
      await provision(draft, exchange);
      await rename(draft, template);
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
  }
  await copyTree(template, folder);
}

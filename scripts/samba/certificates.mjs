/** Certificates for a throw-away domain controller, made by openssl: Samba's own take seconds and name no address. */
import { copyFile, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { run, tail } from '../lib/processes.mjs';
import { SetupError } from '../lib/terminal.mjs';
import { sambaEnvironment } from './packages.mjs';

const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];

/**
 * @param {readonly string[]} args
 * @returns {Promise<void>}
 */
async function openssl(args) {
  const { code, stderr } = await run('openssl', args, { env: sambaEnvironment() });
  if (code === 0) return;
  throw new SetupError(`openssl ${args[0]} failed:\n${tail(stderr)}`, 'Remedy: install openssl 3.');
}

/**
 * Makes a certificate authority, lets it sign one certificate for the address, and throws its key away.
 * @param {string} folder of the controller; the certificates go to `private/tls`, the authority's also to `ca.pem`
 * @param {{ domain: string, address: string }} names
 * @returns {Promise<void>}
 */
export async function makeCertificates(folder, { domain, address }) {
  const tls = join(folder, 'private', 'tls');
  await rm(tls, { recursive: true, force: true });
  await mkdir(tls, { recursive: true, mode: 0o700 });
  const at = (/** @type {string} */ name) => join(tls, name);
  const authority = [
    ['-subj', `/CN=Throw-away test CA ${address}`],
    ['-keyout', at('ca.key'), '-out', at('ca.pem')],
    ['-addext', 'basicConstraints=critical,CA:TRUE', '-addext', 'keyUsage=critical,keyCertSign,cRLSign'],
  ].flat();
  await openssl(['req', '-x509', ...newKey, '-days', '3650', ...authority]);
  const names = `subjectAltName=DNS:dc1.${domain},DNS:${domain},DNS:localhost,IP:${address}`;
  const request = [
    ['-subj', `/CN=dc1.${domain}`, '-keyout', at('key.pem'), '-out', at('csr.pem')],
    ['-addext', names, '-addext', 'extendedKeyUsage=serverAuth'],
  ].flat();
  await openssl(['req', '-new', ...newKey, ...request]);
  const signing = [
    '-CA',
    at('ca.pem'),
    '-CAkey',
    at('ca.key'),
    '-CAcreateserial',
    '-copy_extensions',
    'copy',
  ];
  await openssl(['x509', '-req', '-in', at('csr.pem'), ...signing, '-days', '3650', '-out', at('cert.pem')]);
  for (const name of ['ca.key', 'ca.srl', 'csr.pem']) await rm(at(name), { force: true });
  await copyFile(at('ca.pem'), join(folder, 'ca.pem'));
}

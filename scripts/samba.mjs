#!/usr/bin/env node
/**
 * Throw-away Samba Active Directory domain controllers (LDAP and LDAPS only), for tests and the practice company.
 *
 *   node scripts/samba.mjs install          Debian's packages, as root; starts no service
 *   node scripts/samba.mjs available        exit code 0 when a controller can be started here
 *   node scripts/samba.mjs start DIR [--exchange]   start, print KEY=VALUE lines; DIR is new, empty or ours
 *   node scripts/samba.mjs env DIR          print the lines again
 *   node scripts/samba.mjs stop DIR         stop; remove DIR to forget the data
 *
 * Never for real data: durability is off and the schema is open. Needs root or unprivileged ports from 389 on.
 */
import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { die, say, SetupError } from './lib/terminal.mjs';
import { settings, start, stop } from './samba/controller.mjs';
import { available, install } from './samba/packages.mjs';

export { available, install, settings, start, stop };

/** @param {object} lines */
function print(lines) {
  process.stdout.write(
    Object.entries(lines)
      .map(([key, value]) => `${key}=${value}\n`)
      .join(''),
  );
}

/** @returns {SetupError} */
function usage() {
  return new SetupError(
    'usage: node scripts/samba.mjs install | available | start DIR [--exchange] | env DIR | stop DIR',
    'DIR is a new, empty or earlier folder.',
  );
}

/**
 * @param {string | undefined} verb
 * @param {string} dir
 * @param {readonly string[]} flags
 * @returns {Promise<void>}
 */
async function actOn(verb, dir, flags) {
  if (verb === 'start') print(await start(dir, { exchange: flags.includes('--exchange') }));
  else if (verb === 'stop') await stop(dir);
  else if (verb === 'env') {
    const found = await settings(dir);
    if (found === undefined) throw new SetupError(`${dir} holds no domain.`, 'Remedy: start it first.');
    print(found);
  } else throw usage();
}

/**
 * @param {readonly string[]} args
 * @returns {Promise<void>}
 */
async function main(args) {
  const flags = args.filter((arg) => arg.startsWith('--'));
  const [verb, dir] = args.filter((arg) => !arg.startsWith('--'));
  if (flags.some((flag) => flag !== '--exchange')) throw usage();
  if (verb === 'install') await install();
  else if (verb === 'available') {
    if (!(await available())) {
      say('Samba AD DC is not installed. Remedy: sudo node scripts/samba.mjs install');
      process.exitCode = 1;
    }
  } else if (dir === undefined) throw usage();
  else await actOn(verb, dir, flags);
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await main(process.argv.slice(2)).catch(die);
}

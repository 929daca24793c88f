/**
 * Set-up with nothing but Node: npm packages, Temporal server, compiled sources. Every other command calls it; a
 * person may, too: `node scripts/setup.mjs`.
 */
import { pathToFileURL } from 'node:url';
import { compile } from './lib/build.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { findTemporal } from './lib/temporal-finder.mjs';
import { die, say } from './lib/terminal.mjs';

/**
 * Makes the checkout ready to run. Quick when nothing is to be done.
 * @returns {Promise<import('./lib/temporal-finder.mjs').TemporalSource>}
 * @throws {import('./lib/terminal.mjs').SetupError}
 */
export async function setUp() {
  await ensurePackages();
  const temporal = await findTemporal();
  say(`Temporal server: ${temporal.found}`);
  await compile();
  return temporal;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await setUp().then(() => say('Set-up: done'), die);
}

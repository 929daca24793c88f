/**
 * `npm test`: set-up, one Temporal server and one workflow bundle for the whole run, Jest, and at the end what was
 * left out and why. Own flags: `--samba` installs Debian's Samba packages first (also done when CI=true);
 * `--cache N` makes workers keep N workflows in memory (2: nearly every task replays; with 0 the SDK drops local activities). All others go to Jest.
 *
 * Tests find in their environment: TENURE_TEST_TEMPORAL (host:port of a server with time skipping),
 * TENURE_TEST_BUNDLE (file of the workflow bundle, unset when the sources do not compile), TENURE_TEMPORAL_CLI (program, for those
 * that need a server of their own to restart or kill), TENURE_TEST_CACHE (when
 * `--cache` was given).
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inspect } from 'node:util';
import { compile } from './lib/build.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { root } from './lib/places.mjs';
import { handOver } from './lib/processes.mjs';
import { findTemporal } from './lib/temporal-finder.mjs';
import { die, say, SetupError } from './lib/terminal.mjs';
import { leftOut, splitArguments, summaryLine } from './lib/test-report.mjs';
import { available, install } from './samba.mjs';
import { startTemporal } from './temporal.mjs';

const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');

async function main() {
  const { samba, cache, forJest } = splitArguments(process.argv.slice(2));
  await ensurePackages();
  if (samba || process.env['CI'] === 'true') await install();
  const source = await findTemporal();
  say(`Temporal server: ${source.found}`);
  const folder = await mkdtemp(join(tmpdir(), 'tenure-test-'));
  const bundle = join(folder, 'workflows.js');
  const compiled = await succeeds('The sources do not compile', () => compile());
  const bundled = await succeeds('The workflows cannot be bundled', () => bundleOnce(bundle));

  const temporal = await serverFor(source, folder);
  const env = {
    ...process.env,
    TENURE_TEST_TEMPORAL: temporal.address,
    ...(source.kind === 'program' && { TENURE_TEMPORAL_CLI: source.program }),
    ...(cache !== undefined && { TENURE_TEST_CACHE: cache }),
    ...(bundled && { TENURE_TEST_BUNDLE: bundle }),
  };
  const report = join(folder, 'report.json');
  const args = [jest, '--maxWorkers=2', '--json', `--outputFile=${report}`, ...forJest];
  const code = await handOver(process.execPath, args, { cwd: root, env });
  await temporal.stop();

  const sound = compiled && bundled;
  if (!sound) say('\nThe sources are broken (messages at the top): this run counts as failed.');
  const reported = await conclude(report, sound);
  await rm(report, { force: true });
  if (code === 0 && sound && reported) await rm(folder, { recursive: true, force: true });
  else process.exitCode = code || 1;
}

/**
 * Says what was left out, and the closing line.
 * @param {string} report file that Jest wrote
 * @param {boolean} sound whether the sources are
 * @returns {Promise<boolean>} whether there is such a file
 */
async function conclude(report, sound) {
  const text = await readFile(report, 'utf8').catch(() => undefined);
  const results = text === undefined ? undefined : JSON.parse(text);
  const missing = leftOut(results, { sambaPresent: await available() });
  if (missing.length > 0) say(`\nLeft out:\n${missing.map((line) => `  - ${line}`).join('\n')}`);
  process.stdout.write(`\n${summaryLine(results, sound)}\n`);
  return results !== undefined;
}

/**
 * Something broken must not hide what the tests of everything else have to say, so it is told and remembered.
 * @param {string} complaint
 * @param {() => Promise<void>} work
 * @returns {Promise<boolean>}
 */
async function succeeds(complaint, work) {
  try {
    await work();
    return true;
  } catch (error) {
    say(error instanceof SetupError ? error.message : `${complaint}: ${inspect(error)}`);
    return false;
  }
}

/**
 * @param {import('./lib/temporal-finder.mjs').TemporalSource} source
 * @param {string} folder for its log
 * @returns {Promise<{ address: string, stop(): Promise<void> }>}
 */
async function serverFor(source, folder) {
  if (source.kind === 'server') return { address: source.address, stop: async () => {} };
  return startTemporal({
    program: source.program,
    logFile: join(folder, 'temporal.log'),
    timeSkipping: true,
  });
}

/** @param {string} file to be written */
async function bundleOnce(file) {
  const { writeBundle } = await import(pathToFileURL(join(root, 'dist', 'workers', 'bundle.js')).href);
  await writeBundle(file);
}

await main().catch(die);

/**
 * `npm test`: set-up, one Temporal server and one workflow bundle for the whole run, Jest, and at the end what was
 * left out and why. Own flags: `--samba` installs Debian's Samba packages first (also done when CI=true);
 * `--cache N` makes workers keep N workflows in memory (0: every task replays). All others go to Jest.
 *
 * Tests find in their environment: TENURE_TEST_TEMPORAL (host:port of a server with time skipping),
 * TENURE_TEST_BUNDLE (file of the workflow bundle, unset when the sources do not compile), TENURE_TEMPORAL_CLI (program, for those
 * that need a server of their own to restart or kill), TENURE_TEST_CACHE (when
 * `--cache` was given).
 */
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compile } from './lib/build.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { root } from './lib/places.mjs';
import { handOver } from './lib/processes.mjs';
import { findTemporal } from './lib/temporal-finder.mjs';
import { die, say, SetupError } from './lib/terminal.mjs';
import { leftOut, splitArguments, summaryLine } from './lib/test-report.mjs';
import { startTemporal } from './temporal.mjs';

const sambaScript = join(root, 'scripts', 'samba.mjs');
const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');

async function main() {
  const { samba, cache, forJest } = splitArguments(process.argv.slice(2));
  await ensurePackages();
  if (samba || process.env['CI'] === 'true') await installSamba();
  const source = await findTemporal();
  say(`Temporal server: ${source.found}`);
  const broken = await compileOrSay();

  const folder = await mkdtemp(join(tmpdir(), 'tenure-test-'));
  const report = join(folder, 'report.json');
  const temporal = await serverFor(source, folder);
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...process.env, TENURE_TEST_TEMPORAL: temporal.address };
  if (source.kind === 'program') env['TENURE_TEMPORAL_CLI'] = source.program;
  if (cache !== undefined) env['TENURE_TEST_CACHE'] = cache;
  if (!broken) env['TENURE_TEST_BUNDLE'] = await bundleOnce(join(folder, 'workflows.js'));

  const args = [jest, '--maxWorkers=2', '--json', `--outputFile=${report}`, ...forJest];
  const code = await handOver(process.execPath, args, { cwd: root, env });
  await temporal.stop();

  const text = await readFile(report, 'utf8').catch(() => undefined);
  const green = await conclude({ results: text === undefined ? undefined : JSON.parse(text), code, broken });
  if (green) await rm(folder, { recursive: true, force: true });
  else process.exitCode = code || 1;
}

/**
 * @param {{ results: import('./lib/test-report.mjs').JestReport | undefined, code: number, broken: boolean }} run
 * @returns {Promise<boolean>} whether all is well
 */
async function conclude({ results, code, broken }) {
  if (broken) say('\nThe sources do not compile (messages at the top): this run counts as failed.');
  const missing = leftOut(results, { sambaPresent: await sambaPresent() });
  if (missing.length > 0) say(`\nLeft out:\n${missing.map((line) => `  - ${line}`).join('\n')}`);
  process.stdout.write(`\n${summaryLine(results)}\n`);
  return code === 0 && !broken && results !== undefined;
}

/**
 * The compiler writes what it can even when a room has errors, and a broken room must not hide what the tests of the
 * others have to say.
 * @returns {Promise<boolean>} whether something is broken
 */
async function compileOrSay() {
  try {
    await compile();
    return false;
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(error.message);
    return true;
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

/**
 * @param {string} file to be written
 * @returns {Promise<string>} the same file
 */
async function bundleOnce(file) {
  const { writeBundle } = await import(pathToFileURL(join(root, 'dist', 'workers', 'bundle.js')).href);
  await writeBundle(file);
  return file;
}

async function installSamba() {
  if (await sambaPresent()) return;
  const code = await handOver(process.execPath, [sambaScript, 'install'], { cwd: root });
  if (code !== 0) {
    throw new SetupError(
      'Samba could not be installed (messages above).',
      'Remedy: run as root on Debian 12 or 13, or leave it out: npm test (with CI unset)',
    );
  }
}

/** @returns {Promise<boolean>} */
async function sambaPresent() {
  if (!existsSync(sambaScript)) return false;
  const { available } = await import(pathToFileURL(sambaScript).href);
  return Boolean(await available());
}

await main().catch(die);

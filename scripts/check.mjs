/** `npm run check`: every gate but the tests, each with its verdict and time; all run even when one fails. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { missingEntries } from './complete-lock.mjs';
import { licenceProblems } from './lib/licences.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { root } from './lib/places.mjs';
import { run } from './lib/processes.mjs';
import { die, say } from './lib/terminal.mjs';

/**
 * A gate answers with what is wrong; nothing is an empty text.
 * @type {readonly (readonly [name: string, gate: () => Promise<string>])[]}
 */
const gates = [
  ['types', () => tool('@typescript/native/bin/tsc', '-b')],
  ['types of scripts', () => tool('@typescript/native/bin/tsc', '-p', 'scripts')],
  ['loads in Node', () => node('scripts/load-all.mjs')],
  ['lint', () => tool('oxlint/bin/oxlint')],
  [
    'layers',
    () => tool('dependency-cruiser/bin/dependency-cruise.mjs', 'src', 'workflows', 'activities', 'workers'),
  ],
  ['unused code', () => tool('knip/bin/knip.js')],
  ['format', () => tool('prettier/bin/prettier.cjs', '--check', '.')],
  ['licences', async () => (await licenceProblems()).join('\n')],
  ['lock file', lockProblems],
  ['generated pages', () => node('scripts/generate-reference.mjs', '--check')],
];

async function main() {
  await ensurePackages();
  let failed = 0;
  for (const [name, gate] of gates) {
    const startedAt = performance.now();
    const problem = await gate().catch((error) => String(error?.stack ?? error));
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    say(`${problem === '' ? 'ok  ' : 'FAIL'}  ${name.padEnd(18)} ${seconds.padStart(5)} s`);
    if (problem === '') continue;
    failed++;
    say(problem.trimEnd().replaceAll(/^/gmu, '      '));
  }
  say(failed === 0 ? 'All checks passed.' : `${failed} of ${gates.length} checks failed.`);
  process.exitCode = failed === 0 ? 0 : 1;
}

/**
 * @param {string} script below node_modules
 * @param {...string} args
 */
function tool(script, ...args) {
  return node(join('node_modules', script), ...args);
}

/**
 * @param {string} script
 * @param {...string} args
 * @returns {Promise<string>} everything it printed when it failed
 */
async function node(script, ...args) {
  const { code, stdout, stderr } = await run(process.execPath, [join(root, script), ...args], { cwd: root });
  return code === 0 ? '' : `${stdout}${stderr}` || `exit code ${code}`;
}

async function lockProblems() {
  const text = await readFile(join(root, 'package-lock.json'), 'utf8');
  const lock = JSON.parse(text);
  const problems = [];
  for (const [path, entry] of Object.entries(lock.packages)) {
    if (entry.resolved)
      problems.push(`${path} carries an address (${entry.resolved}): npm reads .npmrc's registry instead`);
  }
  const missing = Object.keys(missingEntries(lock));
  if (missing.length > 0)
    problems.push(`it lacks ${missing.join(', ')}. Remedy: node scripts/complete-lock.mjs`);
  return problems.join('\n');
}

await main().catch(die);

/** Compiling the sources to `dist`. */
import { join } from 'node:path';
import { root } from './places.mjs';
import { run } from './processes.mjs';
import { SetupError } from './terminal.mjs';

/** TypeScript 7; the package `typescript` is the 6.0 API that other tools load. */
const compiler = join(root, 'node_modules', '@typescript', 'native', 'bin', 'tsc');

/** What the product is made of; tests and benchmarks are compiled by those who run them. */
const product = ['src/cli', 'workers', 'workflows'];

/**
 * Brings `dist` up to date; the compiler itself knows what is stale.
 * @param {readonly string[]} [projects] folders with a tsconfig.json
 * @returns {Promise<void>}
 * @throws {SetupError} with the compiler's messages
 */
export async function compile(projects = product) {
  const { code, stdout, stderr } = await run(process.execPath, [compiler, '-b', ...projects], { cwd: root });
  if (code !== 0) {
    throw new SetupError(
      `The sources do not compile:\n${stdout}${stderr}`,
      'Remedy: correct the errors above and repeat.',
    );
  }
}

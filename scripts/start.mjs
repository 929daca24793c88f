/**
 * `npm start`: set-up, then the practice company; `npm start -- --config tenure.yaml` runs the real thing. Ctrl-C
 * stops everything that was started here and nothing else.
 */
import { configurationOf, practise, work } from './lib/command-line.mjs';
import { die } from './lib/terminal.mjs';
import { setUp } from './setup.mjs';

async function main() {
  const args = process.argv.slice(2);
  const configuration = configurationOf(args);
  const source = await setUp();
  process.exitCode = await (configuration === undefined
    ? practise(source, args)
    : work(source, args, configuration));
}

await main().catch(die);

#!/usr/bin/env node
/** The `tenure` command of a checkout: whatever set-up is still needed, then the command line with its exit code. */
import { practise, rehearse, tenure } from './lib/command-line.mjs';
import { compile } from './lib/build.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { die } from './lib/terminal.mjs';
import { findTemporal } from './lib/temporal-finder.mjs';

/** Commands that bring a Temporal server of their own. */
const serving = new Map([
  ['demo', practise],
  ['rehearse', rehearse],
]);

async function main() {
  const args = process.argv.slice(2);
  await ensurePackages();
  await compile();
  const [command = '', ...rest] = args;
  const withServer = serving.get(command);
  const asksForHelp = args.includes('--help') || args.includes('-h');
  process.exitCode =
    withServer === undefined || asksForHelp
      ? await tenure(args)
      : await withServer(await findTemporal(), rest);
}

await main().catch(die);

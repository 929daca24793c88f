#!/usr/bin/env node
/** The `tenure` command of a checkout: whatever set-up is still needed, then the command line with its exit code. */
import { practise, tenure } from './lib/command-line.mjs';
import { compile } from './lib/build.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { die } from './lib/terminal.mjs';
import { findTemporal } from './lib/temporal-finder.mjs';

async function main() {
  const args = process.argv.slice(2);
  await ensurePackages();
  await compile();
  const practising = args[0] === 'demo' && !args.includes('--help') && !args.includes('-h');
  process.exitCode = practising ? await practise(await findTemporal(), args.slice(1)) : await tenure(args);
}

await main().catch(die);

import { access, writeFile } from 'node:fs/promises';
import { command } from '../command.ts';
import { createOutput } from '../output.ts';
import { starterConfiguration } from '../../config/index.ts';
import { TenureError } from '../../domain/errors.ts';
import type { CommonOptions } from '../context.ts';

interface InitOptions extends CommonOptions {
  readonly organization: string;
  readonly force?: boolean;
}

/** `tenure init`: a commented tenure.yaml to begin with. Never overwrites one unasked. */
export const initCommand = command<InitOptions>(
  {
    usage: 'init',
    description: 'write a commented tenure.yaml to begin with',
    examples: ['tenure init --organization acme', 'tenure init --config /etc/tenure/tenure.yaml'],
  },
  async (_args, options) => {
    const output = createOutput(options.json === true);
    const exists = await access(options.config).then(
      () => true,
      () => false,
    );
    if (exists && options.force !== true) {
      throw new TenureError('REQUEST_INVALID', `${options.config} exists already.`, {
        place: options.config,
        remedy: 'Name another file with --config, or overwrite it with --force.',
      });
    }
    const text = starterConfiguration({ organization: options.organization });
    await writeFile(options.config, text, { mode: 0o640 });
    output.result(
      { file: options.config },
      () =>
        `Wrote ${options.config}. Fill in the marked places, set the secrets it names, then run: tenure check`,
    );
  },
)
  .option('--organization <name>', 'short name of the company, lower case', 'acme')
  .option('--force', 'overwrite the file');

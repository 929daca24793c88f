import { access, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { command } from '../command.ts';
import { createOutput } from '../output.ts';
import { jsonSchemaText, starterConfiguration, starterVariables } from '../../config/index.ts';
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
    const schema = join(dirname(options.config), 'tenure.schema.json');
    await writeFile(options.config, starterConfiguration({ organization: options.organization }), {
      mode: 0o640,
    });
    await writeFile(schema, jsonSchemaText());
    output.result(
      { file: options.config, schema, variables: starterVariables },
      () =>
        `Wrote ${options.config}, and ${schema} for editors that complete and check YAML.\n` +
        `Fill in the marked places, set the secrets it names (${starterVariables.join(', ')}), then run: tenure check`,
    );
  },
)
  .option('--organization <name>', 'short name of the company, lower case', 'acme')
  .option('--force', 'overwrite the file');

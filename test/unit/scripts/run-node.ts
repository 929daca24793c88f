import { execFile } from 'node:child_process';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const scripts = join(__dirname, '..', '..', '..', 'scripts');

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The scripts are ES modules for plain Node, which Jest does not load: they run in a Node of their own. */
export function runNode(
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
  cwd = scripts,
): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(process.execPath, args, { env, cwd }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
      resolve({ code, stdout, stderr });
    });
  });
}

/** Evaluates `body` (statements with a `return`) with the exports of a script in scope as `it`, and gives its answer. */
export async function evaluate(
  script: string,
  body: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<unknown> {
  const { stdout, stderr, code } = await runNode(
    [
      '--input-type=module',
      '--eval',
      `import * as it from ${JSON.stringify(pathToFileURL(join(scripts, script)).href)};
       const answer = await (async () => { ${body} })();
       process.stdout.write('\\nANSWER ' + JSON.stringify(answer ?? null));`,
    ],
    env,
  );
  const answer = stdout.split('\nANSWER ')[1];
  if (code !== 0 || answer === undefined) throw new Error(`the script ended with code ${code}:\n${stderr}`);
  return JSON.parse(answer);
}

/** An executable that prints what a Temporal CLI with this server inside prints for `--version`. */
export async function temporalStandIn(path: string, server: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `#!/bin/sh\necho 'temporal version 9.9.9 (Server ${server}, UI 2.0.0)'\n`);
  await chmod(path, 0o755);
  return path;
}

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { testServer } from './temporal.ts';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';

const root = fileURLToPath(new URL('../..', import.meta.url));
const program = fileURLToPath(new URL('../../dist/src/cli/main.js', import.meta.url));

/** A running `tenure`, as compiled. */
export interface BuiltTenure {
  /** Sends a line and waits for the next line of output. */
  say(line: string): Promise<string>;
  /** The next line of output. */
  nextLine(): Promise<string>;
  /** Ends its input and waits for its end. */
  finish(): Promise<{ readonly code: number; readonly stderr: string }>;
  kill(): void;
}

/** Starts `tenure` from `dist`, against the test server. */
export function startBuilt(args: readonly string[], environment: NodeJS.ProcessEnv = {}): BuiltTenure {
  if (!existsSync(program)) throw new Error(`${program} is missing: run \`npm test\`, which compiles first.`);
  const bundle = process.env['TENURE_TEST_BUNDLE'];
  const child: ChildProcessWithoutNullStreams = spawn(process.execPath, [program, ...args], {
    cwd: root,
    env: {
      ...process.env,
      TEMPORAL_ADDRESS: testServer(),
      ...(bundle === undefined ? {} : { TENURE_BUNDLE: bundle }),
      ...environment,
    },
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = new Promise<number>((resolve) => {
    child.on('close', (code) => resolve(code ?? 1));
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();

  async function nextLine(): Promise<string> {
    const next = await lines.next();
    if (next.done === true) throw new Error(`tenure ${args[0] ?? ''} has ended: ${stderr}`);
    return next.value;
  }

  return {
    nextLine,
    async say(line) {
      child.stdin.write(`${line}\n`);
      return nextLine();
    },
    async finish() {
      child.stdin.end();
      return { code: await ended, stderr };
    },
    kill: () => void child.kill('SIGKILL'),
  };
}

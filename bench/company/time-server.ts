import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** From the compiled file: `dist/bench/company`. */
const script = fileURLToPath(new URL('../../../scripts/temporal.mjs', import.meta.url));

/** A Temporal server in memory on which executions can be moved ahead in time. */
export interface TimeServer {
  readonly address: string;
  stop(): Promise<void>;
}

/**
 * Starts the server of the set-up with time skipping, beside the one that is measured.
 * @throws Error with what the server said when it does not come up
 */
export async function startTimeSkippingServer(): Promise<TimeServer> {
  const { TEMPORAL_ADDRESS: _ours, ...env } = process.env;
  const child = spawn(process.execPath, [script, '--time-skipping'], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
  });
  const said: string[] = [];
  for await (const line of createInterface({ input: child.stderr })) {
    said.push(line);
    const address = /^Temporal server: (127\.0\.0\.1:\d+), /u.exec(line)?.[1];
    if (address === undefined) continue;
    child.stderr.resume();
    return {
      address,
      async stop() {
        child.kill('SIGTERM');
        await ended;
      },
    };
  }
  throw new Error(`The server for time skipping did not start:\n${said.join('\n')}`);
}

import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { TenureError } from '../../../src/domain/errors.ts';
import type { ChildProcess } from 'node:child_process';

const program = fileURLToPath(new URL('worker.mjs', import.meta.url));
const compiled = fileURLToPath(new URL('../../../dist/workers/worker.js', import.meta.url));

/** What a worker process asks of the world outside; the world outlives it. */
export type World = Readonly<Record<string, Readonly<Record<string, (...args: never[]) => unknown>>>>;

/** Where a worker is killed: at its n-th call before or after it was carried out, or after some milliseconds. */
export interface KillPoint {
  readonly kind: 'beforeCall' | 'afterCall' | 'afterMs';
  readonly at: number;
}

export interface KilledWorkers {
  /** Workers killed so far. */
  kills(): number;
  close(): Promise<void>;
}

export interface KilledWorkersOptions {
  /** Handed to every process. */
  readonly settings: object;
  readonly world: World;
  /** Where a worker is killed next. */
  readonly next: () => KillPoint;
  /** Whether workers are killed now; one whose point comes while they are not gets another point. */
  readonly mayKill: (kills: number) => boolean;
}

interface CallMessage {
  readonly kind: 'call';
  readonly id: number;
  readonly port: string;
  readonly method: string;
  readonly args: readonly never[];
}

type ChildMessage =
  | CallMessage
  | { readonly kind: 'ready' | 'running' }
  | { readonly kind: 'broken'; readonly message: string };

/** As many workers share the queue: one that is killed leaves the others to go on, as in production. */
const workersAtOnce = 2;

/**
 * Keeps some worker processes running, kills each (SIGKILL) where it is told to, and puts another one in its place.
 * What a killed worker had asked for is carried out nevertheless when the kill point says so; its answer is lost.
 */
export function startKilledWorkers(options: KilledWorkersOptions): KilledWorkers {
  if (!existsSync(compiled))
    throw new Error(`${compiled} is missing: run \`npm test\`, which compiles first.`);
  const processes = new Set<ChildProcess>();
  let kills = 0;
  let closed = false;

  async function carryOut({ port, method, args }: CallMessage): Promise<object> {
    try {
      const asked = options.world[port]?.[method];
      if (asked === undefined) throw new Error(`the world has no ${port}.${method}`);
      return { value: await asked(...args) };
    } catch (error) {
      const { code, retryable } =
        error instanceof TenureError ? error : { code: 'INTERNAL', retryable: false };
      return { error: { code, retryable, message: String(error) } };
    }
  }

  function run(): void {
    if (closed) return;
    const child = fork(program, { execArgv: [], serialization: 'advanced' });
    processes.add(child);
    let point = options.next();
    let calls = 0;

    function kill(): void {
      if (child.killed || closed) return;
      if (!options.mayKill(kills)) {
        aim();
        return;
      }
      kills += 1;
      child.kill('SIGKILL');
      run();
    }

    function aim(): void {
      point = options.next();
      calls = 0;
      if (point.kind === 'afterMs') setTimeout(kill, point.at).unref();
    }

    async function answer(message: CallMessage): Promise<void> {
      calls += 1;
      const { kind } = point;
      const fatal = kind !== 'afterMs' && calls === point.at;
      if (fatal && kind === 'beforeCall') kill();
      if (child.killed) return;
      const result = await carryOut(message);
      if (fatal && kind === 'afterCall') kill();
      if (child.connected && !child.killed) child.send({ id: message.id, ...result });
    }

    function hear(message: ChildMessage): void {
      switch (message.kind) {
        case 'ready':
          child.send({ kind: 'start', settings: options.settings });
          return;
        case 'running':
          aim();
          return;
        case 'broken':
          throw new Error(message.message);
        case 'call':
          // A process that was killed may have spoken before; its words still arrive.
          if (!child.killed) void answer(message);
      }
    }

    child.on('message', hear);
    child.on('error', () => undefined);
    child.on('exit', () => processes.delete(child));
  }

  for (let worker = 0; worker < workersAtOnce; worker += 1) run();
  return {
    kills: () => kills,
    async close() {
      closed = true;
      const ends = [...processes].map(
        async (child) =>
          new Promise<void>((resolve) => {
            child.once('exit', () => resolve());
            child.kill('SIGKILL');
          }),
      );
      await Promise.all(ends);
    },
  };
}

import { serve, type ServerType } from '@hono/node-server';
import { Hono } from 'hono';
import { TenureError } from '../../domain/errors.ts';
import {
  createClock,
  createWorkforce,
  dateOf,
  parseInstant,
  type VirtualClock,
  type Workforce,
} from '../workforce/index.ts';
import { addControlRoutes } from './control.ts';
import { createFaults, type Faults } from './faults.ts';
import { createBehaviourSetting, type UkgSandboxOptions } from './options.ts';
import { addUkgRoutes, type NodeEnvironment } from './server.ts';

export type { WebService } from './web-services.ts';
export type { ActiveFault, Fault, FaultInput, Faults, FaultKind } from './faults.ts';
export { fault } from './faults.ts';
export type { UkgCredentials, UkgSandboxOptions } from './options.ts';

/** A running UKG Pro simulator. */
export interface UkgSandbox {
  /** Service endpoint, `http://127.0.0.1:40123`. */
  readonly url: string;
  readonly clock: VirtualClock;
  readonly workforce: Workforce;
  readonly faults: Faults;
  /** Closes every connection and the port. May be called twice. */
  close(): Promise<void>;
}

function listen(
  app: Hono<NodeEnvironment>,
  hostname: string,
  port: number,
): Promise<{ server: ServerType; port: number }> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname, port }, (info) => {
      server.off('error', reject);
      resolve({ server, port: info.port });
    });
    server.once('error', reject);
  });
}

function closeServer(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    if ('closeAllConnections' in server) server.closeAllConnections();
  });
}

/**
 * Starts the simulator: the UKG surface (ukg-pro-api 10) and, for loopback callers, the control API under
 * `/sandbox`. Equal options serve equal answers. Throws `REQUEST_INVALID` for options out of range and for a
 * port that cannot be opened.
 */
export async function startUkgSandbox(options: UkgSandboxOptions): Promise<UkgSandbox> {
  const setting = createBehaviourSetting(options);
  const workforce = createWorkforce({
    seed: options.seed,
    people: options.people,
    today: dateOf(parseInstant(options.today, 'today')),
    ...(options.companies === undefined ? {} : { companies: options.companies }),
  });
  const clock = createClock(workforce, options.today);
  const faults = createFaults();
  const app = new Hono<NodeEnvironment>();
  addControlRoutes(app, { workforce, clock, faults, setting });
  addUkgRoutes(app, { workforce, clock, faults, setting, realTime: Date.now });
  const host = options.host ?? '127.0.0.1';
  const { server, port } = await listen(app, host, options.port ?? 0).catch((cause: unknown) => {
    throw new TenureError('REQUEST_INVALID', `the sandbox cannot listen on ${host}:${options.port ?? 0}`, {
      cause,
      remedy: 'Choose another --port, or stop what uses it.',
    });
  });
  let closing: Promise<void> | undefined;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    clock,
    workforce,
    faults,
    close() {
      closing ??= closeServer(server);
      return closing;
    },
  };
}

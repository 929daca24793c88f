import { setTimeout as delay } from 'node:timers/promises';
import type { HttpBindings } from '@hono/node-server';
import type { Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { VirtualClock, Workforce } from '../workforce/index.ts';
import { checkCredentials, checkRole, createQuota } from './access.ts';
import { emptyAnswer, errorAnswer, Refusal, type Answer } from './answers.ts';
import type { Exchange, Route } from './exchange.ts';
import { findFault, type Fault, type Faults } from './faults.ts';
import { createImportTool } from './import-tool.ts';
import type { BehaviourSetting, UkgBehaviour } from './options.ts';
import { readQuery } from './query.ts';
import { changeRoutes } from './routes/changes.ts';
import { configurationRoutes } from './routes/configuration.ts';
import { employeeIdRoutes } from './routes/employee-ids.ts';
import { employmentRoutes } from './routes/employment.ts';
import { importRoutes } from './routes/import-tool.ts';
import { personRoutes } from './routes/person.ts';
import { createStage } from './scene.ts';

/** Hono with the bindings of the Node server behind it; in tests without a socket they are missing. */
export interface NodeEnvironment {
  Bindings: Partial<HttpBindings>;
}

/** What the UKG surface is served from. */
export interface UkgSurface {
  readonly workforce: Workforce;
  readonly clock: VirtualClock;
  readonly setting: BehaviourSetting;
  readonly faults: Faults;
  /** Epoch milliseconds of real time, for the quota. */
  readonly realTime: () => number;
}

const routes: readonly Route[] = [
  ...personRoutes,
  ...employmentRoutes,
  ...changeRoutes,
  ...configurationRoutes,
  ...employeeIdRoutes,
  ...importRoutes,
];

const htmlHeaders = { 'content-type': 'text/html; charset=utf-8' };

/** What a gateway puts in place of the service's answer. */
function gatewayFault(faults: readonly Fault[]): Answer | undefined {
  const server = findFault(faults, 'serverError');
  if (server !== undefined)
    return errorAnswer(server.status, 'Server Error', 'An unexpected error has occurred.');
  if (findFault(faults, 'badGateway') !== undefined) {
    return { status: 502, headers: htmlHeaders, body: '<html><body><h1>502 Bad Gateway</h1></body></html>' };
  }
  const redirect = findFault(faults, 'redirect');
  if (redirect !== undefined) return emptyAnswer(302, { location: redirect.location });
  if (findFault(faults, 'notJson') === undefined) return undefined;
  return { status: 200, headers: htmlHeaders, body: '<html><body>Please sign in.</body></html>' };
}

/** The checks before a route runs, in the vendor's order: 401, 403, 429 (ukg-pro-api 10). */
function checkAccess(
  route: Route,
  headers: Headers,
  behaviour: UkgBehaviour,
  faults: readonly Fault[],
  quota: ReturnType<typeof createQuota>,
): Answer | undefined {
  const refused = checkCredentials(headers, behaviour);
  if (refused !== undefined) return refused;
  if (findFault(faults, 'unauthorized') !== undefined) {
    return errorAnswer(401, 'Unauthorized', 'Invalid user name or password.');
  }
  const forbidden = faults.some(
    (fault) => fault.kind === 'forbidden' && (fault.service === undefined || fault.service === route.service),
  );
  if (forbidden) return emptyAnswer(403);
  const limited = findFault(faults, 'rateLimited');
  return (
    checkRole(route.service, behaviour) ??
    (limited === undefined ? quota.check(behaviour.quotaPerMinute) : limitedAnswer(limited.retryAfterSeconds))
  );
}

function limitedAnswer(retryAfterSeconds: number | undefined): Answer {
  return emptyAnswer(
    429,
    retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) },
  );
}

function runRoute(route: Route, exchange: Exchange): Answer {
  try {
    const answer = route.answer(exchange);
    const cut = findFault(exchange.faults, 'truncated') !== undefined;
    return cut ? { ...answer, body: answer.body.slice(0, Math.floor(answer.body.length * 0.6)) } : answer;
  } catch (error) {
    if (error instanceof Refusal) return error.answer;
    throw error;
  }
}

function send(answer: Answer): Response {
  return new Response(answer.body === '' ? null : answer.body, {
    status: answer.status,
    headers: answer.headers,
  });
}

/** Adds the UKG routes to an application. Whatever is not among them is answered 404. */
export function addUkgRoutes(app: Hono<NodeEnvironment>, surface: UkgSurface): void {
  const { workforce, clock, setting, faults } = surface;
  const stage = createStage(workforce);
  const importTool = createImportTool(workforce, clock);
  const quota = createQuota(surface.realTime);

  async function handle(route: Route, context: Context<NodeEnvironment>): Promise<Response> {
    const url = new URL(context.req.url);
    const behaviour = setting.current();
    const taken = faults.take(url.pathname);
    const slow = findFault(taken, 'slow');
    if (slow !== undefined)
      await delay(slow.delayMs, undefined, { signal: context.req.raw.signal }).catch(() => undefined);
    if (findFault(taken, 'closedConnection') !== undefined) context.env.outgoing?.destroy();
    const early = checkAccess(route, context.req.raw.headers, behaviour, taken, quota) ?? gatewayFault(taken);
    if (early !== undefined) return send(early);
    const exchange: Exchange = {
      url,
      query: readQuery(url.searchParams),
      parameters: context.req.param(),
      body: route.method === 'POST' ? await context.req.text() : '',
      scene: stage.sceneAt(clock.now(), behaviour.futureTermination),
      clock,
      behaviour,
      faults: taken,
      importTool,
    };
    return send(runRoute(route, exchange));
  }

  app.use('/personnel/*', bodyLimit({ maxSize: 4 * 1024 * 1024 }));
  for (const route of routes) {
    app.on(route.method, route.path, (context) => handle(route, context));
  }
  app.notFound(() => send(errorAnswer(404, 'Not Found', 'No such resource.')));
  app.onError(() => send(errorAnswer(500, 'Server Error', 'An unexpected error has occurred.')));
}

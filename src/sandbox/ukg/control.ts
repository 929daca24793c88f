import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import { TenureError } from '../../domain/errors.ts';
import {
  assignmentOn,
  dateOf,
  lifeEvent,
  lifeEventKinds,
  lifeScript,
  primaryEmployment,
  standingOn,
  type Outlook,
  type Person,
  type VirtualClock,
  type Workforce,
} from '../workforce/index.ts';
import { fault, type Faults } from './faults.ts';
import { switches, type BehaviourSetting } from './options.ts';
import type { NodeEnvironment } from './server.ts';

/** What the control API acts on. */
export interface ControlSurface {
  readonly workforce: Workforce;
  readonly clock: VirtualClock;
  readonly faults: Faults;
  readonly setting: BehaviourSetting;
}

const advance = z.union([
  z.strictObject({ advanceTo: z.string() }),
  z.strictObject({
    advanceByHours: z
      .number()
      .positive()
      .max(24 * 366 * 50),
  }),
]);
const listing = z.object({
  page: z.coerce.number().int().min(1).default(1),
  perPage: z.coerce.number().int().min(1).max(1_000).default(100),
  status: z.string().optional(),
  companyId: z.string().optional(),
});

function problem(context: Context, status: 400 | 403 | 404, message: string): Response {
  return context.json({ error: message }, status);
}

/** A page of another origin cannot name a loopback host it was not loaded from, nor send JSON without asking first. */
function isLocal(context: Context<NodeEnvironment>): boolean {
  const host = new URL(context.req.url).hostname;
  const named = host === 'localhost' || host === '[::1]' || host.startsWith('127.');
  if (context.env.incoming === undefined) return named;
  const address = getConnInfo(context).remote.address ?? '';
  return named && (address === '::1' || address.replace('::ffff:', '').startsWith('127.'));
}

async function readBody<T>(context: Context<NodeEnvironment>, shape: z.ZodType<T>): Promise<T> {
  const isJson = context.req.header('content-type')?.startsWith('application/json') === true;
  if (!isJson) throw new TenureError('REQUEST_INVALID', 'send JSON with content-type application/json');
  const text = await context.req.text();
  const parsed = shape.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw new TenureError('REQUEST_INVALID', z.prettifyError(parsed.error));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new TenureError('REQUEST_INVALID', 'the body is not JSON', { cause });
  }
}

/** A person as the listing shows them. */
function summaryOf(person: Person, outlook: Outlook): Record<string, unknown> {
  const row = primaryEmployment(person, outlook.today);
  const standing = standingOn(row, outlook);
  const assignment = assignmentOn(row, outlook.today);
  return {
    personKey: person.personKey,
    firstName: person.firstName,
    lastName: person.lastName,
    companyId: row.companyId,
    employeeNumber: row.employeeNumber,
    status: standing.status,
    hireDate: row.lastHireDate,
    lastDay: standing.dateOfTermination,
    jobCode: assignment.jobCode,
    locationCode: assignment.locationCode,
    supervisorKey: assignment.supervisorKey,
    rows: person.employments.length,
  };
}

function countStatuses(workforce: Workforce, outlook: Outlook): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const person of workforce.people) {
    const { status } = standingOn(primaryEmployment(person, outlook.today), outlook);
    counts[status] = (counts[status] ?? 0) + 1;
  }
  return counts;
}

/**
 * Adds the control API under `/sandbox`: JSON, loopback callers only, no credentials. Errors are
 * `{ "error": "..." }` with 400, 403 or 404.
 */
export function addControlRoutes(app: Hono<NodeEnvironment>, surface: ControlSurface): void {
  app.use('/sandbox/*', async (context, next) => {
    if (!isLocal(context)) return problem(context, 403, 'the control API answers loopback callers only');
    await next();
    if (context.error instanceof TenureError) context.res = problem(context, 400, context.error.message);
    return undefined;
  });
  app.use('/sandbox/*', bodyLimit({ maxSize: 64 * 1024 * 1024 }));
  addStateRoutes(app, surface);
  addLifeRoutes(app, surface);
  addFaultRoutes(app, surface.faults);
}

function addStateRoutes(
  app: Hono<NodeEnvironment>,
  { workforce, clock, faults, setting }: ControlSurface,
): void {
  function outlook(): Outlook {
    return { today: dateOf(clock.now()), futureTermination: setting.current().futureTermination };
  }
  app.get('/sandbox/state', (context) => {
    const { credentials: _hidden, ...inForce } = setting.current();
    return context.json({
      now: clock.iso(),
      seed: workforce.seed,
      people: workforce.people.length,
      statuses: countStatuses(workforce, outlook()),
      companies: workforce.organization.companies,
      upcomingEvents: clock.upcoming().length,
      faults: faults.list(),
      switches: inForce,
      eventKinds: lifeEventKinds,
    });
  });
  app.post('/sandbox/switches', async (context) => {
    setting.change(await readBody(context, switches));
    const { credentials: _hidden, ...inForce } = setting.current();
    return context.json(inForce);
  });
  app.post('/sandbox/clock', async (context) => {
    const wish = await readBody(context, advance);
    const target =
      'advanceTo' in wish
        ? wish.advanceTo
        : new Date(clock.now() + Math.round(wish.advanceByHours * 3_600_000)).toISOString();
    const played = clock.advanceTo(target);
    return context.json({ now: clock.iso(), played });
  });
  app.get('/sandbox/workforce', (context) => {
    const parsed = listing.safeParse(context.req.query());
    if (!parsed.success) return problem(context, 400, z.prettifyError(parsed.error));
    const { page, perPage, status, companyId } = parsed.data;
    const found = workforce.people
      .map((person) => summaryOf(person, outlook()))
      .filter(
        (row) =>
          (status === undefined || row['status'] === status) &&
          (companyId === undefined || row['companyId'] === companyId),
      );
    return context.json({ total: found.length, people: found.slice((page - 1) * perPage, page * perPage) });
  });
  app.get('/sandbox/workforce/:personKey', (context) => {
    const person = workforce.person(context.req.param('personKey').toUpperCase());
    if (person === undefined) return problem(context, 404, 'no person has this key');
    return context.json({ ...summaryOf(person, outlook()), person });
  });
}

function addLifeRoutes(app: Hono<NodeEnvironment>, { workforce, clock }: ControlSurface): void {
  app.post('/sandbox/events', async (context) => {
    const event = await readBody(context, lifeEvent);
    return context.json(workforce.apply(event, clock.now()));
  });
  app.get('/sandbox/script', (context) => context.json(clock.upcoming()));
  app.post('/sandbox/script', async (context) => {
    clock.schedule(await readBody(context, lifeScript));
    return context.json({ upcomingEvents: clock.upcoming().length });
  });
  app.delete('/sandbox/script', (context) => context.json({ dropped: clock.dropScript() }));
}

function addFaultRoutes(app: Hono<NodeEnvironment>, faults: Faults): void {
  app.get('/sandbox/faults', (context) => context.json(faults.list()));
  app.post('/sandbox/faults', async (context) => {
    const id = faults.add(await readBody(context, fault));
    return context.json({ id }, 201);
  });
  app.delete('/sandbox/faults', (context) => {
    faults.clear();
    return context.json({ faults: 0 });
  });
  app.delete('/sandbox/faults/:id', (context) => {
    if (!faults.remove(context.req.param('id'))) return problem(context, 404, 'no fault has this id');
    return context.json({ faults: faults.list().length });
  });
}

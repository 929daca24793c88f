import { z } from 'zod';
import { webServices } from './web-services.ts';

const common = {
  /** Path the fault is for; a trailing `*` stands for anything. */
  route: z.string().min(1).max(200).default('*'),
  /** How many answers it spoils; null means until it is removed. */
  times: z.int().min(1).max(1_000_000).nullable().default(null),
};

/** A disturbance that a client has to live with (ukg-pro-api 10, fault injection). */
export const fault = z.discriminatedUnion('kind', [
  /** 401, as after a password rotation. */
  z.strictObject({ kind: z.literal('unauthorized'), ...common }),
  /** 403 without body: role missing. With `service`, only for the routes of that web service. */
  z.strictObject({ kind: z.literal('forbidden'), ...common, service: z.enum(webServices).optional() }),
  /** 429 without body, with or without Retry-After. */
  z.strictObject({
    kind: z.literal('rateLimited'),
    ...common,
    retryAfterSeconds: z.int().min(0).max(3600).optional(),
  }),
  /** 500, 503 or 504 with the JSON error body. */
  z.strictObject({
    kind: z.literal('serverError'),
    ...common,
    status: z.union([z.literal(500), z.literal(503), z.literal(504)]).default(500),
  }),
  /** 502 with a gateway's HTML page. */
  z.strictObject({ kind: z.literal('badGateway'), ...common }),
  /** 302 to another address. */
  z.strictObject({ kind: z.literal('redirect'), ...common, location: z.url() }),
  /** 200 with a log-in page instead of JSON. */
  z.strictObject({ kind: z.literal('notJson'), ...common }),
  /** The answer comes late. */
  z.strictObject({ kind: z.literal('slow'), ...common, delayMs: z.int().min(1).max(300_000) }),
  /** The connection closes without an answer. */
  z.strictObject({ kind: z.literal('closedConnection'), ...common }),
  /** JSON that stops in the middle. */
  z.strictObject({ kind: z.literal('truncated'), ...common }),
  /** 200 and `[]`. */
  z.strictObject({ kind: z.literal('emptyList'), ...common }),
  /** Only the first half of the rows. */
  z.strictObject({ kind: z.literal('halfPopulation'), ...common }),
  /** Each page but the first begins with the last row of the page before. */
  z.strictObject({ kind: z.literal('duplicateRows'), ...common }),
  /** Another order, the same one on every page. */
  z.strictObject({ kind: z.literal('shuffledRows'), ...common }),
  /** Codes padded with blanks, as SQL char columns are. */
  z.strictObject({ kind: z.literal('paddedCodes'), ...common }),
  /** No supervisor in any row. */
  z.strictObject({ kind: z.literal('missingSupervisor'), ...common }),
  /** The same e-mail address in every row. */
  z.strictObject({ kind: z.literal('sharedEmail'), ...common }),
  /** These people are left out. */
  z.strictObject({
    kind: z.literal('missingPeople'),
    ...common,
    personKeys: z.array(z.string()).min(1).max(10_000),
  }),
  /** The first row of each page comes without its employee id. */
  z.strictObject({ kind: z.literal('missingIdentity'), ...common }),
]);

export type Fault = z.infer<typeof fault>;
/** A fault as a caller may write it. */
export type FaultInput = z.input<typeof fault>;
export type FaultKind = Fault['kind'];

/** A fault that is switched on. */
export interface ActiveFault {
  readonly id: string;
  readonly fault: Fault;
  /** Answers left; null for no end. */
  readonly left: number | null;
}

/** The faults that are on. */
export interface Faults {
  /** Switches one on and answers its id. */
  add(input: Fault): string;
  /** Switches one off; false when there is none of this id. */
  remove(id: string): boolean;
  clear(): void;
  list(): readonly ActiveFault[];
  /** The faults of one answer on a path, oldest first; each is counted. */
  take(path: string): readonly Fault[];
}

function matches(route: string, path: string): boolean {
  const pattern = route.toLowerCase();
  const target = path.toLowerCase();
  return pattern.endsWith('*') ? target.startsWith(pattern.slice(0, -1)) : target === pattern;
}

/** No faults at first. */
export function createFaults(): Faults {
  let active: ActiveFault[] = [];
  let count = 0;
  return {
    add(input) {
      const id = `fault-${++count}`;
      active.push({ id, fault: input, left: input.times });
      return id;
    },
    remove(id) {
      const before = active.length;
      active = active.filter((entry) => entry.id !== id);
      return active.length < before;
    },
    clear() {
      active = [];
    },
    list: () => active,
    take(path) {
      const taken = active.filter((entry) => matches(entry.fault.route, path));
      active = active.flatMap((entry) => {
        if (entry.left === null || !taken.includes(entry)) return [entry];
        return entry.left === 1 ? [] : [{ ...entry, left: entry.left - 1 }];
      });
      return taken.map((entry) => entry.fault);
    },
  };
}

/** The fault of a kind among those of an answer. */
export function findFault<K extends FaultKind>(
  faults: readonly Fault[],
  kind: K,
): Extract<Fault, { kind: K }> | undefined {
  return faults.find((entry): entry is Extract<Fault, { kind: K }> => entry.kind === kind);
}

import { z } from 'zod';
import type { CompanyOption, FutureTermination } from '../workforce/index.ts';
import { webServices, type WebService } from './web-services.ts';

/** What a client must send (ukg-pro-api 1). */
export interface UkgCredentials {
  readonly username: string;
  readonly password: string;
  readonly customerApiKey: string;
  readonly userApiKey: string;
}

/** How a sandbox is to be. What a real tenant does is unknown in places (ukg-pro-api 11); those are switches here. */
export interface UkgSandboxOptions {
  /** 0 for any free port. */
  readonly port?: number;
  /** Default 127.0.0.1. The control API answers loopback callers only, whatever this is. */
  readonly host?: string;
  readonly seed: number;
  /** 10 to 100,000. */
  readonly people: number;
  readonly credentials: UkgCredentials;
  /** Component companies; eight in as many countries when left out. */
  readonly companies?: readonly CompanyOption[];
  /** ISO date or date-time at which the virtual clock starts. */
  readonly today: string;
  /** Refuse requests without the user API key in `x-api-key`, `US-User-Api-Key` or `Api-Key`. Default false. */
  readonly requireUserApiKey?: boolean;
  /** Send `Link` headers on paged lists. Default true. */
  readonly linkHeader?: boolean;
  /** Hours between two steps of employee-changes; 0 shows changes at once. Default 3. */
  readonly changesStepHours?: number;
  /** What shows of a termination ahead. Default `announced`. */
  readonly futureTermination?: FutureTermination;
  /** Answer 404 instead of `[]` when a filtered list has no rows. Default false. */
  readonly emptyAs404?: boolean;
  /** Lists without paging answer page 2 with the whole list again instead of `[]`. Default false. */
  readonly repeatUnpagedLists?: boolean;
  /** Requests allowed within a minute of real time; unlimited when left out. */
  readonly quotaPerMinute?: number;
  /** Web services that the service account may view; all when left out. */
  readonly roles?: readonly WebService[];
}

/** Options with every default filled in. */
export interface UkgBehaviour {
  readonly credentials: UkgCredentials;
  readonly requireUserApiKey: boolean;
  readonly linkHeader: boolean;
  readonly changesStepHours: number;
  readonly futureTermination: FutureTermination;
  readonly emptyAs404: boolean;
  readonly repeatUnpagedLists: boolean;
  readonly quotaPerMinute: number | null;
  readonly roles: readonly WebService[] | null;
}

function behaviourOf(options: UkgSandboxOptions): UkgBehaviour {
  return {
    credentials: options.credentials,
    requireUserApiKey: options.requireUserApiKey ?? false,
    linkHeader: options.linkHeader ?? true,
    changesStepHours: options.changesStepHours ?? 3,
    futureTermination: options.futureTermination ?? 'announced',
    emptyAs404: options.emptyAs404 ?? false,
    repeatUnpagedLists: options.repeatUnpagedLists ?? false,
    quotaPerMinute: options.quotaPerMinute ?? null,
    roles: options.roles ?? null,
  };
}

/** What the control API may switch while the sandbox runs: everything but the credentials. */
export const switches = z.strictObject({
  requireUserApiKey: z.boolean().optional(),
  linkHeader: z.boolean().optional(),
  changesStepHours: z.number().min(0).max(24).optional(),
  futureTermination: z.enum(['announced', 'hidden', 'immediate']).optional(),
  emptyAs404: z.boolean().optional(),
  repeatUnpagedLists: z.boolean().optional(),
  quotaPerMinute: z.int().min(1).nullable().optional(),
  roles: z.array(z.enum(webServices)).nullable().optional(),
});

export type Switches = z.infer<typeof switches>;

/** The behaviour in force, and the way to change it. */
export interface BehaviourSetting {
  current(): UkgBehaviour;
  change(wish: Switches): void;
}

/** A setting that starts with the options. */
export function createBehaviourSetting(options: UkgSandboxOptions): BehaviourSetting {
  let behaviour = behaviourOf(options);
  return {
    current: () => behaviour,
    change(wish) {
      const wanted = Object.entries(wish).filter(([, value]) => value !== undefined);
      behaviour = { ...behaviour, ...Object.fromEntries(wanted) };
    },
  };
}

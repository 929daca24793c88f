import type { Formula, FormulaInput } from '../../../../src/domain/formula/types.ts';
import { contentHash } from '../../../../src/domain/hash.ts';
import type { AttributeValue, HrRecord } from '../../../../src/domain/hr/record.ts';
import { evaluate } from '../../../../src/domain/lifecycle/evaluate.ts';
import { applyPatch, initialMemory, withCase } from '../../../../src/domain/lifecycle/memory.ts';
import type {
  DueEvent,
  Evaluation,
  LifecycleEvent,
  LifecycleRequest,
  Memory,
} from '../../../../src/domain/lifecycle/types.ts';
import type { Place } from '../../../../src/domain/place.ts';
import type {
  EmploymentStatusRules,
  LeaveRule,
  LifecycleRules,
  Lookup,
  Policy,
} from '../../../../src/domain/policy.ts';
import { instantOf } from '../../../../src/domain/time.ts';

export const zone = 'America/New_York';

export function place(path: string, line = 1): Place {
  return { file: 'tenure.yaml', line, column: 1, path };
}

/** A condition written in TypeScript; the lifecycle sees only the `Formula` interface. */
export function condition(
  source: string,
  holds: (values: FormulaInput['values']) => AttributeValue,
): Formula {
  return { source, type: 'boolean', uses: [], evaluate: (input) => holds(input.values) };
}

export function fixed<T>(value: T, path: string): Lookup<T> {
  return { rules: [], default: value, place: place(path) };
}

export function leaveRule(overrides: Partial<LeaveRule> = {}): LeaveRule {
  return { account: 'keep', groups: 'keep', place: place('lifecycle.leave'), ...overrides };
}

export interface PolicyChoices {
  readonly version?: string;
  readonly mode?: 'dates' | 'status';
  readonly hire?: Partial<LifecycleRules['hire']>;
  readonly termination?: Partial<LifecycleRules['termination']>;
  readonly status?: Partial<EmploymentStatusRules>;
  readonly leave?: LifecycleRules['leave'];
  readonly supervised?: readonly LifecycleEvent[];
  readonly mailsOn?: readonly LifecycleEvent[];
  readonly policy?: Partial<Policy>;
}

export function policyOf(choices: PolicyChoices = {}): Policy {
  const membership = { default: [], rules: [], exclusive: [], place: place('securityGroups') };
  return {
    version: choices.version ?? 'policy-1',
    organization: 'acme',
    environment: 'test',
    timeZone: fixed(zone, 'timeZone'),
    attributes: [],
    lifecycle: {
      hire: {
        createDaysAhead: fixed(7, 'lifecycle.hire.createDaysAhead'),
        createAt: fixed('06:00', 'lifecycle.hire.createAt'),
        onboardAt: fixed('08:00', 'lifecycle.hire.onboardAt'),
        password: { kind: 'passphrase', words: 4 },
        accountControl: {
          enabled: 'onStartDate',
          mustChangePassword: true,
          passwordNeverExpires: false,
          smartCardRequired: false,
        },
        ...choices.hire,
      },
      change: { groups: 'managed' },
      leave: choices.leave ?? {
        medical: leaveRule(),
        suspension: leaveRule({ account: 'disable', organizationalUnit: 'OU=Suspended,DC=corp,DC=example' }),
      },
      termination: {
        at: fixed('18:00', 'lifecycle.termination.at'),
        disable: true,
        organizationalUnit: 'OU=Leavers,DC=corp,DC=example',
        groups: 'removeAll',
        distributionLists: 'removeAll',
        clearManager: true,
        resetPassword: false,
        deleteAfterDays: 90,
        place: place('lifecycle.termination', 20),
        ...choices.termination,
      },
      supervised: choices.supervised ?? [],
    },
    employmentStatus: {
      mode: choices.mode ?? 'dates',
      startDate: 'startDate',
      lastDay: 'lastDay',
      status: 'status',
      statuses: { active: ['A'], 'leave.medical': ['L'], 'leave.suspension': ['S'], terminated: ['T'] },
      place: place('employmentStatus', 30),
      ...choices.status,
    },
    profile: {
      attributes: [],
      names: {
        candidates: [],
        suffix: { kind: 'literal', text: '@corp.example' },
        onNameChange: 'keep',
        transliterate: {},
        place: place('profile.names'),
      },
    },
    join: { attribute: 'employeeID' },
    organizationalUnits: {
      default: 'OU=Staff,DC=corp,DC=example',
      rules: [],
      place: place('organizationalUnits'),
    },
    securityGroups: membership,
    distributionLists: membership,
    ...(choices.mailsOn === undefined ? {} : { notifications: mailsOn(choices.mailsOn) }),
    guards: { feed: { failOnEmpty: true }, perRun: {} },
    queues: {},
    ...choices.policy,
  };
}

function mailsOn(on: readonly LifecycleEvent[]): NonNullable<Policy['notifications']> {
  const template = {
    name: 'mail',
    on,
    to: [],
    cc: [],
    bcc: [],
    notifyManager: true,
    subject: 'Hello',
    body: 'Hello',
    html: false,
    place: place('notifications.templates[0]'),
  };
  return { from: 'it@corp.example', templates: [template] };
}

export function recordOf(attributes: Readonly<Record<string, AttributeValue>> = {}): HrRecord {
  return {
    personKey: 'EEID-1',
    attributes: { status: 'A', startDate: '2026-05-01', lastDay: null, department: 'SALES', ...attributes },
  };
}

/** Epoch milliseconds of a clock time in the zone of the tests. */
export function at(date: string, clock = '12:00', inZone = zone): number {
  return instantOf(date, clock, inZone);
}

/** Memory of somebody who was onboarded long ago with exactly this record. */
export function employedMemory(policy: Policy, record: HrRecord, overrides: Partial<Memory> = {}): Memory {
  const start = record.attributes['startDate'];
  return {
    ...initialMemory(),
    phase: 'active',
    accounts: { activeDirectory: { id: 'guid-1', origin: 'created' } },
    applied: {
      recordHash: contentHash(record.attributes),
      policyVersion: policy.version,
      at: at('2020-01-01'),
    },
    ...(typeof start === 'string' ? { startDate: start } : {}),
    ...overrides,
  };
}

/** One event of a story, as it went. */
export interface Happened {
  readonly event: LifecycleEvent;
  readonly at: number;
  readonly effective: string;
  readonly late: boolean;
}

/**
 * A person through time: applies what evaluations ask to remember and walks what is due, as the person's
 * workflow does, with a directory that always does what it is told.
 */
export interface Story {
  readonly happened: readonly Happened[];
  memory(): Memory;
  now(): number;
  last(): Evaluation;
  /** HR sends a record now; everything due is walked. */
  receive(record: HrRecord, requests?: readonly LifecycleRequest[]): void;
  /** Lets time pass up to the instant, waking only at the instants that evaluations announce. */
  sleepUntil(instant: number): void;
  /** Lets time pass up to the instant, asking at every step whatever was announced. */
  stepUntil(instant: number, stepMs: number): void;
  setPolicy(policy: Policy): void;
  /** The next case is superseded after it has changed access, by whatever is received next. */
  interrupt(): void;
  /** Whether the account can be used; undefined when there is none. */
  isOpen(): boolean | undefined;
}

const creating: ReadonlySet<LifecycleEvent> = new Set(['preboarding', 'onboarding', 'rehire']);

/** What a case does to the use of the account, by the process of its event. */
function accessAfter(open: boolean | undefined, { process, event }: DueEvent): boolean | undefined {
  const steps = new Set(process.stages.flatMap((stage) => stage.steps.map((step) => step.activity)));
  if (event === 'profileChange') return open;
  if (steps.has('deleteAccount')) return undefined;
  if (steps.has('disableAccount')) return false;
  if (steps.has('enableAccount')) return true;
  return open ?? (creating.has(event) ? false : undefined);
}

export function tell(startPolicy: Policy, startNow: number, startMemory: Memory = initialMemory()): Story {
  let policy = startPolicy;
  let memory = startMemory;
  let now = startNow;
  let record: HrRecord | undefined;
  let last: Evaluation | undefined;
  let interrupted = false;
  let open = startMemory.accounts.activeDirectory === undefined ? undefined : startMemory.phase === 'active';
  const happened: Happened[] = [];

  function walk(due: DueEvent): void {
    happened.push({ event: due.event, at: now, effective: due.effective, late: due.late });
    open = accessAfter(open, due);
    const patch = interrupted ? { applied: null } : due.remember;
    memory = withCase(applyPatch(memory, patch), {
      caseId: `${happened.length}-${due.event}`,
      event: due.event,
      outcome: interrupted ? 'superseded' : 'completed',
      at: now,
      changes: 1,
    });
    if (creating.has(due.event) && memory.accounts.activeDirectory === undefined)
      memory = applyPatch(memory, { accounts: { activeDirectory: { id: 'guid-1', origin: 'created' } } });
  }

  function settle(requests: readonly LifecycleRequest[]): void {
    if (record === undefined) return;
    for (let round = 0; round < 8; round += 1) {
      last = evaluate(policy, { record, memory, now, requests });
      if (last.remember !== undefined) memory = applyPatch(memory, last.remember);
      if (last.due === undefined) return;
      walk(last.due);
      if (interrupted) return;
    }
    throw new Error(`does not come to rest: ${happened.map((one) => one.event).join(', ')}`);
  }

  return {
    happened,
    memory: () => memory,
    now: () => now,
    isOpen: () => open,
    last() {
      if (last === undefined) throw new Error('nothing was received yet');
      return last;
    },
    receive(next, requests = []) {
      record = next;
      settle(requests);
      interrupted = false;
    },
    interrupt() {
      interrupted = true;
    },
    sleepUntil(instant) {
      for (;;) {
        const next = last?.instants[0]?.at;
        if (next === undefined || next > instant) break;
        now = next;
        settle([]);
      }
      now = instant;
    },
    stepUntil(instant, stepMs) {
      while (now < instant) {
        now = Math.min(now + stepMs, instant);
        settle([]);
      }
    },
    setPolicy(next) {
      policy = next;
      settle([]);
    },
  };
}

/** The names of what happened, in order. */
export function eventsOf(story: Story): readonly LifecycleEvent[] {
  return story.happened.map((one) => one.event);
}

/** The policy of the situation tests. */
export const policy = policyOf();

/** Somebody at work for years. */
export const worker = recordOf({ startDate: '2020-01-06' });

/** The story of somebody at work, known to Tenure, on 2 March 2026. */
export function employee(record: HrRecord = worker, withPolicy: Policy = policy): Story {
  const story = tell(withPolicy, at('2026-03-02'), employedMemory(withPolicy, record));
  story.receive(record);
  return story;
}

/** The story of somebody whom HR lists for the first time. */
export function hire(
  record: HrRecord = recordOf(),
  withPolicy: Policy = policy,
  now = at('2026-03-02'),
): Story {
  const story = tell(withPolicy, now);
  story.receive(record);
  return story;
}

import { TenureError } from '../../domain/errors.ts';
import type { Journal, JournalEntry } from '../../contracts/ports.ts';

/** What the worker of this process is seen doing. */
export interface Watch {
  /** Wraps the activities of a worker, so that they are seen. */
  activities(activities: object): object;
  /** Wraps the journal, so that its lines are seen. */
  journal(journal: Journal): Journal;
  /** Notes that something was sent to a person's workflow. */
  touch(personKey: string): void;
  /** The persons with something going on since the last call, and those that they talk to. */
  takeTouched(): readonly string[];
  hasTouched(): boolean;
  /** Lines of one case since the last call, oldest first. */
  takeLines(personKey: string, caseId: string): readonly JournalEntry[];
  /** Persons who wait for this one's account to name as their manager. */
  waitingFor(personKey: string): readonly string[];
  /** Mails sent so far. */
  mails(): number;
  /** Goes up with every activity that succeeded. */
  successes(): number;
  /** The failure of the person's (or, without one, the run's) last activity, when it did not succeed. */
  failureOf(personKey: string | undefined): TenureError | undefined;
  /** Whether it failed and the next attempt has not begun: of one under way nobody can say that it fails. */
  isFailing(personKey: string | undefined): boolean;
}

/** What fails is tried so long again; then somebody has to hear of it. */
export const failurePatienceMs = 30_000;

/** The name under which activities of a run are kept. */
const noPerson = '';

/**
 * Watches a worker. Every workflow task that matters ends in an activity, if only the evaluation, so whoever is
 * not touched here has nothing new to tell: that spares asking everybody all the time.
 */
export function createWatch(): Watch {
  let touched = new Set<string>();
  let successes = 0;
  let mails = 0;
  const failures = new Map<string, TenureError>();
  /** Activities under way. */
  const attempts = new Map<string, number>();
  const lines = new Map<string, JournalEntry[]>();
  const reports = new Map<string, Set<string>>();

  function touch(personKey: string): void {
    if (personKey === noPerson) return;
    touched.add(personKey);
    for (const report of reports.get(personKey) ?? []) touched.add(report);
  }

  function noteManager(personKey: string, outcome: unknown): void {
    const managerKey = textAt(outcome, 'waitingForManager');
    if (managerKey === undefined) return;
    reports.set(managerKey, (reports.get(managerKey) ?? new Set()).add(personKey));
    touched.add(managerKey);
  }

  function seen(activity: (input: unknown) => Promise<unknown>) {
    return async (input: unknown): Promise<unknown> => {
      const personKey = textAt(at(input, 'person'), 'personKey') ?? noPerson;
      touch(personKey);
      attempts.set(personKey, (attempts.get(personKey) ?? 0) + 1);
      try {
        const outcome = await activity(input);
        successes += 1;
        failures.delete(personKey);
        noteManager(personKey, outcome);
        return outcome;
      } catch (error) {
        if (error instanceof TenureError) failures.set(personKey, error);
        throw error;
      } finally {
        attempts.set(personKey, (attempts.get(personKey) ?? 1) - 1);
        touch(personKey);
      }
    };
  }

  return {
    activities(activities) {
      const wrapped = Object.entries(activities).map(([name, activity]) => [name, seen(activity)] as const);
      return Object.fromEntries(wrapped);
    },
    journal: (journal) => ({
      async append(entries) {
        await journal.append(entries);
        for (const entry of entries) {
          if (entry.operation === 'sendMail') mails += 1;
          if (entry.personKey === undefined || entry.caseId === undefined) continue;
          const key = caseKey(entry.personKey, entry.caseId);
          lines.set(key, [...(lines.get(key) ?? []), entry]);
        }
      },
      read: (filter) => journal.read(filter),
    }),
    touch,
    takeTouched() {
      const taken = [...touched];
      touched = new Set();
      return taken;
    },
    hasTouched: () => touched.size > 0,
    takeLines(personKey, caseId) {
      const key = caseKey(personKey, caseId);
      const taken = lines.get(key) ?? [];
      lines.delete(key);
      return taken;
    },
    waitingFor: (personKey) => [...(reports.get(personKey) ?? [])],
    mails: () => mails,
    successes: () => successes,
    failureOf: (personKey) => failures.get(personKey ?? noPerson),
    isFailing: (personKey = noPerson) => failures.has(personKey) && (attempts.get(personKey) ?? 0) === 0,
  };
}

function caseKey(personKey: string, caseId: string): string {
  return `${personKey} ${caseId}`;
}

function at(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function textAt(value: unknown, name: string): string | undefined {
  const found = at(value, name);
  return typeof found === 'string' ? found : undefined;
}

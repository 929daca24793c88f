import * as fc from 'fast-check';
import { evaluate } from '../../../../src/domain/lifecycle/evaluate.ts';
import type { HrRecord } from '../../../../src/domain/hr/record.ts';
import type { Policy } from '../../../../src/domain/policy.ts';
import type { LifecycleRequest, Memory, Phase } from '../../../../src/domain/lifecycle/types.ts';
import { addDays } from '../../../../src/domain/time.ts';
import {
  at,
  condition,
  fixed,
  place,
  policyOf,
  recordOf,
  tell,
  type Happened,
  type Story,
} from './people.ts';
import { resync, terminateNow } from './requests.ts';

const today = '2026-03-02';
const now = at(today);
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** After every date that the generators make, retention included. */
const theEnd = at('2029-01-01');

const policies = fc
  .record({
    mode: fc.constantFrom('dates' as const, 'status' as const),
    ahead: fc.constantFrom(0, 1, 7, 30),
    createAt: fc.constantFrom('06:00', '23:30'),
    lastAt: fc.constantFrom('00:00', '18:00', '24:00'),
    retention: fc.constantFrom(0, 30),
    zone: fc.constantFrom('America/New_York', 'Pacific/Kiritimati', 'Africa/Casablanca'),
    deathAt: fc.option(fc.constantFrom('00:00', '24:00')),
  })
  .map(({ mode, ahead, createAt, lastAt, retention, zone, deathAt }) => {
    const usual = policyOf({
      mode,
      hire: {
        createDaysAhead: fixed(ahead, 'lifecycle.hire.createDaysAhead'),
        createAt: fixed(createAt, 'lifecycle.hire.createAt'),
      },
      termination: { at: fixed(lastAt, 'lifecycle.termination.at'), deleteAfterDays: retention },
      policy: { timeZone: fixed(zone, 'timeZone') },
    });
    return deathAt === null ? usual : withReason(usual, deathAt);
  });

/** The policy with a reason that ends and deletes at times of its own. */
function withReason(usual: Policy, clock: string): Policy {
  const { reasons: _none, ...general } = usual.lifecycle.termination;
  const path = 'lifecycle.termination.reasons.death';
  const rule = { ...general, name: 'death', at: fixed(clock, path), deleteAfterDays: 60, place: place(path) };
  const when = condition('terminationReason = "203"', (values) => values['terminationReason'] === '203');
  const termination = { ...general, reasons: [{ when, rule }] };
  return { ...usual, lifecycle: { ...usual.lifecycle, termination } };
}

const offset = fc.integer({ min: -40, max: 40 });
const terminationReason = fc.constantFrom(null, null, '203');
const status = fc.constantFrom('A', 'A', 'A', 'L', 'S', 'T');

/** Any record HR can send, contradictory ones included. */
const anyRecord: fc.Arbitrary<HrRecord> = fc
  .record({
    start: fc.option(offset),
    last: fc.option(offset),
    status: fc.oneof({ weight: 9, arbitrary: status }, { weight: 1, arbitrary: fc.constantFrom('X', '') }),
    department: fc.constantFrom('SALES', 'LEGAL'),
    terminationReason,
  })
  .map(({ start, last, ...rest }) => recordOf({ ...rest, startDate: dateAt(start), lastDay: dateAt(last) }));

/** Records whose last day, if any, lies after the start date: they mean one thing whatever was known before. */
const clearRecord: fc.Arbitrary<HrRecord> = fc
  .record({
    start: offset,
    length: fc.option(fc.integer({ min: 1, max: 60 })),
    status,
    department: fc.constantFrom('SALES', 'LEGAL'),
    terminationReason,
  })
  .map(({ start, length, status: value, ...rest }) =>
    recordOf({
      status: value,
      ...rest,
      startDate: dateAt(start),
      lastDay: length === null ? null : dateAt(start + length),
    }),
  );

type Arrival = {
  readonly record: HrRecord;
  readonly waitHours: number;
  readonly request: 'none' | 'resync' | 'terminateNow';
};

function arrivals(
  record: fc.Arbitrary<HrRecord>,
  requests: readonly Arrival['request'][] = ['none', 'none', 'none', 'none', 'resync', 'terminateNow'],
): fc.Arbitrary<readonly Arrival[]> {
  const arrival = fc.record({
    record,
    waitHours: fc.integer({ min: 0, max: 900 }),
    request: fc.constantFrom(...requests),
  });
  return fc.array(arrival, { minLength: 1, maxLength: 7 });
}

function dateAt(days: number | null): string | null {
  return days === null ? null : addDays(today, days);
}

function requestsOf(arrival: Arrival, story: Story): readonly LifecycleRequest[] {
  if (arrival.request === 'none') return [];
  return [arrival.request === 'resync' ? resync(story.now()) : terminateNow(story.now())];
}

function live(story: Story, arrived: readonly Arrival[]): void {
  for (const arrival of arrived) {
    story.sleepUntil(story.now() + arrival.waitHours * hourMs);
    story.receive(arrival.record, requestsOf(arrival, story));
  }
}

function isIn(phase: Phase): boolean {
  return phase === 'active' || phase === 'leave' || phase === 'leaving';
}

/** What matters in the end: who may work, who is on which leave. */
function outcome(memory: Memory): string {
  if (!isIn(memory.phase))
    return memory.phase === 'preboarding' || memory.phase === 'expected' ? 'waiting' : 'out';
  return memory.leaveKind === undefined ? 'in' : `leave ${memory.leaveKind}`;
}

/** Deletion counts from the moment of termination, so it is later when termination was noticed later. */
function isDated(one: Happened): boolean {
  return one.event !== 'accountDeletion';
}

function named({ event, effective }: Happened): string {
  return `${event} ${effective}`;
}

describe('the lifecycle, whatever HR sends', () => {
  it('comes to rest: once walked, no event is due a second time, and nothing more is to be remembered', () => {
    fc.assert(
      fc.property(policies, arrivals(anyRecord), (policy, arrived) => {
        const story = tell(policy, now);
        for (const arrival of arrived) {
          story.sleepUntil(story.now() + arrival.waitHours * hourMs);
          const before = story.happened.length;
          const requests = requestsOf(arrival, story);
          story.receive(arrival.record, requests);
          const walked = story.happened.slice(before).map((one) => one.event);
          expect(new Set(walked).size).toBe(walked.length);
          const again = evaluate(policy, {
            record: arrival.record,
            memory: story.memory(),
            now: story.now(),
            requests,
          });
          expect(again.due).toBeUndefined();
          expect(again.remember).toBeUndefined();
        }
      }),
      { numRuns: 150 },
    );
  });

  it('gives answers that are the same each time and survive JSON', () => {
    fc.assert(
      fc.property(policies, arrivals(anyRecord), (policy, arrived) => {
        const story = tell(policy, now);
        live(story, arrived);
        const record = arrived.at(-1)?.record ?? recordOf();
        const input = { record, memory: story.memory(), now: story.now(), requests: [] };
        const answer = evaluate(policy, input);
        expect(evaluate(policy, structuredClone(input))).toEqual(answer);
        expect(JSON.parse(JSON.stringify(answer))).toEqual(answer);
      }),
      { numRuns: 200 },
    );
  });

  it('misses no instant: sleeping from one to the next does what looking all the time does', () => {
    // Shorter than the two hours between preparing at 06:00 and onboarding at 08:00 of the same day.
    const stepMinutes = fc.integer({ min: 60, max: 119 });
    fc.assert(
      fc.property(policies, anyRecord, stepMinutes, (policy, record, minutes) => {
        const stepMs = minutes * 60_000;
        const horizon = now + 50 * dayMs;
        const sleeping = tell(policy, now);
        const looking = tell(policy, now);
        sleeping.receive(record);
        looking.receive(record);
        sleeping.sleepUntil(horizon);
        looking.stepUntil(horizon + stepMs, stepMs);
        const kept = sleeping.happened.filter(isDated);
        const seen = looking.happened.filter(isDated).slice(0, kept.length);
        expect(seen.map(named)).toEqual(kept.map(named));
        for (const [index, one] of kept.entries()) {
          const delay = (seen[index]?.at ?? Number.NaN) - one.at;
          expect(delay).toBeGreaterThanOrEqual(0);
          expect(delay).toBeLessThan(stepMs);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('is never late when the instants that were announced are kept', () => {
    fc.assert(
      fc.property(policies, clearRecord, (policy, record) => {
        const story = tell(policy, now);
        story.receive(record);
        const seen = story.happened.length;
        story.sleepUntil(theEnd);
        expect(story.happened.slice(seen).filter((one) => one.late)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('converges: the same last record gives the same outcome, whatever order, duplicates and corrections came before', () => {
    fc.assert(
      fc.property(policies, arrivals(clearRecord, ['none']), clearRecord, (policy, arrived, last) => {
        const detour = tell(policy, now);
        live(detour, arrived);
        detour.receive(last);
        detour.receive(last);
        const straight = tell(policy, detour.now());
        straight.receive(last);
        detour.sleepUntil(theEnd);
        straight.sleepUntil(theEnd);
        expect(outcome(detour.memory())).toBe(outcome(straight.memory()));
      }),
      { numRuns: 150 },
    );
  });

  it('ends with the access that HR asks for, also when cases were superseded half-way', () => {
    fc.assert(
      fc.property(
        policies,
        fc.array(clearRecord, { minLength: 1, maxLength: 5 }),
        clearRecord,
        (policy, stopped, last) => {
          const story = tell(policy, now);
          for (const record of stopped) {
            story.interrupt();
            story.receive(record);
          }
          story.receive(last);
          story.sleepUntil(theEnd);
          const expected = { in: [true], out: [false, undefined], 'leave suspension': [false] }[
            outcome(story.memory())
          ];
          expect(expected ?? [true, false]).toContain(story.isOpen());
        },
      ),
      { numRuns: 250 },
    );
  });

  it('never leaves somebody in whom HR lists as terminated, once their last day is over', () => {
    fc.assert(
      fc.property(policies, arrivals(anyRecord), anyRecord, (policy, arrived, last) => {
        const story = tell(policy, now);
        live(story, arrived);
        story.receive({ ...last, attributes: { ...last.attributes, status: 'T' } });
        story.sleepUntil(story.now() + 3 * dayMs);
        expect(outcome(story.memory())).toBe('out');
      }),
      { numRuns: 200 },
    );
  });

  it('changes nothing for a status that is mapped to nothing', () => {
    fc.assert(
      fc.property(policies, arrivals(anyRecord), anyRecord, (policy, arrived, last) => {
        const story = tell(policy, now);
        live(story, arrived);
        const before = { memory: story.memory(), happened: story.happened.length };
        story.receive({ ...last, attributes: { ...last.attributes, status: 'X' } });
        story.sleepUntil(theEnd);
        expect(story.memory()).toEqual(before.memory);
        expect(story.happened).toHaveLength(before.happened);
      }),
      { numRuns: 100 },
    );
  });

  it('lets nobody back in whom a human terminated, as long as HR goes on listing the same employment', () => {
    const listed = fc.constantFrom('A', 'L', 'S');
    fc.assert(
      fc.property(
        policies,
        offset,
        listed,
        fc.array(listed, { maxLength: 4 }),
        (policy, start, first, later) => {
          const story = tell(policy, now);
          const startDate = dateAt(start);
          const record = recordOf({ startDate, status: first });
          story.receive(record);
          story.receive(record, [terminateNow(story.now())]);
          const walked = story.happened.length;
          for (const next of later) {
            story.sleepUntil(story.now() + 5 * dayMs);
            story.receive(recordOf({ startDate, status: next, department: next }));
          }
          story.sleepUntil(theEnd);
          expect(outcome(story.memory())).toBe('out');
          expect(story.happened.slice(walked)).toEqual([]);
        },
      ),
      { numRuns: 200 },
    );
  });
});

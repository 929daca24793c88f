import { standingNow } from '../../../../src/domain/lifecycle/evaluate.ts';
import { initialMemory } from '../../../../src/domain/lifecycle/memory.ts';
import type { Phase } from '../../../../src/domain/lifecycle/types.ts';
import type { AttributeValue } from '../../../../src/domain/hr/record.ts';
import type { Policy } from '../../../../src/domain/policy.ts';
import { at, employee, eventsOf, policyOf, recordOf, worker } from './people.ts';

const byDates = policyOf();
const byStatus = policyOf({ mode: 'status' });
const start = '2020-01-06';

function standing(policy: Policy, attributes: Record<string, AttributeValue>, phase: Phase = 'active') {
  const record = recordOf({ startDate: start, ...attributes });
  const memory = { ...initialMemory(), phase, startDate: start };
  return standingNow(policy, { record, memory, now: at('2026-03-02') });
}

describe('dates and status', () => {
  it.each<[string, AttributeValue, string | null, 'employed' | 'ended', string | null]>([
    ['dates', 'A', null, 'employed', null],
    ['dates', 'A', '2026-04-30', 'employed', null],
    ['dates', 'A', '2026-03-02', 'employed', null],
    ['dates', 'A', '2026-03-01', 'ended', '2026-03-01'],
    ['dates', 'L', '2026-03-01', 'ended', '2026-03-01'],
    ['dates', 'T', null, 'ended', '2026-03-02'],
    ['dates', 'T', '2026-03-01', 'ended', '2026-03-01'],
    ['dates', 'T', '2026-03-02', 'employed', null],
    ['dates', 'T', '2026-03-03', 'employed', null],
    ['dates', 'T', '2026-03-04', 'ended', '2026-03-02'],
    ['dates', 'T', '2019-12-31', 'ended', '2026-03-02'],
    ['status', 'A', null, 'employed', null],
    ['status', 'A', '2026-03-01', 'employed', null],
    ['status', 'L', '2026-03-01', 'employed', null],
    ['status', 'T', null, 'ended', '2026-03-02'],
    ['status', 'T', '2026-03-01', 'ended', '2026-03-01'],
    ['status', 'T', '2026-03-02', 'ended', '2026-03-02'],
    ['status', 'T', '2026-04-30', 'ended', '2026-03-02'],
  ])('in mode %s with status %s and last day %s mean %s', (mode, status, lastDay, kind, effective) => {
    const policy = mode === 'status' ? byStatus : byDates;
    expect(standing(policy, { status, lastDay })).toMatchObject({
      kind,
      ...(effective === null ? {} : { effective }),
    });
  });

  it('that disagree are reported in the reasons, with the rule', () => {
    const dated = employee();
    dated.receive(recordOf({ startDate: start, lastDay: '2026-02-27' }));
    expect(dated.happened).toMatchObject([{ event: 'termination', late: true }]);
    const quiet = employee(worker, byStatus);
    quiet.receive(recordOf({ startDate: start, lastDay: '2026-02-27' }));
    expect(eventsOf(quiet)).toEqual(['profileChange']);
    expect(quiet.last().reasons).toContainEqual({
      text: 'last day 2026-02-27 has passed, but the status is A; the status decides (mode: status)',
      place: byStatus.employmentStatus.place,
    });
  });
});

describe('status values', () => {
  it('are compared without regard to case and outer blanks', () => {
    expect(standing(byDates, { status: ' l ' })).toMatchObject({ kind: 'employed', leaveKind: 'medical' });
  });

  it.each([['X'], [''], [null], [7]])('mapped to nothing (%j) are reported and change nothing', (status) => {
    const story = employee();
    const before = story.memory();
    story.receive(recordOf({ startDate: start, status, lastDay: '2026-02-27', department: 'LEGAL' }));
    expect(eventsOf(story)).toEqual([]);
    expect(story.memory()).toEqual(before);
    expect(story.last()).toMatchObject({
      phase: 'active',
      instants: [],
      attention: { code: 'HR_STATUS_UNKNOWN' },
    });
    expect(story.last().attention?.message).toContain('EEID-1');
  });

  it('need only name the leaves when dates decide', () => {
    const leavesOnly = policyOf({ status: { statuses: { 'leave.medical': ['L'] } } });
    expect(standing(leavesOnly, { status: 'whatever' })).toMatchObject({ kind: 'employed' });
    expect(standing(leavesOnly, { status: null })).toMatchObject({ kind: 'employed' });
    expect(standing(leavesOnly, { status: 'L' })).toMatchObject({ leaveKind: 'medical' });
  });

  it('must name the active ones when the status decides', () => {
    const incomplete = policyOf({ mode: 'status', status: { statuses: { terminated: ['T'] } } });
    expect(standing(incomplete, { status: 'A' })).toMatchObject({ kind: 'unclear' });
  });
});

describe('status-driven employment', () => {
  it('terminates as soon as the status says so, whatever the clock time', () => {
    const story = employee(worker, byStatus);
    story.receive(recordOf({ startDate: start, status: 'T', lastDay: '2026-03-02' }));
    expect(story.happened).toMatchObject([{ event: 'termination', at: at('2026-03-02'), late: false }]);
  });

  it('announces no last day and plans none', () => {
    const story = employee(worker, byStatus);
    story.receive(recordOf({ startDate: start, lastDay: '2026-05-29' }));
    expect(eventsOf(story)).toEqual(['profileChange']);
    expect(story.last().instants).toEqual([]);
  });

  it('starts at once somebody without a start date', () => {
    const memory = initialMemory();
    const record = recordOf({ startDate: null });
    expect(standingNow(byStatus, { record, memory, now: at('2026-03-02') })).toEqual({ kind: 'employed' });
  });
});

describe('dates in the record', () => {
  it('that are none wait for attention', () => {
    const story = employee();
    story.receive(recordOf({ startDate: start, lastDay: '31.03.2026' }));
    expect(story.last()).toMatchObject({ attention: { code: 'HR_RECORD_INVALID' } });
    expect(story.last().attention?.message).toContain('lastDay');
    expect(story.last().attention?.message).not.toContain('31.03.2026');
  });

  it('of a rehire are read from the attribute of their own, when it is later', () => {
    const own = policyOf({ status: { rehireDate: 'rehireDate' } });
    expect(standing(own, { rehireDate: '2025-06-02' })).toMatchObject({ startDate: '2025-06-02' });
    expect(standing(own, { rehireDate: '2019-06-02' })).toMatchObject({ startDate: start });
    expect(standing(own, { rehireDate: null })).toMatchObject({ startDate: start });
  });
});

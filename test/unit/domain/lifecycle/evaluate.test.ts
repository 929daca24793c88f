import { TenureError } from '../../../../src/domain/errors.ts';
import type { Formula } from '../../../../src/domain/formula/types.ts';
import { evaluate } from '../../../../src/domain/lifecycle/evaluate.ts';
import type { CaseRecord, LifecycleEvent, Memory } from '../../../../src/domain/lifecycle/types.ts';
import type { Policy } from '../../../../src/domain/policy.ts';
import {
  at,
  condition,
  employedMemory,
  employee,
  eventsOf,
  hire,
  place,
  policy,
  policyOf,
  recordOf,
  tell,
  worker,
} from './people.ts';
import { resync, terminateNow } from './requests.ts';

const leaver = recordOf({ startDate: '2020-01-06', lastDay: '2026-02-27' });
const noon = at('2026-03-02');

function ask(
  withPolicy: Policy,
  record = worker,
  memory: Memory = employedMemory(withPolicy, worker),
  now = noon,
) {
  return evaluate(withPolicy, { record, memory, now, requests: [] });
}

const faulty: Formula = {
  source: '1/0',
  type: 'boolean',
  uses: [],
  evaluate() {
    throw new TenureError('FORMULA_FAULT', 'division by zero');
  },
};

describe('an evaluation', () => {
  it('gives the same answer for the same question, as plain JSON', () => {
    const story = hire();
    const first = story.last();
    const again = evaluate(policy, {
      record: recordOf(),
      memory: story.memory(),
      now: story.now(),
      requests: [],
    });
    expect(again).toEqual(first);
    expect(JSON.parse(JSON.stringify(first))).toEqual(first);
  });

  it('reads neither memory nor record it was given as its own', () => {
    const memory = employedMemory(policy, worker);
    const copy = structuredClone(memory);
    const { due } = ask(policy, leaver, memory);
    expect(due?.event).toBe('termination');
    expect(memory).toEqual(copy);
  });

  it('names policy version and record for the case that follows', () => {
    const answer = ask(policyOf({ version: 'policy-7' }), leaver);
    expect(answer.policyVersion).toBe('policy-7');
    expect(answer.due?.remember.applied).toEqual({
      recordHash: answer.recordHash,
      policyVersion: 'policy-7',
      at: noon,
    });
  });

  it('uses the times of the zone that the rules give the person', () => {
    const zones = {
      default: 'America/New_York',
      place: place('timeZone'),
      rules: [
        {
          when: condition('country = "IND"', (values) => values['country'] === 'IND'),
          use: 'Asia/Kolkata',
          place: place('timeZone.rules[0]', 4),
        },
      ],
    };
    const world = policyOf({ policy: { timeZone: zones } });
    const india = hire(recordOf({ country: 'IND' }), world);
    const usa = hire(recordOf({ country: 'USA' }), world);
    expect(india.last().instants[1]?.at).toBe(at('2026-05-01', '08:00', 'Asia/Kolkata'));
    expect(usa.last().instants[1]?.at).toBe(at('2026-05-01', '08:00', 'America/New_York'));
  });

  it('uses advance days and times that the rules give the person, and names the rule', () => {
    const rule = place('lifecycle.hire.createDaysAhead.rules[0]', 12);
    const contractors = policyOf({
      hire: {
        createDaysAhead: {
          default: 7,
          place: place('lifecycle.hire.createDaysAhead', 11),
          rules: [
            {
              when: condition('employeeType = "CON"', (values) => values['employeeType'] === 'CON'),
              use: 1,
              place: rule,
            },
          ],
        },
      },
    });
    const contractor = hire(recordOf({ employeeType: 'CON' }), contractors);
    expect(contractor.last().instants[0]).toMatchObject({
      event: 'preboarding',
      at: at('2026-04-30', '06:00'),
      reason: { place: rule },
    });
    expect(hire(recordOf(), contractors).last().instants[0]).toMatchObject({ effective: '2026-04-24' });
  });
});

describe('the filter', () => {
  const include = {
    formula: condition('company = "ACME"', (values) => values['company'] === 'ACME'),
    place: place('x', 9),
  };
  const filtered = policyOf({ policy: { include } });

  it('leaves people as they are, leavers included, and says so', () => {
    const answer = ask(filtered, leaver);
    expect(answer.due).toBeUndefined();
    expect(answer.instants).toEqual([]);
    expect(answer.reasons).toEqual([
      { text: 'hrData.include leaves the person out: the account stays as it is', place: include.place },
    ]);
  });

  it('lets a termination through that a human asks for', () => {
    const story = employee(worker, filtered);
    story.receive(worker, [terminateNow(noon)]);
    expect(eventsOf(story)).toEqual(['termination']);
  });

  it('that cannot be judged waits for attention', () => {
    const broken = policyOf({ policy: { include: { formula: faulty, place: include.place } } });
    const answer = ask(broken, leaver);
    expect(answer).toMatchObject({ attention: { code: 'FORMULA_FAULT' } });
    expect(answer.due).toBeUndefined();
    expect(answer.attention?.message).toContain('tenure.yaml:9:1');
  });
});

describe('a condition that cannot be judged', () => {
  const rules = [{ when: faulty, use: 'Asia/Kolkata', place: place('timeZone.rules[0]', 4) }];
  const broken = policyOf({
    policy: { timeZone: { default: 'America/New_York', place: place('timeZone'), rules } },
  });

  it('stops what would follow from it and asks for attention', () => {
    const answer = ask(broken, recordOf({ startDate: '2020-01-06', department: 'LEGAL' }));
    expect(answer.due).toBeUndefined();
    expect(answer.attention).toMatchObject({ code: 'FORMULA_FAULT' });
  });

  it('does not prolong the access of a leaver', () => {
    expect(ask(broken, leaver)).toMatchObject({ due: { event: 'termination' } });
    const later = ask(broken, recordOf({ startDate: '2020-01-06', lastDay: '2026-03-20' }));
    expect(later.instants).toMatchObject([{ event: 'termination', at: at('2026-03-20', '18:00') }]);
  });

  it('is no excuse for defects', () => {
    const defect: Formula = {
      ...faulty,
      evaluate() {
        throw new TypeError('defect');
      },
    };
    const zones = {
      default: 'UTC',
      place: place('timeZone'),
      rules: [{ when: defect, use: 'UTC', place: place('x') }],
    };
    expect(() => ask(policyOf({ policy: { timeZone: zones } }))).toThrow(TypeError);
  });
});

describe('supervision', () => {
  it('is asked for the events the policy lists, with its reminder', () => {
    const lifecycle = {
      ...policy.lifecycle,
      supervised: ['termination'] as const,
      remindEveryMs: 14_400_000,
    };
    const supervised = policyOf({ policy: { lifecycle } });
    expect(ask(supervised, leaver).due?.supervised).toEqual({ remindEveryMs: 14_400_000 });
    expect(
      ask(supervised, recordOf({ startDate: '2020-01-06', status: 'L' })).due?.supervised,
    ).toBeUndefined();
  });
});

function rejected(event: LifecycleEvent, record = leaver, more: Partial<Memory> = {}): Memory {
  const { recordHash } = ask(policy, record);
  return employedMemory(policy, worker, { rejected: { event, recordHash }, ...more });
}

function closed(event: LifecycleEvent, outcome: CaseRecord['outcome'], when: number): CaseRecord {
  return { caseId: `1-${event}`, event, outcome, at: when, changes: 0 };
}

describe('a rejection', () => {
  it('holds until HR changes the record, for the event and what is less urgent', () => {
    const change = recordOf({ startDate: '2020-01-06', status: 'L', department: 'LEGAL' });
    const answer = ask(policy, change, rejected('leave', change));
    expect(answer.due).toBeUndefined();
    expect(answer.reasons.at(-1)?.text).toContain('leave was rejected for this record');
    const other = recordOf({ startDate: '2020-01-06', status: 'L', department: 'SALES' });
    expect(ask(policy, other, rejected('leave', change)).due?.event).toBe('leave');
  });

  it('does not hold up what is more urgent', () => {
    expect(ask(policy, leaver, rejected('profileChange')).due?.event).toBe('termination');
  });

  it('does not stand against a human who asks for a resync', () => {
    const change = recordOf({ startDate: '2020-01-06', department: 'LEGAL' });
    const memory = rejected('profileChange', change);
    expect(ask(policy, change, memory).due).toBeUndefined();
    const answer = evaluate(policy, { record: change, memory, now: noon, requests: [resync(noon)] });
    expect(answer.due?.event).toBe('profileChange');
  });

  it('of a termination at its time holds', () => {
    const memory = rejected('termination', leaver, { recent: [closed('termination', 'rejected', noon)] });
    expect(ask(policy, leaver, memory).due).toBeUndefined();
  });

  it('of a termination ahead of its day does not hold on the day', () => {
    const when = at('2026-02-20');
    const memory = rejected('termination', leaver, { recent: [closed('termination', 'aborted', when)] });
    expect(ask(policy, leaver, memory).due?.event).toBe('termination');
  });

  it('is forgotten when something is applied for another record', () => {
    const change = recordOf({ startDate: '2020-01-06', department: 'LEGAL' });
    const other = recordOf({ startDate: '2020-01-06', department: 'SALES', status: 'L' });
    const story = tell(policy, noon, rejected('profileChange', change));
    story.receive(change);
    expect(eventsOf(story)).toEqual([]);
    story.receive(other);
    expect(story.memory().rejected).toBeUndefined();
  });
});

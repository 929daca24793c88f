import * as fc from 'fast-check';
import { TenureError } from '../../../../src/domain/errors.ts';
import { evaluate } from '../../../../src/domain/lifecycle/evaluate.ts';
import { explain } from '../../../../src/domain/lifecycle/explain.ts';
import { applyPatch } from '../../../../src/domain/lifecycle/memory.ts';
import { asReason, terminationRule } from '../../../../src/domain/lifecycle/termination-rule.ts';
import type { Formula } from '../../../../src/domain/formula/types.ts';
import type { AttributeValue, HrRecord } from '../../../../src/domain/hr/record.ts';
import type { DueEvent, Hold, Memory } from '../../../../src/domain/lifecycle/types.ts';
import type { Policy, TerminationReason, TerminationRule } from '../../../../src/domain/policy.ts';
import {
  at,
  condition,
  employedMemory,
  employee,
  eventsOf,
  fixed,
  place,
  policyOf,
  recordOf,
  tell,
  worker,
  type Story,
} from './people.ts';

const general = policyOf().lifecycle.termination;

const faulty: Formula = {
  source: 'VALUE(terminationReason) > 1',
  type: 'boolean',
  uses: ['terminationReason'],
  evaluate() {
    throw new TenureError('FORMULA_FAULT', 'VALUE cannot read a number');
  },
};

function reason(
  name: string,
  code: string | Formula,
  overrides: Partial<TerminationRule>,
  line = 25,
): TerminationReason {
  const when =
    typeof code === 'string'
      ? condition(`terminationReason = "${code}"`, (values) => values['terminationReason'] === code)
      : code;
  const path = `lifecycle.termination.reasons.${name}`;
  return { when, rule: { ...general, name, place: place(path, line), ...overrides } };
}

const retirement = reason('retirement', '202', { groups: 'keep', deleteAfterDays: 365 }, 26);
const death = reason('death', '203', { at: fixed('00:00', 'x'), deleteAfterDays: 180 }, 27);

function policyWith(...reasons: readonly TerminationReason[]): Policy {
  return policyOf({ termination: { reasons } });
}

const policy = policyWith(retirement, death);

function leaver(code: AttributeValue, overrides: Readonly<Record<string, AttributeValue>> = {}): HrRecord {
  return recordOf({ startDate: '2020-01-06', lastDay: '2026-03-20', terminationReason: code, ...overrides });
}

function chosen(withPolicy: Policy, record: HrRecord): TerminationRule {
  return terminationRule(withPolicy, { values: record.attributes, today: '2026-03-20' }).rule;
}

describe('the rule for a leaver', () => {
  it.each([
    ['202', 'retirement'],
    ['203', 'death'],
    ['999', undefined],
    [null, undefined],
  ])('with the reason code %j is that of %s', (code, name) => {
    expect(chosen(policy, leaver(code)).name).toBe(name);
  });

  it('is that of the first reason that holds', () => {
    const both = policyWith(reason('first', '202', {}), reason('second', '202', {}));
    expect(chosen(both, leaver('202')).name).toBe('first');
  });

  it('is the general one when a reason before cannot be judged, also when a later one holds', () => {
    const broken = policyWith(reason('broken', faulty, {}, 28), retirement);
    const { rule, fault } = terminationRule(broken, {
      values: leaver('202').attributes,
      today: '2026-03-20',
    });
    expect(rule.name).toBeUndefined();
    expect(fault).toMatchObject({
      code: 'FORMULA_FAULT',
      message: expect.stringContaining('tenure.yaml:28:1'),
    });
  });

  it('is named in sentences', () => {
    expect(asReason(retirement.rule)).toBe(' as retirement');
    expect(asReason(general)).toBe('');
  });
});

describe('a termination by reason', () => {
  it.each([
    ['202', at('2026-03-20', '18:00'), at('2027-03-20', '18:00')],
    ['203', at('2026-03-20', '00:00'), at('2026-09-16', '00:00')],
    ['999', at('2026-03-20', '18:00'), at('2026-06-18', '18:00')],
  ])('with the code %s ends access and deletes at the times of its rule', (code, endsAt, deletedAt) => {
    const story = employee(worker, policy);
    story.receive(leaver(code));
    story.sleepUntil(at('2028-01-01'));
    expect(story.happened.slice(2)).toMatchObject([
      { event: 'termination', at: endsAt },
      { event: 'accountDeletion', at: deletedAt },
    ]);
  });

  it('moves its instant when HR says the reason later', () => {
    const story = employee(worker, policy);
    story.receive(leaver(null));
    expect(story.last().instants[0]?.at).toBe(at('2026-03-20', '18:00'));
    story.receive(leaver('203'));
    expect(story.last().instants[0]?.at).toBe(at('2026-03-20', '00:00'));
  });

  it('walks the steps that its rule wants, and says which rule leaves the others out', () => {
    const due = dueOn(policy, leaver('202'));
    const steps = due?.process.stages.flatMap((stage) => stage.steps.map(({ name }) => name));
    expect(steps).not.toContain('assignSecurityGroups');
    expect(due?.process.leftOut).toContainEqual({
      step: 'assignSecurityGroups',
      why: 'termination as retirement: groups keeps memberships (tenure.yaml:26:1)',
    });
    expect(
      dueOn(policy, leaver('999'))?.process.stages.flatMap((stage) => stage.steps).length,
    ).toBeGreaterThan(steps?.length ?? 0);
  });

  it('is explained with the place of the reason', () => {
    const story = employee(worker, policy);
    story.receive(leaver('202'));
    expect(explain(story.last())).toContain('because: termination as retirement (tenure.yaml:26:1)');
    story.sleepUntil(at('2026-03-21'));
    expect(explain(story.last())).toContain(
      'next: accountDeletion at 2027-03-20T22:00:00Z, effective 2027-03-20: 365 days after the termination as retirement at 2026-03-20T22:00:00Z (tenure.yaml:26:1)',
    );
  });

  it('on request uses the reason that HR knows already', () => {
    const story = employee(recordOf({ startDate: '2020-01-06', terminationReason: '202' }), policy);
    const record = recordOf({ startDate: '2020-01-06', terminationReason: '202' });
    story.receive(record, [{ kind: 'terminateNow', actor: 'ada', reason: 'theft', at: story.now() }]);
    expect(story.memory().deleteAt).toBe(at('2027-03-02'));
  });

  it('whose condition cannot be judged ends access by the general rule, and does not delete', () => {
    const broken = policyWith(reason('broken', faulty, { at: fixed('24:00', 'x') }, 28));
    const story = employee(worker, broken);
    story.receive(leaver('202'));
    story.sleepUntil(at('2026-03-21'));
    expect(story.happened.at(-1)).toMatchObject({ event: 'termination', at: at('2026-03-20', '18:00') });
    expect(story.isOpen()).toBe(false);
    story.sleepUntil(at('2028-01-01'));
    story.receive(leaver('202'));
    expect(eventsOf(story)).not.toContain('accountDeletion');
    expect(story.last().attention).toMatchObject({ code: 'FORMULA_FAULT' });
    story.setPolicy(policyOf({ version: 'policy-2' }));
    expect(eventsOf(story).at(-1)).toBe('accountDeletion');
  });

  it('that HR corrects afterwards never shortens the retention that was promised', () => {
    const story = employee(worker, policy);
    story.receive(leaver('202'));
    story.sleepUntil(at('2026-03-21'));
    story.receive(leaver('999'));
    story.sleepUntil(at('2028-01-01'));
    expect(story.happened.at(-1)).toMatchObject({
      event: 'accountDeletion',
      at: at('2027-03-20', '18:00'),
    });
  });
});

/** What is due at the end of the last day. */
function dueOn(withPolicy: Policy, record: HrRecord): DueEvent | undefined {
  const memory = employedMemory(withPolicy, record);
  return evaluate(withPolicy, { record, memory, now: at('2026-03-20', '18:00'), requests: [] }).due;
}

/** The story of somebody at work for years, with something more remembered. */
function gone(withPolicy: Policy, overrides: Partial<Memory> = {}): Story {
  return tell(withPolicy, at('2026-03-02'), applyPatch(employedMemory(withPolicy, worker), { ...overrides }));
}

describe('a hold', () => {
  const hold: Hold = { actor: 'ada', reason: 'litigation', at: at('2026-03-02') };
  const held = condition('employeeType = "LIT"', (values) => values['employeeType'] === 'LIT');
  const legal = policyOf({
    termination: { legalHold: { formula: held, place: place('lifecycle.termination.legalHold', 29) } },
  });
  const left = recordOf({ startDate: '2020-01-06', lastDay: '2026-02-27', status: 'T' });

  it('of a human takes away the instant of the deletion, and nothing else', () => {
    const story = gone(policyOf(), { hold });
    story.receive(left);
    expect(eventsOf(story)).toEqual(['termination']);
    expect(story.last().instants).toEqual([]);
    expect(explain(story.last())).toContain(
      'because: the account is not deleted on 2026-05-31: held by ada since 2026-03-02T17:00:00Z: litigation',
    );
  });

  it('of the policy does the same while its condition holds; afterwards what is overdue is done', () => {
    const story = gone(legal);
    story.receive({ ...left, attributes: { ...left.attributes, employeeType: 'LIT' } });
    expect(story.last().instants).toEqual([]);
    expect(explain(story.last())).toContain(
      'because: the account is not deleted on 2026-05-31: legal hold (tenure.yaml:29:1)',
    );
    story.sleepUntil(at('2027-01-01'));
    story.receive(left);
    expect(story.happened.at(-1)).toMatchObject({ event: 'accountDeletion', late: true });
  });

  it('that cannot be judged holds, and asks for a human', () => {
    const broken = policyOf({
      termination: { legalHold: { formula: faulty, place: place('x', 30) } },
    });
    const story = gone(broken);
    story.receive(left);
    expect(eventsOf(story)).toEqual(['termination']);
    story.sleepUntil(at('2027-01-01'));
    story.receive(left);
    expect(eventsOf(story)).toEqual(['termination']);
    expect(story.last().attention).toMatchObject({ code: 'FORMULA_FAULT' });
  });

  it('does not speak where no deletion is planned', () => {
    const story = gone(legal, { phase: 'terminated', terminatedAt: at('2026-03-01') });
    story.receive({ ...left, attributes: { ...left.attributes, employeeType: 'LIT' } });
    expect(explain(story.last()).join('\n')).not.toContain('legal hold');
  });

  it('whoever lays it upon whatever life, never lets an account be deleted', () => {
    const status = fc.constantFrom('A', 'L', 'S', 'T', 'T');
    const arrival = fc.record({
      status,
      last: fc.option(fc.integer({ min: -40, max: 40 })),
      code: fc.constantFrom('202', '203', '999', null),
      waitDays: fc.integer({ min: 0, max: 200 }),
      type: fc.constantFrom('LIT', 'REG'),
    });
    fc.assert(
      fc.property(fc.array(arrival, { minLength: 1, maxLength: 6 }), fc.boolean(), (arrivals, byHuman) => {
        const withPolicy = byHuman ? policy : legal;
        const story = gone(withPolicy, byHuman ? { hold } : {});
        for (const { status: value, last, code, waitDays, type } of arrivals) {
          const lastDay =
            last === null ? null : new Date(at('2026-03-02') + last * 86_400_000).toISOString().slice(0, 10);
          const employeeType = byHuman ? type : 'LIT';
          story.receive(
            recordOf({
              startDate: '2020-01-06',
              status: value,
              lastDay,
              terminationReason: code,
              employeeType,
            }),
          );
          story.sleepUntil(story.now() + waitDays * 86_400_000);
        }
        expect(eventsOf(story)).not.toContain('accountDeletion');
        expect(story.isOpen()).not.toBeUndefined();
      }),
      { numRuns: 150 },
    );
  });
});

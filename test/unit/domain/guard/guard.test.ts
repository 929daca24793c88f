import type { RecordProblem } from '../../../../src/domain/hr/record.ts';
import { assessFeed } from '../../../../src/domain/guard/feed.ts';
import { allowedCount, judgeRun } from '../../../../src/domain/guard/run.ts';
import { strictest } from '../../../../src/domain/guard/verdict.ts';

function unusable(count: number): readonly RecordProblem[] {
  return Array.from({ length: count }, (_, index) => ({
    personKey: `P${index}`,
    severity: 'identity' as const,
    field: 'lastName',
    problem: 'is empty',
  }));
}

describe('the feed', () => {
  const rules = { failOnEmpty: true, minimumRowsShare: 0.9 };

  it.each([
    ['an empty one', { previousCount: 100, rows: 0, problems: [] }, 'refuse'],
    ['an empty one at the very first run', { rows: 0, problems: [] }, 'refuse'],
    ['one with no usable record', { rows: 3, problems: unusable(3) }, 'refuse'],
    ['one that is too short', { previousCount: 100, rows: 89, problems: [] }, 'hold'],
    ['one that is just long enough', { previousCount: 100, rows: 90, problems: [] }, 'go'],
    [
      'one too many of whose records are unusable',
      { previousCount: 100, rows: 100, problems: unusable(11) },
      'hold',
    ],
    ['one that has grown', { previousCount: 100, rows: 300, problems: unusable(5) }, 'go'],
    ['the first', { rows: 5, problems: unusable(2) }, 'go'],
  ] as const)('%s is judged: %s', (_, facts, kind) => {
    expect(assessFeed(facts, rules).kind).toBe(kind);
  });

  it('may be empty or short where the policy says so', () => {
    expect(assessFeed({ previousCount: 9, rows: 0, problems: [] }, { failOnEmpty: false }).kind).toBe('go');
    expect(assessFeed({ previousCount: 9, rows: 1, problems: [] }, { failOnEmpty: true }).kind).toBe('go');
  });

  it('is not held for optional fields, nor twice for one person', () => {
    const optional = unusable(50).map((problem) => Object.assign({}, problem, { severity: 'optional' }));
    expect(assessFeed({ previousCount: 100, rows: 100, problems: optional }, rules).kind).toBe('go');
    const twice = [...unusable(10), ...unusable(10)];
    expect(assessFeed({ previousCount: 100, rows: 100, problems: twice }, rules).kind).toBe('go');
  });

  it('is held with numbers that a human can judge', () => {
    expect(assessFeed({ previousCount: 100, rows: 95, problems: unusable(10) }, rules)).toEqual({
      kind: 'hold',
      reasons: [
        'HR sent 85 usable records (10 of 95 are unusable), 100 at the last run; at least 90 are expected',
      ],
    });
  });
});

describe('a run', () => {
  it.each([
    [{ count: 10, share: 0.02 }, 40, 10],
    [{ count: 10, share: 0.02 }, 5000, 100],
    [{ share: 0.02 }, 40, 0],
    [{ share: 0.07 }, 100, 7],
    [{ count: 3 }, 5000, 3],
    [{}, 5000, undefined],
  ])('with the limit %j of %d people may do %s', (limit, population, expected) => {
    expect(allowedCount(limit, population)).toBe(expected);
  });

  const rules = { terminations: { count: 10, share: 0.02 }, creations: { share: 0.1 } };

  it('within its limits goes', () => {
    expect(judgeRun({ terminations: 10, creations: 4, moves: 40 }, 40, rules)).toEqual({ kind: 'go' });
  });

  it('beyond them is held, with every limit that is exceeded', () => {
    expect(judgeRun({ terminations: 11, creations: 5, moves: 0 }, 40, rules)).toEqual({
      kind: 'hold',
      reasons: [
        '5 creations of 40 people; guards.perRun.creations allows 4 (10%)',
        '11 terminations of 40 people; guards.perRun.terminations allows 10 (10 or 2%)',
      ],
    });
  });

  it('is judged by the strictest of several verdicts', () => {
    const hold = { kind: 'hold', reasons: ['a'] } as const;
    const refuse = { kind: 'refuse', reasons: ['b'] } as const;
    expect(strictest([hold, refuse, hold])).toEqual(refuse);
    expect(strictest([hold, { kind: 'go' }, hold])).toEqual({ kind: 'hold', reasons: ['a', 'a'] });
    expect(strictest([{ kind: 'go' }])).toEqual({ kind: 'go' });
  });
});

import { createQuota } from '../../../../src/sandbox/ukg/access.ts';

describe('quota', () => {
  it('lets as many requests through as allowed, and more once a minute has passed since the first', () => {
    let now = 1_000_000;
    const quota = createQuota(() => now);
    expect(quota.check(2)).toBeUndefined();
    now += 30_000;
    expect(quota.check(2)).toBeUndefined();
    expect(quota.check(2)?.status).toBe(429);
    now += 30_001;
    expect(quota.check(2)).toBeUndefined();
    expect(quota.check(2)?.status).toBe(429);
  });

  it('has no limit without a number', () => {
    const quota = createQuota(() => 0);
    const answers = Array.from({ length: 1_000 }, () => quota.check(null));
    expect(answers.every((answer) => answer === undefined)).toBe(true);
  });
});

import { createQuota } from '../../../../src/sandbox/ukg/access.ts';

describe('quota', () => {
  it('lets as many requests through as allowed, and more once a minute has passed since the first', () => {
    let now = 1_000_000;
    const quota = createQuota(2, () => now);
    expect(quota.check()).toBeUndefined();
    now += 30_000;
    expect(quota.check()).toBeUndefined();
    expect(quota.check()?.status).toBe(429);
    now += 30_001;
    expect(quota.check()).toBeUndefined();
    expect(quota.check()?.status).toBe(429);
  });

  it('has no limit without a number', () => {
    const quota = createQuota(null, () => 0);
    const answers = Array.from({ length: 1_000 }, () => quota.check());
    expect(answers.every((answer) => answer === undefined)).toBe(true);
  });
});

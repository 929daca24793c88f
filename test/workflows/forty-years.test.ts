import { addDays } from '../../src/domain/time.ts';
import { baseDn } from '../support/policy.ts';
import { openStage } from '../support/story.ts';
import type { Stage } from '../support/story.ts';

/** Day of a working life, from the hire on. */
function year(years: number, month = 0): number {
  return Math.round(years * 365.25 + month * 30.4);
}

describe('forty years with one employer', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await openStage({
      sections: {
        lifecycle: `
lifecycle:
  hire: { createDaysAhead: 7, createAt: "06:00", onboardAt: "08:00", password: { kind: generated, length: 20 } }
  change: { groups: managed }
  leave:
    medical: { account: keep }
    suspension: { account: disable, organizationalUnit: "OU=Suspended,${baseDn}" }
  termination:
    at: "18:00"
    organizationalUnit: "OU=Leavers,${baseDn}"
    groups: removeAll
    distributionLists: removeAll
    deleteAfter: P90D
    reasons:
      retirement: { when: terminationReason = "202", deleteAfter: P365D }`,
      },
    });
  });

  afterAll(async () => stage.close());

  it('goes from hire over three moves, two leaves, a rehire and retirement to deletion, all in one workflow id', async () => {
    const { company } = stage;
    const key = stage.person({ startDate: stage.day(10), department: 'OPS' });
    await company.sync();
    await stage.after(stage.day(10), '08:00');
    const born = company.account(key);
    expect(born).toMatchObject({
      enabled: true,
      dn: expect.stringContaining(`OU=Staff,${baseDn}`) as string,
    });
    const guid = born?.id;
    const on = (days: number): string => addDays(stage.day(10), days);
    const sees = (expected: object): void =>
      expect(company.account(key)).toMatchObject({ id: guid, ...expected });

    await stage.after(on(year(3)), '12:00');
    await stage.change(key, { department: 'SALES', jobTitle: 'Account Manager' });
    sees({
      enabled: true,
      dn: expect.stringContaining('OU=Sales'),
      groups: ['All Staff', 'Sales Team', 'everyone'],
    });

    await stage.after(on(year(7)), '12:00');
    await stage.change(key, { status: 'L' });
    expect(await company.view(key)).toMatchObject({ phase: 'leave' });
    sees({ enabled: true });
    await stage.after(on(year(7, 6)), '12:00');
    await stage.change(key, { status: 'A' });
    expect(await company.view(key)).toMatchObject({ phase: 'active' });

    await stage.after(on(year(12)), '12:00');
    await stage.change(key, { department: 'OPS', jobTitle: 'Head of Operations' });
    sees({ dn: expect.stringContaining('OU=Staff'), groups: ['All Staff', 'everyone'] });

    await stage.after(on(year(16)), '12:00');
    await stage.change(key, { status: 'S' });
    sees({ enabled: false, dn: expect.stringContaining('OU=Suspended') });
    await stage.after(on(year(16, 1)), '12:00');
    await stage.change(key, { status: 'A' });
    sees({ enabled: true, dn: expect.stringContaining('OU=Staff') });

    const leaves = on(year(20));
    await stage.after(on(year(19, 11)), '12:00');
    await stage.change(key, { lastDay: leaves });
    await stage.after(leaves, '18:00');
    sees({ enabled: false, dn: expect.stringContaining('OU=Leavers'), groups: [] });
    const returns = addDays(leaves, 60);
    await stage.change(key, { status: 'A', lastDay: null, startDate: returns, department: 'SALES' });
    await stage.after(returns, '08:00');
    sees({
      enabled: true,
      dn: expect.stringContaining('OU=Sales'),
      groups: ['All Staff', 'Sales Team', 'everyone'],
    });

    await stage.after(on(year(30)), '12:00');
    await stage.change(key, { department: 'OPS' });
    sees({ dn: expect.stringContaining('OU=Staff') });

    const retires = on(year(40));
    await stage.after(on(year(39, 6)), '12:00');
    await stage.change(key, { lastDay: retires, terminationReason: '202' });
    await stage.after(retires, '18:00');
    sees({ enabled: false, dn: expect.stringContaining('OU=Leavers') });
    // The retirement rule keeps the account for a year, where others are deleted after 90 days.
    await stage.after(addDays(retires, 300), '12:00');
    sees({ enabled: false });
    await stage.after(addDays(retires, 366), '20:00');
    expect(company.account(key)).toBeUndefined();
    const { status } = await company.handle(key).describe();
    expect(status.name).toBe('COMPLETED');
    // Some twenty seconds by itself; this bound is only there for machines that do much else meanwhile.
  }, 240_000);
});

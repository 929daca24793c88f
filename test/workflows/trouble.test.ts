import { allActivities } from '../../src/app/index.ts';
import { TenureError } from '../../src/domain/errors.ts';
import { openStage } from '../support/story.ts';
import { baseDn } from '../support/policy.ts';
import type { StepInput } from '../../src/contracts/activities.ts';
import type { Stage } from '../support/story.ts';

const settle = false;

describe('trouble with the directory', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await openStage({
      sections: {
        hrData: `
hrData:
  include: company = "Acme US"
  attributes:
    department: { from: employment.orgLevel2Code, type: text }`,
      },
    });
  });

  afterEach(async () => stage.end());

  afterAll(async () => stage.close());

  function accountsOf(key: string): number {
    const number = stage.company.hr.get(key).attributes['employeeNumber'];
    return stage.company.directory.dump().filter(({ attributes }) => attributes['employeeID']?.[0] === number)
      .length;
  }

  it('that is away for an hour delays a hire by that hour, and nobody has to do anything', async () => {
    const key = await stage.worker({ startDate: stage.day(10) });
    const lift = stage.company.directory.fail({ on: 'any', fault: 'unreachable', times: Infinity });
    await stage.after(stage.day(3), '07:00', { settle });
    expect(accountsOf(key)).toBe(0);
    expect(await stage.company.view(key)).toMatchObject({ status: 'working' });
    lift();
    await stage.after(stage.day(3), '07:30');
    expect(stage.company.account(key)).toMatchObject({ enabled: false, groups: ['All Staff', 'everyone'] });
  });

  it.each(['createAccount', 'addToGroups', 'any'] as const)(
    'that is busy at %s is waited for',
    async (on) => {
      const lift = stage.company.directory.fail({ on, fault: 'busy', times: 2 });
      const key = await stage.worker();
      lift();
      expect(accountsOf(key)).toBe(1);
      expect(stage.company.account(key)).toMatchObject({ enabled: true, groups: ['All Staff', 'everyone'] });
    },
  );

  it.each(['createAccount', 'addToGroups', 'enable', 'updateProfile', 'move'] as const)(
    'that loses the answer of %s after the write ends in the same place, and in one account',
    async (on) => {
      const lift = stage.company.directory.fail({ on, fault: 'answerLost', times: 1 });
      const key = await stage.worker({ startDate: stage.day(1) });
      await stage.after(stage.day(1), '08:00');
      await stage.change(key, { department: 'SALES', jobTitle: 'Seller' });
      lift();
      expect(accountsOf(key)).toBe(1);
      expect(stage.company.account(key)).toMatchObject({
        enabled: true,
        hasPassword: true,
        dn: expect.stringContaining(`OU=Sales,${baseDn}`),
        groups: ['All Staff', 'Sales Team', 'everyone'],
        attributes: { title: ['Seller'] },
      });
      expect(await stage.company.view(key)).toMatchObject({ status: 'idle', phase: 'active' });
    },
  );

  it('with two accounts of the same number touches neither and asks', async () => {
    const key = stage.person();
    const employeeID = [String(stage.company.hr.get(key).attributes['employeeNumber'])];
    const { administration } = stage.company.directory;
    for (const commonName of [`Twin A ${key}`, `Twin B ${key}`]) {
      administration.addAccount({
        commonName,
        organizationalUnit: `OU=Staff,${baseDn}`,
        attributes: { employeeID },
      });
    }
    const before = stage.company.directory.dump();
    await stage.company.sync();
    expect(await stage.company.view(key)).toMatchObject({
      status: 'attention',
      decision: { attention: { code: 'AD_AMBIGUOUS' } },
    });
    expect(stage.company.directory.dump()).toEqual(before);
  });

  it.each([
    { what: 'a change', attributes: { jobTitle: 'Changed' } },
    { what: 'a termination', attributes: { status: 'T', lastDay: '2027-01-04' } },
  ])('with a protected account: $what is refused by name and nothing is written', async ({ attributes }) => {
    const key = stage.person();
    stage.company.directory.administration.addAccount({
      commonName: `Protected ${key}`,
      organizationalUnit: `OU=Staff,${baseDn}`,
      attributes: {
        employeeID: [String(stage.company.hr.get(key).attributes['employeeNumber'])],
        sAMAccountName: [key],
      },
      adminCount: true,
    });
    await stage.company.sync();
    const before = stage.company.account(key);
    await stage.change(key, attributes);
    const view = await stage.company.view(key);
    expect(view).toMatchObject({
      status: 'attention',
      decision: { attention: { code: 'AD_PROTECTED', message: expect.stringContaining('AdminSDHolder') } },
    });
    expect(stage.company.account(key)).toEqual(before);
  });

  it('leaves a person whom hrData.include excludes alone, before and after', async () => {
    const key = await stage.worker({ company: 'Other' });
    expect(accountsOf(key)).toBe(0);
    const inside = await stage.worker();
    const before = stage.company.account(inside);
    await stage.change(inside, { company: 'Other', status: 'T', lastDay: stage.day(-1) });
    expect(stage.company.account(inside)).toEqual(before);
  });

  it('whose account was deleted by hand asks instead of making another one unasked', async () => {
    const key = await stage.worker();
    stage.company.directory.administration.removeAccount(stage.company.account(key)?.id ?? '');
    await stage.change(key, { jobTitle: 'Changed' });
    expect(await stage.company.view(key)).toMatchObject({
      status: 'attention',
      decision: { attention: { code: 'AD_OBJECT_MISSING' } },
    });
    expect(accountsOf(key)).toBe(0);
  });
});

describe('a step that does not succeed for a day', () => {
  it('becomes a question that names the last error, and a retry goes on', async () => {
    let away = true;
    const stage = await openStage({
      activities: (dependencies) => {
        const usual = allActivities(dependencies);
        return {
          ...usual,
          createAccount: async (input: StepInput) => {
            if (!away) return usual.createAccount(input);
            // Rarely tried again, so that the server has few back-offs to skip.
            const facts = { retryable: true, retryAfterMs: 5 * 3_600_000 };
            throw new TenureError('AD_UNREACHABLE', 'the directory does not answer', facts);
          },
        };
      },
    });
    try {
      const key = await stage.worker({ startDate: stage.day(10) });
      await stage.after(stage.day(4), '09:00', { settle });
      await stage.company.quiet();
      expect(await stage.company.view(key)).toMatchObject({
        status: 'attention',
        decision: {
          attention: { code: 'AD_UNREACHABLE', message: expect.stringContaining('does not answer') },
          answers: ['retry', 'skip', 'abort'],
        },
      });
      away = false;
      await stage.company.handle(key).executeUpdate('decide', { args: [{ answer: 'retry', actor: 'ada' }] });
      await stage.company.quiet();
      expect(stage.company.account(key)).toMatchObject({ enabled: false });
    } finally {
      await stage.close();
    }
  });
});

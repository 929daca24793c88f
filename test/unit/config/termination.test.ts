import { checkErrors, lifecycleWith, load, warnings } from './support.ts';
import type { Policy } from '../../../src/domain/policy.ts';

function terminationWith(lines: readonly string[]): string {
  return ['lifecycle:', '  termination:', ...lines.map((line) => `    ${line}`)].join('\n');
}

const general = [
  'at: "18:00"',
  'groups: removeAll',
  'organizationalUnit: OU=Leavers,DC=corp,DC=example',
  'deleteAfter: P90D',
];

function policyWith(reasons: readonly string[]): Policy {
  const lines = [...general, 'reasons:', ...reasons.map((line) => `  ${line}`)];
  return load({ lifecycle: terminationWith(lines) }).policy;
}

describe('termination by reason', () => {
  it('takes over from the general rule what the reason does not say', () => {
    const { reasons } = policyWith([
      'retirement:',
      '  when: terminationReason = "202"',
      '  groups: keep',
      '  deleteAfter: P365D',
    ]).lifecycle.termination;
    expect(reasons).toMatchObject([
      {
        when: { source: 'terminationReason = "202"' },
        rule: {
          name: 'retirement',
          at: { default: '18:00' },
          disable: true,
          organizationalUnit: 'OU=Leavers,DC=corp,DC=example',
          groups: 'keep',
          distributionLists: 'removeManaged',
          clearManager: false,
          resetPassword: false,
          deleteAfterDays: 365,
          place: { line: 9, path: 'lifecycle.termination.reasons.retirement' },
        },
      },
    ]);
  });

  it('can override every option of the general rule', () => {
    const [death] =
      policyWith([
        'death:',
        '  when: terminationReason = "203"',
        '  at: { default: "00:00", rules: [{ when: country = "IND", use: "12:00" }] }',
        '  disable: false',
        '  organizationalUnit: OU=Memory,DC=corp,DC=example',
        '  groups: removeManaged',
        '  distributionLists: keep',
        '  clearManager: true',
        '  resetPassword: true',
        '  deleteAfter: P30D',
      ]).lifecycle.termination.reasons ?? [];
    expect(death?.rule).toMatchObject({
      at: { default: '00:00', rules: [{ use: '12:00' }] },
      disable: false,
      organizationalUnit: 'OU=Memory,DC=corp,DC=example',
      groups: 'removeManaged',
      distributionLists: 'keep',
      clearManager: true,
      resetPassword: true,
      deleteAfterDays: 30,
    });
  });

  it('can keep accounts for good that are deleted otherwise', () => {
    const { termination } = policyWith(['keep: { when: status = "T", deleteAfter: never }']).lifecycle;
    expect(termination.deleteAfterDays).toBe(90);
    expect(termination.reasons?.[0]?.rule).not.toHaveProperty('deleteAfterDays');
  });

  it('keeps the order of the file, which is part of the policy version', () => {
    const retirement = 'retirement: { when: terminationReason = "202", groups: keep }';
    const death = 'death: { when: terminationReason = "203", at: "00:00" }';
    const one = policyWith([retirement, death]);
    const other = policyWith([death, retirement]);
    expect(one.lifecycle.termination.reasons?.map(({ rule }) => rule.name)).toEqual(['retirement', 'death']);
    expect(other.lifecycle.termination.reasons?.map(({ rule }) => rule.name)).toEqual([
      'death',
      'retirement',
    ]);
    expect(one.version).not.toBe(other.version);
  });

  it('needs no reasons and no hold', () => {
    const { termination } = load({ lifecycle: terminationWith(general) }).policy.lifecycle;
    expect(termination).not.toHaveProperty('reasons');
    expect(termination).not.toHaveProperty('legalHold');
  });
});

describe('the legal hold', () => {
  it('is a condition with its place', () => {
    const { policy } = load({
      lifecycle: terminationWith(['deleteAfter: P90D', 'legalHold: =employeeType = "LIT"']),
    });
    expect(policy.lifecycle.termination.legalHold).toMatchObject({
      formula: { source: 'employeeType = "LIT"' },
      place: { line: 4, column: 16, path: 'lifecycle.termination.legalHold' },
    });
  });

  it('is worth a warning where no account is ever deleted, and none where a reason deletes', () => {
    const hold = 'legalHold: employeeType = "LIT"';
    const reasons = 'reasons: { death: { when: terminationReason = "203", deleteAfter: P30D } }';
    const nothing = '3:16 there is nothing to hold: no account is ever deleted';
    expect(warnings({ lifecycle: terminationWith([hold]) })).toContain(nothing);
    expect(warnings({ lifecycle: terminationWith([hold, reasons]) })).not.toContain(nothing);
  });
});

describe('mistakes about leavers', () => {
  checkErrors([
    {
      what: 'a reason without a condition',
      sections: { lifecycle: terminationWith(['reasons:', '  death: { disable: true }']) },
      expected: ['4:7 lifecycle.termination.reasons.death.when is missing'],
    },
    {
      what: 'an unknown key of a reason',
      sections: {
        lifecycle: terminationWith([
          'reasons:',
          '  death: { when: status = "T", groups: keep, group: keep }',
        ]),
      },
      expected: ['4:50 unknown key "group" in lifecycle.termination.reasons.death'],
    },
    {
      what: 'a condition that is no yes or no',
      sections: { lifecycle: terminationWith(['reasons:', '  death: { when: terminationReason }']) },
      expected: [expect.stringMatching(/^4:22 /u)],
    },
    {
      what: 'an attribute that does not exist',
      sections: { lifecycle: lifecycleWith('termination: { legalHold: litigation = "Y" }') },
      expected: [expect.stringMatching(/^2:29 .*litigation/u)],
    },
    {
      what: 'a retention of a reason that is none',
      sections: {
        lifecycle: terminationWith(['reasons:', '  death: { when: status = "T", deleteAfter: forever }']),
      },
      expected: [expect.stringMatching(/^4:49 lifecycle\.termination\.reasons\.death\.deleteAfter/u)],
    },
    {
      what: 'the name of a reason that would lose its order',
      sections: { lifecycle: terminationWith(['reasons:', '  "203": { when: status = "T" }']) },
      expected: [expect.stringContaining('the name of a reason has letters, digits, _ and - only')],
    },
    {
      what: 'a reason that another one hides',
      sections: {
        lifecycle: terminationWith([
          'reasons:',
          '  death: { when: terminationReason = "203", at: "00:00" }',
          '  passedAway: { when: =terminationReason = "203" }',
        ]),
      },
      expected: ['5:27 the reason death has the same condition, so passedAway never holds'],
    },
  ]);
});

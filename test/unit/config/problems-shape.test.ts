import { checkErrors, lifecycleWith, shown, unitsWith } from './support.ts';

describe('the shape of the file', () => {
  checkErrors([
    {
      what: 'an unknown key of the file',
      sections: { other: 'organizationalUnit: {}' },
      expected: ['1:1 unknown key "organizationalUnit" at the top of the file'],
    },
    {
      what: 'an unknown key of a section',
      sections: { hrData: 'hrData: { extarct: full }' },
      expected: ['1:11 unknown key "extarct" in hrData'],
    },
    {
      what: 'an unknown key inside a list',
      sections: {
        organizationalUnits: unitsWith('    - { when: TRUE, usr: x, use: "OU=A,DC=corp,DC=example" }'),
      },
      expected: ['4:21 unknown key "usr" in organizationalUnits.rules[0]'],
    },
    {
      what: 'a section that comes later',
      sections: { other: 'archive: { to: x }' },
      expected: ['1:1 archive is not supported yet'],
    },
    {
      what: 'a key that comes later',
      sections: { guards: 'guards:\n  by: country' },
      expected: ['2:3 guards.by is not supported yet'],
    },
    { what: 'a missing section', sections: { profile: '' }, expected: ['1:1 profile is missing'] },
    {
      what: 'a missing key, at its section',
      sections: { organizationalUnits: 'organizationalUnits:\n  rules: []' },
      expected: ['1:1 organizationalUnits.default is missing'],
    },
    {
      what: 'a missing key of a rule, at the rule',
      sections: { organizationalUnits: unitsWith('    - when: TRUE') },
      expected: ['4:7 organizationalUnits.rules[0].use is missing'],
    },
    {
      what: 'a key without a value',
      sections: { hrData: 'hrData:\n  schedule:' },
      expected: ['2:3 hrData.schedule is empty'],
    },
    {
      what: 'text where a number belongs',
      sections: { lifecycle: lifecycleWith('hire: { createDaysAhead: { default: soon } }') },
      expected: ['2:39 lifecycle.hire.createDaysAhead.default must be a number, not the text "soon"'],
    },
    {
      what: 'text where a number or rules belong',
      sections: { lifecycle: lifecycleWith('hire: { createDaysAhead: soon }') },
      expected: [
        '2:28 lifecycle.hire.createDaysAhead must be a whole number or a mapping with default, not the text "soon"',
      ],
    },
    {
      what: 'a number out of bounds',
      sections: { lifecycle: lifecycleWith('hire: { createDaysAhead: 400 }') },
      expected: ['2:28 lifecycle.hire.createDaysAhead must be at most 365, not the number 400'],
    },
    {
      what: 'a list where a mapping belongs',
      sections: { lifecycle: 'lifecycle: []' },
      expected: ['1:12 lifecycle must be a mapping, not a list'],
    },
    {
      what: 'a word that is not among the choices',
      sections: { lifecycle: lifecycleWith('change: { groups: manged }') },
      expected: [
        '2:21 lifecycle.change.groups must be one of managed, addOnly, exact, not the text "manged"',
      ],
    },
    {
      what: 'an unknown event',
      sections: { lifecycle: lifecycleWith('supervised: [termination, fired]') },
      expected: [
        '2:29 lifecycle.supervised[1] must be one of preboarding, onboarding, profileChange, leave, returnFromLeave, scheduledTermination, termination, rehire, rescission, accountDeletion, not the text "fired"',
      ],
    },
    {
      what: 'a kind of password that does not exist',
      sections: { lifecycle: lifecycleWith('hire: { password: { kind: secret } }') },
      expected: [
        '2:29 lifecycle.hire.password.kind must be one of passphrase, generated, formula, not the text "secret"',
      ],
    },
    {
      what: 'yes instead of true',
      sections: { lifecycle: lifecycleWith('termination: { disable: yes }') },
      expected: ['2:27 lifecycle.termination.disable must be true or false, not the text "yes"'],
    },
    {
      what: 'a meaning of a status that does not exist',
      sections: { employmentStatus: 'employmentStatus:\n  statuses: { activ: [A], terminated: [T] }' },
      expected: ['2:15 "activ" is no key here: must be active, terminated or "leave.<kind>"'],
    },
    {
      what: 'an organization that cannot stand in an id',
      sections: { organization: 'organization: Acme Inc' },
      expected: ['1:15 organization has lower-case letters, digits and - only, at most 63'],
    },
  ]);

  it('says which key was meant, and where a misplaced one belongs', () => {
    expect(shown({ hrData: 'hrData: { extarct: full }' })).toContain('Did you mean "extract"?');
    expect(shown({ other: 'baseUrl: https://x' })).toContain('"baseUrl" belongs to ukg.');
    expect(shown({ lifecycle: lifecycleWith('termination: { disable: yes }') })).toContain(
      'YAML reads yes as text: write true.',
    );
  });
});

describe('small notations', () => {
  checkErrors([
    {
      what: 'a clock time',
      sections: { lifecycle: lifecycleWith('hire: { createAt: 6:00 }') },
      expected: ['2:21 lifecycle.hire.createAt: "6:00" is no clock time'],
    },
    {
      what: 'a clock time that no clock shows',
      sections: { lifecycle: lifecycleWith('termination: { at: "25:00" }') },
      expected: ['2:22 lifecycle.termination.at: "25:00" is no clock time'],
    },
    {
      what: 'the end of the day as the time of a run',
      sections: { hrData: 'hrData: { schedule: { at: ["24:00"] } }' },
      expected: ['1:28 hrData.schedule.at[0] must be between 00:00 and 23:59'],
    },
    {
      what: 'a duration',
      sections: { hrData: 'hrData: { schedule: { every: 1 hour } }' },
      expected: ['1:30 hrData.schedule.every: "1 hour" is no duration'],
    },
    {
      what: 'a duration in months',
      sections: { lifecycle: lifecycleWith('termination: { deleteAfter: P3M }') },
      expected: ['2:31 lifecycle.termination.deleteAfter: "P3M" is no duration'],
    },
    {
      what: 'a duration that is too short',
      sections: { hrData: 'hrData: { schedule: { every: 5s } }' },
      expected: ['1:30 hrData.schedule.every: "5s" is too short'],
    },
    {
      what: 'a deletion that is not in whole days',
      sections: { lifecycle: lifecycleWith('termination: { deleteAfter: 36h }') },
      expected: ['2:31 lifecycle.termination.deleteAfter must be whole days'],
    },
    {
      what: 'a time zone',
      sections: { timeZone: 'timeZone: America/NewYork' },
      expected: ['1:11 timeZone: "America/NewYork" is no known time zone'],
    },
    {
      what: 'an offset instead of a zone',
      sections: { timeZone: 'timeZone: { default: "+02:00" }' },
      expected: ['1:22 timeZone.default: "+02:00" is no known time zone'],
    },
    {
      what: 'a percentage',
      sections: { guards: 'guards: { feed: { minimumRows: 0.9 } }' },
      expected: ['1:32 guards.feed.minimumRows: "0.9" is no percentage'],
    },
    {
      what: 'a limit',
      sections: { guards: 'guards: { perRun: { moves: 10 and 2% } }' },
      expected: ['1:28 guards.perRun.moves: "10 and 2%" is no limit'],
    },
    {
      what: 'a field that is not of UKG Pro',
      sections: { hrData: 'hrData: { attributes: { x: { from: payroll.x } } }' },
      expected: [
        '1:36 hrData.attributes.x.from must be person.<field>, employment.<field> or details.<field>',
      ],
    },
  ]);
});

import { checkErrors, lifecycleWith, profileWith, unitsWith, warnings } from './support.ts';

describe('what belongs together', () => {
  checkErrors([
    {
      what: 'a priority that is taken',
      sections: {
        organizationalUnits: unitsWith(
          '    - { priority: 1, when: TRUE, use: "OU=A,DC=corp,DC=example" }\n    - { priority: 1, when: TRUE, use: "OU=B,DC=corp,DC=example" }',
        ),
      },
      expected: ['5:19 priority 1 is taken by the rule in line 4'],
    },
    {
      what: 'a rule without a priority among others',
      sections: {
        organizationalUnits: unitsWith(
          '    - { priority: 1, when: TRUE, use: "OU=A,DC=corp,DC=example" }\n    - { when: TRUE, use: "OU=B,DC=corp,DC=example" }',
        ),
      },
      expected: ['5:7 this rule has no priority, others have'],
    },
    {
      what: 'a container outside the domain',
      sections: { lifecycle: lifecycleWith('termination: { organizationalUnit: "OU=Leavers,DC=other" }') },
      expected: [
        '2:38 "OU=Leavers,DC=other" is not below directories.activeDirectory.baseDn, DC=corp,DC=example',
      ],
    },
    {
      what: 'a container that is no distinguished name',
      sections: { organizationalUnits: 'organizationalUnits: { default: Staff }' },
      expected: ['1:33 "Staff" is no distinguished name'],
    },
    {
      what: 'a status of a leave without a rule',
      sections: {
        employmentStatus: 'employmentStatus:\n  statuses: { active: [A], leave.sick: [L], terminated: [T] }',
      },
      expected: ['2:28 there is no rule for leave.sick'],
    },
    {
      what: 'a status with two meanings',
      sections: {
        employmentStatus: 'employmentStatus: { statuses: { active: [A, l], terminated: [T, L] } }',
      },
      expected: ['1:65 the value "L" already means active'],
    },
    {
      what: 'a missing meaning when the status decides',
      sections: { employmentStatus: 'employmentStatus:\n  mode: status\n  statuses: { active: [A] }' },
      expected: ['3:3 no value means terminated'],
    },
    {
      what: 'a date attribute that is none',
      sections: { employmentStatus: 'employmentStatus: { lastDay: country }' },
      expected: ['1:30 lastDay must be an attribute of type date; "country" is of type text'],
    },
    {
      what: 'a date attribute that does not exist',
      sections: { employmentStatus: 'employmentStatus: { startDate: startdat }' },
      expected: ['1:32 there is no HR attribute "startdat"'],
    },
    {
      what: 'a mandatory attribute that is not mapped',
      sections: {
        profile:
          'profile:\n  employeeID: =employeeNumber\n  givenName: =firstName\n  names: { candidates: [=lastName], suffix: "@corp.example" }',
      },
      expected: ['1:1 profile must map sn'],
    },
    {
      what: 'a join attribute that is not mapped',
      sections: {
        directories:
          'directories:\n  activeDirectory: { urls: ["ldaps://dc1"], baseDn: "DC=corp,DC=example", username: x, password: env:SECRET, joinAttribute: employeeNumber }',
      },
      expected: ['13:1 profile must map employeeNumber'],
    },
    {
      what: 'an attribute that steps of their own write',
      sections: { profile: profileWith('unicodePwd: geheim') },
      expected: ['2:3 unicodePwd cannot be mapped'],
    },
    {
      what: 'the same attribute in two spellings',
      sections: { profile: profileWith('Mail: x@y.example\n  mail: =lastName') },
      expected: ['3:3 mail is the same attribute as Mail'],
    },
    {
      what: 'a suffix that is no domain',
      sections: {
        profile:
          'profile:\n  employeeID: =employeeNumber\n  givenName: =firstName\n  sn: =lastName\n  names: { candidates: [=lastName], suffix: corp }',
      },
      expected: ['5:45 "corp" is no mail domain'],
    },
    {
      what: 'a group that stands in its set twice',
      sections: {
        securityGroups: 'securityGroups: { default: [A, B], exclusive: [{ name: x, groups: [A, B, a] }] }',
      },
      expected: ['1:74 "a" stands in this set twice'],
    },
    {
      what: 'flags that exclude each other',
      sections: { lifecycle: lifecycleWith('hire: { accountControl: { passwordNeverExpires: true } }') },
      expected: ['2:51 a password that never expires cannot have to be changed'],
    },
    {
      what: 'reminders without a mail server',
      sections: {
        lifecycle: lifecycleWith('supervised: { events: [rehire], remind: 4h, remindTo: [it@corp.example] }'),
      },
      expected: ['2:57 nobody can be reminded without a mail server'],
    },
    {
      what: 'a full synchronisation beside full extracts',
      sections: { hrData: 'hrData: { fullSyncEvery: 1w }' },
      expected: ['1:26 with extract: full every run reads everybody'],
    },
    {
      what: 'a limit of a shared queue',
      sections: { workers: 'workers: { notifications: { queue: shared, maxPerSecond: 5 } }' },
      expected: ['1:58 a shared queue has no limit of its own'],
    },
  ]);

  it('warns of what is doubtful and works', () => {
    expect(warnings({ lifecycle: lifecycleWith('leave: { medical: {} }') })).toEqual([
      '2:12 no status means leave.medical, so this rule never applies',
    ]);
    expect(
      warnings({
        securityGroups: 'securityGroups: { default: [E3], exclusive: [{ name: x, groups: [E3, E5] }] }',
      }),
    ).toEqual(['1:70 no rule grants "E5"']);
    expect(warnings({ employmentStatus: 'employmentStatus: { statuses: { active: [A] } }' })).toEqual([
      '1:21 no value means terminated',
    ]);
    expect(warnings({ temporal: '' })).toEqual([expect.stringContaining('no payload key is configured')]);
    expect(warnings({ temporal: 'temporal: { address: "temporal:7233", keyFile: keys }' })).toEqual([
      '1:22 the connection to temporal:7233 is not encrypted',
    ]);
  });
});

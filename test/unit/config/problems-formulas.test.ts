import { checkErrors, profileWith, shown } from './support.ts';

describe('formulas', () => {
  checkErrors([
    {
      what: 'a plain value',
      sections: { hrData: 'hrData:\n  include: compny = "ACME"' },
      expected: ['2:12 unknown attribute compny'],
    },
    {
      what: 'a single-quoted value, behind a doubled quote',
      sections: { profile: profileWith(`info: '="it''s" & lastNam'`) },
      expected: ['2:21 unknown attribute lastNam'],
    },
    {
      what: 'a double-quoted value, behind escapes',
      sections: { profile: profileWith(String.raw`info: "=\"\u0041\" & lastNam"`) },
      expected: ['2:24 unknown attribute lastNam'],
    },
    {
      what: 'a literal block',
      sections: { profile: profileWith('info: |\n    =firstName &\n      lastNam') },
      expected: ['4:7 unknown attribute lastNam'],
    },
    {
      what: 'a folded block',
      sections: { profile: profileWith('info: >-\n    =firstName &\n    " " &\n    lastNam') },
      expected: ['5:5 unknown attribute lastNam'],
    },
    {
      what: 'a plain value over several lines',
      sections: { profile: profileWith('info: =firstName &\n    lastNam') },
      expected: ['3:5 unknown attribute lastNam'],
    },
    {
      what: 'a parenthesis that is never closed',
      sections: { profile: profileWith('info: =LEFT(firstName, 1') },
      expected: ['2:14 "(" is never closed'],
    },
    {
      what: 'a comment that YAML sees in a text',
      sections: { profile: profileWith('info: =jobTitle & " #" & location') },
      expected: ['2:21 the text is never closed'],
    },
    {
      what: 'a condition that says neither yes nor no',
      sections: { hrData: 'hrData: { include: firstName }' },
      expected: [expect.stringMatching(/^1:20 /u)],
    },
    {
      what: 'a value for a lookup',
      sections: {
        timeZone: 'timeZone: { default: UTC, rules: [{ when: contry = "IND", use: Asia/Kolkata }] }',
      },
      expected: ['1:43 unknown attribute contry'],
    },
    {
      what: 'the manager in a formula that is not of a mail',
      sections: { securityGroups: 'securityGroups: { rules: [{ when: manager.mail = "x", use: A }] }' },
      expected: ['1:35 unknown attribute manager.mail'],
    },
    {
      what: 'a profile attribute where only HR attributes count',
      sections: { securityGroups: 'securityGroups: { rules: [{ when: givenName = "x", use: A }] }' },
      expected: ['1:35 unknown attribute givenName'],
    },
    {
      what: 'a circle in the profile map',
      sections: { profile: profileWith('displayName: =cn & "!"\n  cn: =displayName') },
      expected: ['2:16 the profile map goes in a circle: displayName -> cn -> displayName'],
    },
    {
      what: 'a line of the profile map that refers to itself',
      sections: { profile: profileWith('info: =info & "!"') },
      expected: ['2:9 the profile map goes in a circle: info -> info'],
    },
    {
      what: 'a table that does not exist',
      sections: { profile: profileWith('info: =LOOKUP("zones", country)') },
      expected: [expect.stringMatching(/^2:17 .*zones/u)],
    },
    {
      what: 'a candidate that is no formula',
      sections: {
        profile:
          'profile:\n  employeeID: =employeeNumber\n  givenName: =firstName\n  sn: =lastName\n  names: { candidates: [lastName], suffix: "@corp.example" }',
      },
      expected: ['5:25 profile.names.candidates[0] must be a formula, beginning with ='],
    },
  ]);

  it('explains the comment that cut the formula', () => {
    expect(shown({ profile: profileWith('info: =jobTitle & " #" & location') })).toContain(
      'YAML reads a blank and # as the beginning of a comment',
    );
  });
});

describe('values that fall apart at their commas', () => {
  checkErrors([
    {
      what: 'a condition in braces',
      sections: {
        securityGroups: 'securityGroups: { rules: [{ when: AND(company = "A", country = "USA"), use: X }] }',
      },
      expected: ['1:35 the formula is cut at its comma, because it stands without quotes inside braces'],
    },
    {
      what: 'a formula in braces, and what is wrong in it',
      sections: {
        profile: profileWith('info: { value: =IF(ISBLANK(contry), "a, b", city), whenEmpty: clear }'),
      },
      expected: [
        '2:18 the formula is cut at its comma, because it stands without quotes inside braces',
        '2:30 unknown attribute contry',
      ],
    },
    {
      what: 'a distinguished name in braces',
      sections: { organizationalUnits: 'organizationalUnits: { default: OU=Staff,DC=corp,DC=example }' },
      expected: ['1:33 the value is cut at its comma, because it stands without quotes inside braces'],
    },
    {
      what: 'a formula in a list',
      sections: {
        profile:
          'profile:\n  employeeID: =employeeNumber\n  givenName: =firstName\n  sn: =lastName\n  names: { candidates: [=LEFT(firstName, 1) & lastName, =lastName], suffix: "@corp.example" }',
      },
      expected: ['5:25 the formula is cut at its comma, because it stands without quotes inside brackets'],
    },
    {
      what: 'a distinguished name in a list',
      sections: {
        securityGroups: 'securityGroups: { default: [A, CN=B,OU=G,DC=corp,DC=example, CN=C,DC=corp, D] }',
      },
      expected: [
        '1:32 the value is cut at its comma, because it stands without quotes inside brackets',
        '1:62 the value is cut at its comma, because it stands without quotes inside brackets',
      ],
    },
  ]);

  it('shows the value in quotes', () => {
    expect(
      shown({
        securityGroups: `securityGroups: { rules: [{ when: AND(company = "A", lastName = "O'Neil"), use: X }] }`,
      }),
    ).toContain(`Put it in quotes, 'AND(company = "A", lastName = "O''Neil")', or write it in block style.`);
  });
});

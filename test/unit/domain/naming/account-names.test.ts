import * as fc from 'fast-check';
import { attributeProblem, commonNameProblem } from '../../../../src/domain/directory/limits.ts';
import { TenureError } from '../../../../src/domain/errors.ts';
import {
  type AccountNames,
  candidatesForAccount,
  candidatesForCreation,
  claimsOf,
  namesExhausted,
  wantsRename,
} from '../../../../src/domain/naming/account-names.ts';
import { commonNames } from '../../../../src/domain/naming/common-name.ts';
import { formulaInput } from '../../../../src/domain/plan/desired-state.ts';
import type { Policy } from '../../../../src/domain/policy.ts';
import { desiredAttributes } from '../../../../src/domain/profile/desired-attributes.ts';
import type { AttributeValue } from '../../../../src/domain/hr/record.ts';
import {
  account,
  at,
  formula,
  line,
  mapped,
  noon,
  planningPolicy,
  record,
  standardLines,
} from '../../../support/planning.ts';

type Attributes = Readonly<Record<string, AttributeValue>>;

function profileOf(policy: Policy, attributes: Attributes) {
  return desiredAttributes(policy, formulaInput(policy, record(attributes), noon));
}

function candidates(attributes: Attributes = {}, policy: Policy = planningPolicy()): readonly AccountNames[] {
  return [...candidatesForCreation(policy, profileOf(policy, attributes))];
}

function only(source: string, more: Partial<Policy['profile']['names']> = {}): Policy {
  return planningPolicy({ names: { candidates: [{ formula: formula(source), place: at('c') }], ...more } });
}

function isValid({ sAMAccountName, userPrincipalName, mail }: AccountNames): boolean {
  const refused = attributeProblem('sAMAccountName', [sAMAccountName]);
  const wellFormed = /^[A-Za-z0-9._-]{1,64}@corp\.example$/.test(userPrincipalName);
  return (
    refused === undefined &&
    wellFormed &&
    !/^\.|\.\.|\.@/.test(userPrincipalName) &&
    mail === userPrincipalName
  );
}

describe('account names', () => {
  it('come from the candidates in order, then from the last one with 2 to 99', () => {
    const prefixes = candidates().map(({ prefix }) => prefix);
    expect(prefixes.slice(0, 4)).toEqual(['ASchmidt', 'Anna.Schmidt', 'Anna.Schmidt2', 'Anna.Schmidt3']);
    expect(prefixes.at(-1)).toBe('Anna.Schmidt99');
    expect(prefixes).toHaveLength(100);
  });

  it('give logon name, principal name, mail and common name of one prefix', () => {
    expect(candidates()[0]).toEqual({
      prefix: 'ASchmidt',
      sAMAccountName: 'ASchmidt',
      userPrincipalName: 'ASchmidt@corp.example',
      mail: 'ASchmidt@corp.example',
      commonName: 'Anna Schmidt',
    });
  });

  it.each([
    ['accents folded', 'José', 'Núñez', 'Jose.Nunez'],
    ['apostrophes, also curly ones, and blanks dropped', 'Mary Ann', "O'Brien", 'MaryAnn.OBrien'],
    ['curly apostrophes dropped', 'Seán', 'O’Neill', 'Sean.ONeill'],
    ['hyphens kept', 'Anne-Marie', 'Dupont', 'Anne-Marie.Dupont'],
    ['Cyrillic transliterated', 'Анна', 'Иванова', 'Anna.Ivanova'],
    ['Han transliterated', '伟', '王', 'Wei.Wang'],
    ['decomposed letters composed', 'Zoe\u0308', 'Li', 'Zoe.Li'],
    ['what Windows refuses dropped', 'A/b[c]', 'D:e;f|g=h,i+j*k?l<m>n"', 'Abc.Defghijklmn'],
    ['dots at the ends dropped', 'Jr.', '.Smith.', 'Jr.Smith'],
  ])('are ASCII: %s', (_, firstName, lastName, expected) => {
    expect(candidates({ firstName, lastName }, only('firstName & "." & lastName'))[0]?.prefix).toBe(expected);
  });

  it('follow the table of the policy before anything else, capitals included', () => {
    const policy = only('lastName', { transliterate: { ü: 'ue', ß: 'ss', å: 'aa' } });
    expect(candidates({ lastName: 'Übergrüße' }, policy)[0]?.prefix).toBe('Uebergruesse');
    expect(candidates({ lastName: 'A\u030Angstro\u0308m' }, policy)[0]?.prefix).toBe('Aangstrom');
  });

  it('cut the logon name to 20 characters so that the number still fits and no dot ends it', () => {
    const names = candidates(
      { firstName: 'Maximilian', lastName: 'Featherstonehaugh' },
      only('firstName & "." & lastName'),
    );
    expect(names[0]).toMatchObject({
      sAMAccountName: 'Maximilian.Featherst',
      prefix: 'Maximilian.Featherstonehaugh',
    });
    expect(names[1]).toMatchObject({
      sAMAccountName: 'Maximilian.Feathers2',
      prefix: 'Maximilian.Featherstonehaugh2',
    });
    const dotted = candidates({ lastName: 'abcdefghijklmnopqrs.tuv' }, only('lastName'));
    expect(dotted[0]?.sAMAccountName).toBe('abcdefghijklmnopqrs');
  });

  it('pass over candidates that are empty, fault or repeat another one', () => {
    const policy = planningPolicy({
      names: {
        candidates: ['middleName', 'REPT("x", VALUE(lastName))', 'lastName', 'UPPER(lastName)'].map(
          (source) => ({
            formula: formula(source),
            place: at('c'),
          }),
        ),
      },
    });
    expect(
      candidates({}, policy)
        .slice(0, 2)
        .map(({ prefix }) => prefix),
    ).toEqual(['Schmidt', 'SCHMIDT2']);
  });

  it('are none when every candidate is empty', () => {
    expect(candidates({ lastName: '!!!' }, only('lastName'))).toEqual([]);
    expect(namesExhausted(planningPolicy(), 'P1')).toMatchObject({
      code: 'NAMES_EXHAUSTED',
      place: 'tenure.yaml:33:5',
    });
  });

  it('are refused without a domain name, naming the person and the rule', () => {
    const policy = planningPolicy({ names: { suffix: mapped('=IF(country = "USA", "@us.example", "")') } });
    expect(candidates({ country: 'USA' }, policy)[0]?.mail).toBe('ASchmidt@us.example');
    expect(() => candidates({ country: 'FRA' }, policy)).toThrow(TenureError);
    expect(() => candidates({ country: 'FRA' }, policy)).toThrow(
      'P1: profile.names.suffix gives no domain name',
    );
  });

  it('take the suffix with or without its @', () => {
    const policy = planningPolicy({ names: { suffix: mapped('corp.example') } });
    expect(candidates({}, policy)[0]?.userPrincipalName).toBe('ASchmidt@corp.example');
  });

  it('give way to what the profile map fixes', () => {
    const lines = [
      ...standardLines,
      line('sAMAccountName', '="U" & employeeNumber'),
      line('mail', '=emailAddress'),
      line('cn', '=lastName & ", " & firstName'),
    ];
    const [first, second] = candidates({ emailAddress: 'anna@x.example' }, planningPolicy({ lines }));
    expect(first).toEqual({
      prefix: 'ASchmidt',
      sAMAccountName: 'U1001',
      userPrincipalName: 'ASchmidt@corp.example',
      mail: 'anna@x.example',
      commonName: 'Schmidt, Anna',
    });
    expect(second).toMatchObject({ sAMAccountName: 'U1001', userPrincipalName: 'Anna.Schmidt@corp.example' });
  });

  it('are one set when the profile map fixes all of them', () => {
    const lines = [
      ...standardLines,
      line('sAMAccountName', '=employeeNumber'),
      line('userPrincipalName', '=employeeNumber & "@corp.example"'),
      line('mail', '=emailAddress', { whenEmpty: 'clear' }),
    ];
    expect(candidates({ emailAddress: null }, planningPolicy({ lines }))).toEqual([
      {
        prefix: '1001',
        sAMAccountName: '1001',
        userPrincipalName: '1001@corp.example',
        commonName: 'Anna Schmidt',
      },
    ]);
  });

  it('are valid for Active Directory, ASCII, and unique without regard to case, whatever the person is called', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 90 }),
        fc.string({ unit: 'grapheme', maxLength: 90 }),
        (firstName, lastName) => {
          const all = candidates({ firstName, lastName });
          const seen = new Set(all.map(({ userPrincipalName }) => userPrincipalName.toLowerCase()));
          expect(all.filter((names) => !isValid(names))).toEqual([]);
          expect(seen.size).toBe(all.length);
        },
      ),
    );
  });
});

describe('claims', () => {
  it('cover logon name, principal name, mail and alias, lower case', () => {
    const [names] = candidates();
    expect(names && claimsOf(names)).toEqual([
      { attribute: 'sAMAccountName', value: 'aschmidt' },
      { attribute: 'userPrincipalName', value: 'aschmidt@corp.example' },
      { attribute: 'mail', value: 'aschmidt@corp.example' },
      { attribute: 'proxyAddresses', value: 'smtp:aschmidt@corp.example' },
    ]);
  });

  it('leave out what an account does not have', () => {
    const bare = { prefix: '', sAMAccountName: 'x', userPrincipalName: '', commonName: 'x' };
    expect(claimsOf(bare)).toEqual([{ attribute: 'sAMAccountName', value: 'x' }]);
  });
});

describe('names of an existing account', () => {
  const renaming = planningPolicy({ names: { onNameChange: 'renameWithAlias' } });

  it.each([
    ['after a change of surname', renaming, { lastName: 'Weber' }, true],
    ['when the policy keeps names', planningPolicy(), { lastName: 'Weber' }, false],
    ['when no name changed', renaming, { jobTitle: 'Clerk' }, false],
    ['when the new name gives the same logon name', renaming, { firstName: 'Andrea' }, false],
  ] as const)('are new %s: %#', (_, policy, attributes, expected) => {
    expect(wantsRename(policy, profileOf(policy, attributes), account())).toBe(expected);
  });

  it('are kept when they never came from a candidate and the person is called as before', () => {
    const legacy = account({
      attributes: { ...account().attributes, userPrincipalName: ['x17@corp.example'] },
    });
    expect(wantsRename(renaming, profileOf(renaming, {}), legacy)).toBe(false);
  });

  it('keep the logon name through a rename', () => {
    const [names] = candidatesForAccount(renaming, profileOf(renaming, { lastName: 'Weber' }), account());
    expect(names).toEqual({
      prefix: 'AWeber',
      sAMAccountName: 'ASchmidt',
      userPrincipalName: 'AWeber@corp.example',
      mail: 'AWeber@corp.example',
      commonName: 'Anna Weber',
    });
  });

  it('are what it has, with what the profile map fixes', () => {
    const policy = planningPolicy({ lines: [...standardLines, line('mail', '=emailAddress')] });
    const all = [
      ...candidatesForAccount(policy, profileOf(policy, { emailAddress: 'a@x.example' }), account()),
    ];
    expect(all).toEqual([
      {
        prefix: 'ASchmidt',
        sAMAccountName: 'ASchmidt',
        userPrincipalName: 'ASchmidt@corp.example',
        mail: 'a@x.example',
        commonName: 'Anna Schmidt',
      },
    ]);
  });
});

describe('common names', () => {
  it('become unique by the logon name, then by a number', () => {
    expect([...commonNames('Anna Schmidt', 'ASchmidt2')].slice(0, 3)).toEqual([
      'Anna Schmidt',
      'Anna Schmidt (ASchmidt2)',
      'Anna Schmidt (2)',
    ]);
  });

  it('always fit, all differ, and never tear a letter apart', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', minLength: 1, maxLength: 90 }),
        fc.string({ unit: 'grapheme-ascii' }),
        (displayName, prefix) => {
          const policy = planningPolicy({ lines: [...standardLines, line('cn', '=middleName')] });
          const base = candidates({ middleName: displayName }, policy)[0]?.commonName ?? '';
          const all = [...commonNames(base, prefix.replaceAll(/\s/g, ''))];
          expect(new Set(all).size).toBeGreaterThanOrEqual(all.length - 1);
          const torn = /[\ud800-\udbff](?![\udc00-\udfff])/;
          expect(all.filter((name) => commonNameProblem(name) !== undefined || torn.test(name))).toEqual([]);
        },
      ),
    );
  });
});

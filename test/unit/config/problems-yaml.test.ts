import { problemsOf } from '../../../src/config/index.ts';
import {
  configurationText,
  errors,
  errorsOf,
  lifecycleWith,
  mailWith,
  profileWith,
  refusal,
  shown,
  warnings,
} from './support.ts';

describe('YAML itself', () => {
  it.each([
    {
      what: 'a colon inside a value',
      text: 'a: =x: y',
      expected: ['1:4 a colon and a blank inside a value begin a new key here'],
    },
    {
      what: 'text behind a quoted text',
      text: 'a: "x" = b',
      expected: ['1:8 this cannot follow what stands before it'],
    },
    { what: 'a tab', text: 'a:\n\tb: 1', expected: ['2:1 a tab cannot indent a line'] },
    {
      what: 'a bracket that is never closed',
      text: 'a: [1,\nb: 2\n',
      expected: [expect.stringContaining('the indentation does not fit')],
    },
    {
      what: 'an @ at the beginning',
      text: 'a: @corp.example',
      expected: ['1:4 a value cannot begin with this character'],
    },
    { what: 'a second document', text: 'a: 1\n---\nb: 2', expected: ['2:1 a second document begins here'] },
  ])('refuses $what and says nothing else', ({ text, expected }) => {
    expect(errorsOf(text)).toEqual(expected);
  });

  it('names a key that stands there twice, and goes on checking', () => {
    expect(errors({ organization: 'organization: acme\norganization: Acme' })).toEqual([
      '2:1 this key stands here a second time',
      expect.stringContaining('organization'),
    ]);
  });

  it('names an anchor that does not exist', () => {
    expect(errors({ guards: 'guards: *limits' })).toEqual(
      expect.arrayContaining(['1:9 nothing before this is anchored as &limits']),
    );
  });

  it('follows anchors', () => {
    expect(
      warnings({
        lifecycle: 'lifecycle: { leave: { a: &rule { account: keep }, b: *rule } }',
        employmentStatus:
          'employmentStatus: { statuses: { active: [A], leave.a: [L], leave.b: [S], terminated: [T] } }',
      }),
    ).toEqual([]);
  });

  it('stops anchors that multiply', () => {
    const levels = Array.from(
      { length: 9 },
      (_, level) =>
        `x${level}: &x${level} [${Array.from({ length: 10 }, () => (level === 0 ? 'a' : `*x${level - 1}`)).join(', ')}]`,
    );
    expect(errorsOf(levels.join('\n'))).toEqual(
      expect.arrayContaining(['1:1 the file expands to more than 200000 values']),
    );
  });

  it('refuses an empty file and a list', () => {
    expect(errorsOf('')).toEqual(['1:1 the file is empty']);
    expect(errorsOf('- a')).toEqual(['1:1 the file must be a mapping, not a list']);
  });

  it('refuses a key that reaches for the prototype', () => {
    expect(errors({ tables: 'tables: { __proto__: { a: b } }' })).toEqual([
      '1:11 "__proto__" cannot be a key',
    ]);
  });
});

describe('what a person reads', () => {
  it('has place, severity, message, the line, carets and the remedy, in the order of the file', () => {
    expect(
      shown({
        hrData: 'hrData:\n\tinclude: x'.replace('\t', '  ').replace('x', 'compny = "A"'),
        guards: 'guards: { perRnu: {} }',
      }),
    ).toBe(
      [
        'tenure.yaml:2:12 error: unknown attribute compny',
        '  2 |   include: compny = "A"',
        '    |            ^^^^^^',
        '  Did you mean company?',
        '',
        'tenure.yaml:3:11 error: unknown key "perRnu" in guards',
        '  3 | guards: { perRnu: {} }',
        '    |           ^^^^^^',
        '  Did you mean "perRun"?',
      ].join('\n'),
    );
  });

  it('names the number of errors and the first one in the message of the error', () => {
    expect(refusal(configurationText({ other: 'x: 1\ny: 2' }))).toHaveProperty(
      'message',
      'tenure.yaml has 2 errors; the first: tenure.yaml:1:1 unknown key "x" at the top of the file',
    );
  });

  it('knows no problems of another error', () => {
    expect(problemsOf(new Error('x'))).toEqual([]);
  });

  it('shows the errors of all sections at once', () => {
    const found = errors({
      timeZone: 'timeZone: Nowhere',
      hrData: 'hrData: { include: compny = 1, extract: half }',
      lifecycle: lifecycleWith('termination: { disable: no, organizationalUnit: "OU=X,DC=other" }'),
      profile: profileWith('info: { value: =lastNam, whenEmpty: drop }'),
      securityGroups: 'securityGroups: { exclusive: [{ name: x, groups: [A, A] }], rulez: [] }',
      notifications: mailWith('{ name: a, on: [onboarding], subject: "{{ x }}", body: b, htlm: true }'),
      temporal: 'temporal: { codec: { port: 0, token: env:NOT_SET } }',
    });
    expect(found.map((text) => text.replace(/^\S+ /u, ''))).toEqual([
      'timeZone: "Nowhere" is no known time zone',
      'unknown attribute compny',
      'hrData.extract must be one of full, delta, not the text "half"',
      'lifecycle.termination.disable must be true or false, not the text "no"',
      '"OU=X,DC=other" is not below directories.activeDirectory.baseDn, DC=corp,DC=example',
      'unknown attribute lastNam',
      'profile.info.whenEmpty must be one of keep, clear, not the text "drop"',
      '"A" stands in this set twice',
      'unknown key "rulez" in securityGroups',
      'the mail "a" has no recipient',
      'templates know no "x"',
      'unknown key "htlm" in notifications.templates[0]',
      'temporal.codec.port must be at least 1, not the number 0',
      'temporal.codec.token: the environment variable NOT_SET is not set',
    ]);
  });
});

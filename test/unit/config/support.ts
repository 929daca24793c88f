import {
  formatProblems,
  parseConfiguration,
  problemsOf,
  type Configuration,
} from '../../../src/config/index.ts';

/** Sections of a configuration that loads, as YAML text. */
const sections = {
  organization: 'organization: acme',
  timeZone: 'timeZone: Europe/Berlin',
  ukg: `ukg:
  baseUrl: https://service5.ultipro.com
  username: TENURE_SVC
  password: env:SECRET
  customerApiKey: env:SECRET`,
  directories: `directories:
  activeDirectory:
    urls: [ldaps://dc1.corp.example]
    baseDn: DC=corp,DC=example
    username: tenure@corp.example
    password: env:SECRET`,
  hrData: 'hrData: {}',
  lifecycle: 'lifecycle: {}',
  employmentStatus: 'employmentStatus: {}',
  profile: `profile:
  employeeID: =employeeNumber
  givenName: =firstName
  sn: =lastName
  names: { candidates: [=lastName], suffix: "@corp.example" }`,
  organizationalUnits: 'organizationalUnits: { default: "OU=Staff,DC=corp,DC=example" }',
  securityGroups: 'securityGroups: {}',
  distributionLists: 'distributionLists: {}',
  guards: 'guards: {}',
  notifications: '',
  tables: '',
  temporal: 'temporal: { keyFile: keys }',
  storage: '',
  workers: '',
  other: '',
};

export type SectionTexts = Partial<Record<keyof typeof sections, string>>;

/** The configuration with some sections replaced; the replaced ones come first, so that lines are easy to count. */
export function configurationText(replaced: SectionTexts = {}): string {
  const kept = Object.entries(sections).filter(([name]) => !(name in replaced));
  return (
    [...Object.values(replaced), ...kept.map(([, text]) => text)].filter((text) => text !== '').join('\n') +
    '\n'
  );
}

export const testEnvironment = { SECRET: 'a-secret' };

export function load(
  replaced: SectionTexts = {},
  environment: NodeJS.ProcessEnv = testEnvironment,
): Configuration {
  return parseConfiguration(configurationText(replaced), 'tenure.yaml', environment);
}

/** The error that refuses the configuration; fails when it is accepted. */
export function refusal(
  text: string,
  environment: NodeJS.ProcessEnv = testEnvironment,
  fileName = 'tenure.yaml',
): unknown {
  try {
    parseConfiguration(text, fileName, environment);
  } catch (error) {
    if (problemsOf(error).length > 0) return error;
    throw error;
  }
  throw new Error('The configuration was accepted.');
}

/** `line:column message` of every error, in the order of the file. */
export function errorsOf(text: string, environment: NodeJS.ProcessEnv = testEnvironment): readonly string[] {
  return problemsOf(refusal(text, environment))
    .filter((problem) => problem.severity === 'error')
    .map(({ place, message }) => `${place.line}:${place.column} ${message}`);
}

/** The same, with some sections replaced. */
export function errors(
  replaced: SectionTexts,
  environment: NodeJS.ProcessEnv = testEnvironment,
): readonly string[] {
  return errorsOf(configurationText(replaced), environment);
}

/** `line:column message` of every warning of a configuration that loads. */
export function warnings(replaced: SectionTexts): readonly string[] {
  return load(replaced).warnings.map(({ place, message }) => `${place.line}:${place.column} ${message}`);
}

/** What a person reads on the terminal. */
export function shown(replaced: SectionTexts): string {
  const text = configurationText(replaced);
  return formatProblems(problemsOf(refusal(text)), text);
}

/** A row of a table of errors. */
export interface ErrorCase {
  /** What the error points at. */
  readonly what: string;
  readonly sections: SectionTexts;
  /** `line:column message` of every error. */
  readonly expected: readonly unknown[];
}

/** One test per row. */
export function checkErrors(cases: readonly ErrorCase[]): void {
  it.each(cases)('points at $what', ({ sections: replaced, expected }) => {
    expect(errors(replaced)).toEqual(expected);
  });
}

/** A profile map with one more line, which begins in line 2, column 3. */
export function profileWith(line: string): string {
  return `profile:\n  ${line}\n  employeeID: =employeeNumber\n  givenName: =firstName\n  sn: =lastName\n  names: { candidates: [=lastName], suffix: "@corp.example" }`;
}

/** A lifecycle section with one line. */
export function lifecycleWith(line: string): string {
  return `lifecycle:\n  ${line}`;
}

/** Organizational units with these rules, from line 4 on. */
export function unitsWith(rules: string): string {
  return `organizationalUnits:\n  default: OU=Staff,DC=corp,DC=example\n  rules:\n${rules}`;
}

/** Notifications with one template, in line 5 from column 7 on. */
export function mailWith(template: string): string {
  return `notifications:\n  from: it@corp.example\n  smtp: { url: "smtp://mail:587" }\n  templates:\n    - ${template}`;
}

import { parseConfiguration } from '../../src/config/index.ts';
import type { Configuration } from '../../src/config/index.ts';

export const baseDn = 'DC=corp,DC=example';

/** What of the test configuration a test says differently; each replaces the whole section. */
export type Sections = Partial<Record<keyof typeof usual, string>>;

const usual = {
  timeZone: `
timeZone: { default: America/New_York }`,
  hrData: `
hrData:
  attributes:
    department: { from: employment.orgLevel2Code, type: text }`,
  lifecycle: `
lifecycle:
  hire:
    createDaysAhead: 7
    createAt: "06:00"
    onboardAt: "08:00"
    password: { kind: generated, length: 20 }
    accountControl: { enabled: onStartDate, mustChangePassword: true }
  change: { groups: managed }
  leave:
    medical: { account: keep }
    suspension: { account: disable, organizationalUnit: "OU=Suspended,${baseDn}" }
  termination:
    at: "18:00"
    disable: true
    organizationalUnit: "OU=Leavers,${baseDn}"
    groups: removeAll
    distributionLists: removeAll
    deleteAfter: P90D`,
  employmentStatus: `
employmentStatus:
  mode: dates
  startDate: startDate
  lastDay: lastDay
  statuses: { active: [A], "leave.medical": [L], "leave.suspension": [S], terminated: [T] }`,
  profile: `
profile:
  employeeID: =employeeNumber
  givenName: =IF(ISBLANK(preferredName), firstName, preferredName)
  sn: =lastName
  displayName: =givenName & " " & sn
  title: { value: =jobTitle, whenEmpty: clear }
  department: { value: =department, whenEmpty: clear }
  names:
    candidates:
      - =LEFT(firstName, 1) & lastName
      - =firstName & "." & lastName
    suffix: "@corp.example"
  manager: =supervisorKey`,
  places: `
organizationalUnits:
  default: "OU=Staff,${baseDn}"
  rules:
    - { priority: 1, when: department = "SALES", use: "OU=Sales,${baseDn}" }
securityGroups:
  default: [All Staff]
  rules:
    - { when: department = "SALES", use: [Sales Team] }
distributionLists:
  default: [everyone]`,
  notifications: `
notifications:
  from: it@corp.example
  smtp: { url: env:SMTP_URL }
  templates:
    - name: welcome
      on: [onboarding]
      to: it@corp.example
      subject: "{{ account.displayName }} has started"
      body: "{{ account.userPrincipalName }}"
    - name: goodbye
      on: [termination]
      to: it@corp.example
      subject: "{{ account.displayName }} has left"
      body: "{{ account.userPrincipalName }}"`,
};

/** Values of the variables that the test configuration refers to. */
export const testVariables: Readonly<Record<string, string>> = {
  SECRET: 'x'.repeat(12),
  SMTP_URL: 'smtp://127.0.0.1:1',
};

/** A complete configuration as an administrator would write it, for one organization. */
export function testConfiguration(
  organization: string,
  storage: string,
  sections: Sections = {},
  more = '',
): Configuration {
  const text = configurationText(organization, storage, sections, more);
  return parseConfiguration(text, 'tenure.yaml', testVariables);
}

/** The text of {@link testConfiguration}, for a process of its own. */
export function configurationText(
  organization: string,
  storage: string,
  sections: Sections = {},
  more = '',
): string {
  return [
    `organization: ${organization}
environment: test
ukg:
  name: Test
  baseUrl: http://127.0.0.1:1
  username: svc
  password: env:SECRET
  customerApiKey: env:SECRET
directories:
  activeDirectory:
    urls: [ldaps://127.0.0.1:636]
    baseDn: ${baseDn}
    username: svc@corp.example
    password: env:SECRET
storage: { path: ${storage} }`,
    ...Object.values({ ...usual, ...sections }),
    more,
  ].join('\n');
}

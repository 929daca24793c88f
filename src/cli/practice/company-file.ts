import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { UkgCredentials } from '../../sandbox/ukg/index.ts';

/** Name of the practice company in workflow ids. */
export const practiceOrganization = 'practice';

/** Where the parts of the practice company are reached. */
export interface CompanyPlaces {
  readonly ukgUrl: string;
  readonly ukg: UkgCredentials;
  readonly smtpUrl: string;
  readonly temporalAddress: string;
  readonly webUrl?: string;
  readonly directory: {
    readonly url: string;
    readonly baseDn: string;
    readonly username: string;
    readonly password: string;
    /** PEM. */
    readonly ca?: string;
    readonly inMemory: boolean;
  };
}

/** Organizational units below the base that the policy names. */
export const practiceUnits = [
  'Staff',
  'Sales',
  'Engineering',
  'Nursing',
  'Suspended',
  'Leavers',
  'Groups',
] as const;

/** Groups and lists that the policy names. */
export const practiceGroups = [
  { name: 'All Staff', kind: 'security' },
  { name: 'Sales Team', kind: 'security' },
  { name: 'Engineering Team', kind: 'security' },
  { name: 'Source Code', kind: 'security' },
  { name: 'Nursing Team', kind: 'security' },
  { name: 'Managers', kind: 'security' },
  { name: 'Licence E5', kind: 'security' },
  { name: 'Licence E3', kind: 'security' },
  { name: 'everyone', kind: 'distribution' },
  { name: 'us-offices', kind: 'distribution' },
  { name: 'europe-offices', kind: 'distribution' },
] as const;

const privateFolder = { recursive: true, mode: 0o700 } as const;
const privateFile = { mode: 0o600 } as const;

const welcome = `Hello {{ manager.displayName | default: "manager" }},

{{ account.displayName }} ({{ person.jobTitle | default: "no title" }}) starts on {{ effective }}.

Logon name:      {{ account.sAMAccountName }}
Mail address:    {{ account.mail }}
First password:  {{ password }}

It has to be changed at the first logon.
`;

const lastDay = `Hello {{ manager.displayName | default: "manager" }},

HR has entered {{ effective }} as the last day of {{ account.displayName }}. The account is closed at the end of that day.
`;

/**
 * Writes tenure.yaml, mail templates and secrets of the practice company, as an administrator would.
 * @returns path of tenure.yaml
 */
export async function writeCompany(folder: string, places: CompanyPlaces): Promise<string> {
  await mkdir(join(folder, 'secrets'), privateFolder);
  await mkdir(join(folder, 'mail'), privateFolder);
  const { ukg, directory } = places;
  const files: readonly (readonly [string, string])[] = [
    ['secrets/ukg-password', ukg.password],
    ['secrets/ukg-customer-key', ukg.customerApiKey],
    ['secrets/ukg-user-key', ukg.userApiKey],
    ['secrets/ad-password', directory.password],
    ...(directory.ca === undefined ? [] : [['secrets/ad-ca.pem', directory.ca] as const]),
    ['secrets/payload-keys', `practice ${randomBytes(32).toString('base64')}\n`],
    ['mail/welcome.liquid', welcome],
    ['mail/last-day.liquid', lastDay],
    ['tenure.yaml', companyYaml(places)],
  ];
  for (const [name, text] of files) await writeFile(join(folder, name), text, privateFile);
  return join(folder, 'tenure.yaml');
}

function companyYaml(places: CompanyPlaces): string {
  const { directory, webUrl } = places;
  const unit = (name: (typeof practiceUnits)[number]): string =>
    JSON.stringify(`OU=${name},${directory.baseDn}`);
  const memory = directory.inMemory
    ? '# This directory lives in the memory of the demo: check and preview cannot reach it from outside.\n'
    : '';
  return `# The practice company, written by the demo that runs it. Look around with, for example:
#   npm run tenure -- employee show KEY --config .tenure/practice/tenure.yaml
# A value that begins with = is a formula over HR attributes; "when" is always a formula.
organization: ${practiceOrganization}
environment: test
timeZone:
  default: America/New_York
  rules:
    - { when: country = "DEU", use: Europe/Berlin }
    - { when: country = "POL", use: Europe/Warsaw }
    - { when: country = "GRC", use: Europe/Athens }
    - { when: country = "JPN", use: Asia/Tokyo }
    - { when: country = "IND", use: Asia/Kolkata }
    - { when: country = "ARE", use: Asia/Dubai }

ukg:
  name: UKG Pro simulator
  baseUrl: ${places.ukgUrl}
  username: ${places.ukg.username}
  password: file:secrets/ukg-password
  customerApiKey: file:secrets/ukg-customer-key
  userApiKey: file:secrets/ukg-user-key

${memory}directories:
  activeDirectory:
    urls: [${JSON.stringify(directory.url)}]
    baseDn: ${JSON.stringify(directory.baseDn)}
    username: ${JSON.stringify(directory.username)}
    password: file:secrets/ad-password
${directory.ca === undefined ? '' : '    caFile: secrets/ad-ca.pem\n'}
# Step 1, HR data definition
hrData:
  schedule: { every: 1h }
  attributes:
    department: { from: employment.orgLevel2Code, describe: orgLevel2 }
    office: { from: employment.primaryWorkLocationCode, describe: location }

# Step 2, lifecycle business rules
lifecycle:
  hire:
    createDaysAhead: { default: 7, rules: [{ when: employeeType = "CON", use: 1 }] }
    createAt: "06:00"
    onboardAt: "08:00"
    password: { kind: passphrase, words: 4 }
    accountControl: { enabled: onStartDate, mustChangePassword: true }
  change: { groups: managed }
  leave:
    medical: { account: keep }
    released: { account: keep }
    suspension:
      account: disable
      organizationalUnit: ${unit('Suspended')}
      groups: removeAll
  termination:
    at: "18:00"
    organizationalUnit: ${unit('Leavers')}
    groups: removeAll
    distributionLists: removeAll
    deleteAfter: P90D
  supervised: { events: [rehire], remind: 2d, remindTo: [it@practice.example] }

# Step 3, employment status
employmentStatus:
  mode: dates
  statuses: { active: [A], leave.medical: [L, O], leave.released: [R], leave.suspension: [S], terminated: [T] }

# Step 4, profile map
profile:
  employeeID: =employeeNumber
  givenName: =IF(ISBLANK(preferredName), firstName, preferredName)
  sn: =LEFT(lastName, 64)           # Active Directory takes no longer one
  displayName: =givenName & " " & sn
  title: =jobTitle
  department: { value: =department, whenEmpty: clear }
  company: =company
  physicalDeliveryOfficeName: { value: =office, whenEmpty: clear }
  telephoneNumber: { value: =workPhone, whenEmpty: clear }
  names:
    candidates:
      - =LEFT(givenName, 1) & sn
      - =givenName & "." & sn
    suffix: "@practice.example"
    onNameChange: renameWithAlias
  manager: =supervisorKey

# Step 5, organizational units
organizationalUnits:
  default: ${unit('Staff')}
  rules:
    - { priority: 1, when: department = "Sales", use: ${unit('Sales')} }
    - { priority: 2, when: department = "Engineering", use: ${unit('Engineering')} }
    - { priority: 3, when: department = "Nursing", use: ${unit('Nursing')} }

# Step 6, security groups
securityGroups:
  default: [All Staff, Licence E3]
  rules:
    - { when: department = "Sales", use: Sales Team }
    - { when: department = "Engineering", use: [Engineering Team, Source Code] }
    - { when: department = "Nursing", use: Nursing Team }
    - when: OR(RIGHT(jobCode, 3) = "MGR", RIGHT(jobCode, 3) = "DIR", jobCode = "EXECEO")
      use: [Managers, Licence E5]
  exclusive:
    - { name: licence, groups: [Licence E5, Licence E3], onConflict: higherPriority }

# Step 7, distribution lists
distributionLists:
  default: [everyone]
  rules:
    - { when: country = "USA", use: us-offices }
    - when: OR(country = "DEU", country = "POL", country = "GRC")
      use: europe-offices

guards:
  feed: { minimumRows: 90% }
  perRun: { terminations: 5, creations: 60 or 50%, moves: 10 }

notifications:
  from: Tenure <tenure@practice.example>
  smtp: { url: ${JSON.stringify(places.smtpUrl)} }
  templates:
    - name: welcome
      on: [onboarding, rehire]
      to: =IF(ISBLANK(manager.mail), "it@practice.example", manager.mail)
      subject: "{{ account.displayName }} starts on {{ effective }}"
      body: mail/welcome.liquid
    - name: last-day
      on: [scheduledTermination]
      to: =IF(ISBLANK(manager.mail), "it@practice.example", manager.mail)
      subject: "Last day of {{ account.displayName }}: {{ effective }}"
      body: mail/last-day.liquid
    - name: left
      on: [termination, rescission]
      to: it@practice.example
      subject: "{{ account.displayName }} has left"
      body: "The account {{ account.sAMAccountName }} was closed. Reason: {{ person.terminationReason | default: 'not given' }}."

temporal:
  address: ${places.temporalAddress}
${webUrl === undefined ? '' : `  uiUrl: ${webUrl}\n`}  keyFile: secrets/payload-keys

storage: { path: data }
`;
}

import { parseConfiguration } from '../../../src/config/index.ts';

const sample = `organization: acme
timeZone:
  default: America/New_York
  rules: [{ when: country = "IND", use: Asia/Kolkata }]
ukg:
  name: UKG Pro production                # the connection's name in messages and reports
  baseUrl: https://service5.ultipro.com     # service endpoint
  username: TENURE_SVC
  password: env:UKG_PASSWORD              # env:, file:
  customerApiKey: env:UKG_CUSTOMER_API_KEY
  userApiKey: env:UKG_USER_API_KEY
directories:
  activeDirectory:
    urls: [ldaps://dc1.corp.example:636, ldaps://dc2.corp.example:636]
    baseDn: DC=corp,DC=example
    username: tenure@corp.example
    password: env:AD_PASSWORD
hrData:                                   # step 1
  extract: full                           # full | delta, with fullSyncEvery
  schedule: { every: 1h }                 # or daily at, weekdays
  include: company = "ACME US"
  attributes:
    employeeNumber: { from: employment.employeeNumber, type: text }
    startDate:      { from: employment.lastHireDate, type: date }
    department:     { from: employment.orgLevel2Code, type: text, describe: orgLevel2 }
lifecycle:                                # step 2
  hire:
    createDaysAhead: { default: 7, rules: [{ when: employeeType = "CON", use: 1 }] }
    createAt: "06:00"
    onboardAt: "08:00"
    password: { kind: passphrase, words: 4 }      # passphrase | generated | formula
    accountControl: { enabled: onStartDate, mustChangePassword: true }
  change: { groups: managed }             # managed | addOnly | exact
  leave:
    medical: { account: keep }
    suspension:
      account: disable
      organizationalUnit: OU=Suspended,DC=corp,DC=example
  termination:
    at: "18:00"
    disable: true
    organizationalUnit: OU=Leavers,DC=corp,DC=example
    groups: removeAll
    deleteAfter: P90D
  supervised: [termination, rehire]       # these wait for a decision
employmentStatus:                         # step 3
  mode: dates                             # dates | status
  startDate: startDate
  lastDay: lastDay
  statuses: { active: [A], "leave.medical": [L], "leave.suspension": [S], terminated: [T] }
profile:                                  # step 4
  employeeID: =employeeNumber
  givenName: =IF(ISBLANK(preferredName), firstName, preferredName)
  sn: =lastName
  displayName: =givenName & " " & sn
  department: { value: =department, whenEmpty: clear }
  names:
    candidates:
      - =LEFT(firstName, 1) & lastName
      - =firstName & "." & lastName
    suffix: "@corp.example"
    onNameChange: keep                    # keep | renameWithAlias
  manager: =supervisorKey
organizationalUnits:                      # step 5
  default: OU=Staff,DC=corp,DC=example
  rules:
    - { priority: 1, when: department = "SALES", use: "OU=Sales,DC=corp,DC=example" }
securityGroups:                           # step 6
  default: [All Staff]
  rules:
    - when: AND(department = "SALES", country = "USA")
      use: [US Sales]
  exclusive: [{ name: licence, groups: [E5, E3, F3], onConflict: higherPriority }]
distributionLists:                        # step 7
  default: [everyone]
  rules: [{ when: location = "WESTON", use: [weston-office] }]
guards:
  feed: { minimumRows: 90%, failOnEmpty: true }
  perRun: { terminations: 10 or 2%, creations: 50 or 10%, moves: 20% }
notifications:
  from: it@corp.example
  smtp: { url: env:SMTP_URL }
  templates:
    - { name: welcome-manager, on: [onboarding], to: =manager.mail, subject: Welcome, body: Hello }
`;

const environment = {
  UKG_PASSWORD: 'x',
  UKG_CUSTOMER_API_KEY: 'x',
  UKG_USER_API_KEY: 'x',
  AD_PASSWORD: 'x',
  SMTP_URL: 'smtp://mail:587',
};

describe('a configuration that uses every step', () => {
  it('loads in the spelling of the documentation', () => {
    const { policy, warnings } = parseConfiguration(sample, 'tenure.yaml', environment);
    expect(policy.attributes.find(({ name }) => name === 'department')).toEqual({
      name: 'department',
      from: ['employment.orgLevel2Code'],
      type: 'text',
      describe: 'orgLevel2',
    });
    expect(policy.lifecycle.supervised).toEqual(['termination', 'rehire']);
    expect(policy.securityGroups.exclusive).toMatchObject([
      { name: 'licence', groups: ['E5', 'E3', 'F3'], onConflict: 'higherPriority' },
    ]);
    expect(warnings.map(({ message }) => message)).toEqual([
      expect.stringContaining('no payload key is configured'),
      'no rule grants "E5"',
      'no rule grants "E3"',
      'no rule grants "F3"',
    ]);
  });
});

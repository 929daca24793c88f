/** What `tenure init` knows when it writes the first tenure.yaml. */
export interface StarterOptions {
  /** Short name, lower-case letters, digits and `-`. */
  readonly organization: string;
  /** Where the domain begins. */
  readonly baseDn: string;
  /** Without `@`. */
  readonly mailDomain: string;
  /** IANA zone. */
  readonly timeZone: string;
  /** Where an editor finds the JSON Schema: a file beside tenure.yaml, or an address. */
  readonly schema: string;
}

const defaults: StarterOptions = {
  organization: 'acme',
  baseDn: 'DC=corp,DC=example',
  mailDomain: 'corp.example',
  timeZone: 'America/New_York',
  schema: './tenure.schema.json',
};

/** Environment variables that the starter configuration refers to. */
export const starterVariables = [
  'UKG_PASSWORD',
  'UKG_CUSTOMER_API_KEY',
  'UKG_USER_API_KEY',
  'AD_PASSWORD',
] as const;

/** Text in quotes, safe in YAML wherever it stands. */
function quoted(text: string): string {
  return JSON.stringify(text);
}

/** The commented tenure.yaml of a newcomer. It loads as it is once {@link starterVariables} are set. */
export function starterConfiguration(options: Partial<StarterOptions> = {}): string {
  const { organization, baseDn, mailDomain, timeZone, schema } = { ...defaults, ...options };
  const unit = (name: string): string => quoted(`OU=${name},${baseDn}`);
  return `# yaml-language-server: $schema=${schema.replaceAll(/\s/gu, '')}
# Tenure: UKG Pro to Active Directory. Check this file with: tenure check
# A value that begins with = is a formula over HR attributes; "when" is always a formula.
organization: ${quoted(organization)}            # stands in workflow ids; never change it
timeZone: ${quoted(timeZone)}             # of clock times; or default and rules per person

ukg:                                # System Configuration > Security > Service Account Administration
  baseUrl: https://service5.ultipro.com
  username: TENURE_SVC
  password: env:UKG_PASSWORD        # env:NAME or file:/path, never the secret itself
  customerApiKey: env:UKG_CUSTOMER_API_KEY
  userApiKey: env:UKG_USER_API_KEY

directories:
  activeDirectory:
    urls: [${quoted(`ldaps://dc1.${mailDomain}:636`)}]
    baseDn: ${quoted(baseDn)}
    username: ${quoted(`tenure@${mailDomain}`)}
    password: env:AD_PASSWORD
    # caFile: ca.pem                # when the domain controllers have certificates of your own CA

# Step 1, HR data definition: what is read, of whom, and when
hrData:
  schedule: { every: 1h }           # or { at: "06:00", weekdays: [mon, tue, wed, thu, fri] }
  # include: country = "USA"        # everybody else is left alone
  attributes:                       # beside the standard ones (firstName, startDate, ...)
    department: { from: employment.orgLevel2Code, describe: orgLevel2 }

# Step 2, lifecycle business rules: what happens when
lifecycle:
  hire:
    createDaysAhead: 7              # account created, disabled, this long before the start date
    createAt: "06:00"
    onboardAt: "08:00"              # account enabled on the start date
    password: { kind: passphrase, words: 4 }
  change: { groups: managed }       # managed | addOnly | exact
  leave:
    medical: { account: keep }
  termination:
    at: "18:00"                     # on the last day
    organizationalUnit: ${unit('Leavers')}
    groups: removeManaged           # keep | removeManaged | removeAll
    # deleteAfter: P90D
  supervised: [termination]         # these wait for a decision: tenure decisions list

# Step 3, employment status
employmentStatus:
  mode: dates
  statuses: { active: [A], leave.medical: [L], terminated: [T] }

# Step 4, profile map: LDAP attribute to value
profile:
  employeeID: =employeeNumber       # existing accounts are found by it
  givenName: =IF(ISBLANK(preferredName), firstName, preferredName)
  sn: =lastName
  displayName: =givenName & " " & sn
  title: =jobTitle
  department: { value: =department, whenEmpty: clear }
  names:
    candidates:
      - =LEFT(givenName, 1) & sn
      - =givenName & "." & sn
    suffix: ${quoted(`@${mailDomain}`)}
  manager: =supervisorKey

# Step 5, organizational unit assignment: the lowest priority number wins
organizationalUnits:
  default: ${unit('Staff')}
  rules:
    - priority: 1
      when: department = "Sales"
      use: ${unit('Sales')}

# Step 6, security group assignment: every rule that holds contributes
securityGroups:
  default: [All Staff]
  rules:
    - when: AND(department = "Sales", country = "USA")
      use: [US Sales]

# Step 7, distribution list assignment
distributionLists:
  default: []

# Limits that judge a whole run before its first write
guards:
  feed: { minimumRows: 90% }
  perRun: { terminations: 10 or 2% }

# notifications:
#   from: it@${mailDomain}
#   smtp: { url: env:SMTP_URL }     # smtps://user:password@host:465
#   templates:
#     - name: welcome-manager
#       on: [onboarding]
#       to: =manager.mail
#       subject: "{{ account.displayName }} starts on {{ effective }}"
#       body: mail/welcome.liquid
`;
}

import { parseConfiguration } from '../../src/config/index.ts';
import type { Configuration } from '../../src/config/index.ts';

/** What of a benchmark's configuration differs between benchmarks. */
export interface PolicyOptions {
  readonly organization: string;
  readonly storage: string;
  readonly baseDn: string;
  readonly ukgUrl?: string;
  /** Domain controller; a placeholder when the directory is handed over. */
  readonly controller?: {
    readonly url: string;
    readonly username: string;
    readonly password: string;
    readonly caFile: string;
  };
}

/** Groups that every person of the benchmarks gets: four security groups and one distribution list. */
export const securityGroups = ['All Staff', 'VPN', 'Intranet', 'Office'] as const;
export const distributionLists = ['everyone'] as const;
/** Containers that the policy names, relative to the base. */
export const units = ['Staff', 'Leavers', 'Suspended'] as const;

/** DN of a unit of the benchmarks. */
export function unitDn(unit: (typeof units)[number], baseDn: string): string {
  return `OU=${unit},${baseDn}`;
}

export const credentials = {
  username: 'TENURE_SVC',
  password: 'bench-password',
  customerApiKey: 'BENCH',
  userApiKey: 'BENCHUSERKEY',
} as const;

/** A configuration as an administrator would write it, with five groups and one mail per joiner. */
export function benchConfiguration(options: PolicyOptions): Configuration {
  const { organization, storage, baseDn, ukgUrl = 'http://127.0.0.1:1', controller } = options;
  const text = `organization: ${organization}
timeZone: America/New_York
storage: { path: ${JSON.stringify(storage)} }
ukg:
  name: Benchmark
  baseUrl: ${ukgUrl}
  username: ${credentials.username}
  password: env:UKG_PASSWORD
  customerApiKey: env:UKG_CUSTOMER_API_KEY
  userApiKey: env:UKG_USER_API_KEY
directories:
  activeDirectory:
    urls: [${controller?.url ?? 'ldaps://127.0.0.1:636'}]
    baseDn: ${baseDn}
    username: ${controller?.username ?? 'nobody@bench.test'}
    password: env:AD_PASSWORD${controller === undefined ? '' : `\n    caFile: ${JSON.stringify(controller.caFile)}`}
hrData:
  attributes:
    department: { from: employment.orgLevel2Code, type: text }
lifecycle:
  hire:
    createDaysAhead: 7
    createAt: '06:00'
    onboardAt: '08:00'
    password: { kind: generated, length: 20 }
    accountControl: { enabled: onStartDate, mustChangePassword: true }
  change: { groups: managed }
  leave:
    medical: { account: keep }
    suspension: { account: disable, organizationalUnit: "${unitDn('Suspended', baseDn)}" }
  termination:
    at: '18:00'
    organizationalUnit: "${unitDn('Leavers', baseDn)}"
    groups: removeAll
    deleteAfter: P90D
employmentStatus:
  mode: dates
  statuses: { active: [A], leave.medical: [L], leave.suspension: [S], terminated: [T] }
profile:
  employeeID: =employeeNumber
  givenName: =IF(ISBLANK(preferredName), firstName, preferredName)
  sn: =lastName
  displayName: =givenName & " " & sn
  title: { value: =jobTitle, whenEmpty: clear }
  department: { value: =department, whenEmpty: clear }
  physicalDeliveryOfficeName: { value: =location, whenEmpty: clear }
  names:
    candidates:
      - =LEFT(firstName, 1) & lastName
      - =firstName & "." & lastName
      - =firstName & "." & lastName & "." & employeeNumber
    suffix: '@bench.test'
  manager: =supervisorKey
organizationalUnits:
  default: "${unitDn('Staff', baseDn)}"
securityGroups:
  default: [${securityGroups.join(', ')}]
distributionLists:
  default: [${distributionLists.join(', ')}]
notifications:
  from: it@bench.test
  smtp: { url: env:SMTP_URL }
  templates:
    - name: welcome
      on: [onboarding]
      to: service-desk@bench.test
      subject: '{{ account.displayName }} has started'
      body: 'The account is {{ account.userPrincipalName }}.'
`;
  return parseConfiguration(text, 'bench.yaml', {
    UKG_PASSWORD: credentials.password,
    UKG_CUSTOMER_API_KEY: credentials.customerApiKey,
    UKG_USER_API_KEY: credentials.userApiKey,
    AD_PASSWORD: controller?.password ?? 'unused',
    SMTP_URL: 'smtp://127.0.0.1:1',
  });
}

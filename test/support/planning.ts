import type { Arbitrary } from 'fast-check';
import { childDn, parentDn } from '../../src/domain/directory/dn.ts';
import { sameValues, valuesOf } from '../../src/domain/directory/ensure.ts';
import type { AccountState, Change, GroupRef, ResolvedGroup } from '../../src/domain/directory/types.ts';
import { TenureError } from '../../src/domain/errors.ts';
import { compileFormula } from '../../src/domain/formula/index.ts';
import type { Formula, FormulaType } from '../../src/domain/formula/types.ts';
import type { AttributeValue, HrRecord } from '../../src/domain/hr/record.ts';
import { personKeyAttribute, standardAttributes } from '../../src/domain/hr/standard-attributes.ts';
import { initialMemory } from '../../src/domain/lifecycle/memory.ts';
import type { Memory } from '../../src/domain/lifecycle/types.ts';
import type { Actual } from '../../src/domain/plan/plan-changes.ts';
import { planChanges } from '../../src/domain/plan/plan-changes.ts';
import { type Desired, type DesiredInput, desiredState } from '../../src/domain/plan/desired-state.ts';
import { lookupsFor, nameCandidates } from '../../src/domain/plan/lookups.ts';
import type { ChangePlan, Operation } from '../../src/domain/plan/types.ts';
import type { Place } from '../../src/domain/place.ts';
import type {
  LifecycleRules,
  Lookup,
  Mapped,
  MembershipRules,
  NamingRules,
  PlacementRules,
  Policy,
  ProfileAttribute,
  Rule,
} from '../../src/domain/policy.ts';

export function at(path: string, number = 1): Place {
  return { file: 'tenure.yaml', line: number, column: 5, path };
}

const hrTypes = new Map<string, FormulaType>([
  [personKeyAttribute, 'text'],
  ...standardAttributes.map(({ name, type }): [string, FormulaType] => [name, type]),
]);

const compiled = new Map<string, Formula>();

/** Compiles over the standard attributes and the profile attributes named. */
export function formula(source: string, profileNames: readonly string[] = []): Formula {
  const key = [source, ...profileNames].join('\n');
  const known = compiled.get(key);
  if (known !== undefined) return known;
  const attributes = new Map(hrTypes);
  for (const name of profileNames) attributes.set(name, 'text');
  const result = compileFormula(source, { attributes });
  if (!result.ok) throw new Error(`${source}: ${result.problems.map(({ message }) => message).join('; ')}`);
  compiled.set(key, result.formula);
  return result.formula;
}

/** `=…` is a formula, anything else literal. */
export function mapped(text: string, profileNames: readonly string[] = []): Mapped {
  if (!text.startsWith('=')) return { kind: 'literal', text };
  return { kind: 'formula', formula: formula(text, profileNames) };
}

export function line(
  attribute: string,
  value: string,
  options: Partial<Pick<ProfileAttribute, 'whenEmpty' | 'apply'>> & {
    readonly sees?: readonly string[];
  } = {},
): ProfileAttribute {
  return {
    attribute,
    value: mapped(value, options.sees),
    whenEmpty: options.whenEmpty ?? 'keep',
    apply: options.apply ?? 'both',
    place: at(`profile.${attribute}`, 30),
  };
}

export function rule<T>(when: string, use: T, number: number, priority?: number): Rule<T> {
  const place = at(`rules[${number}]`, 50 + number);
  return { when: formula(when), use, place, ...(priority === undefined ? {} : { priority }) };
}

export function memberships(rules: Partial<MembershipRules>, path = 'securityGroups'): MembershipRules {
  return { default: [], rules: [], exclusive: [], place: at(path, 40), ...rules };
}

function fixed<T>(value: T, path: string): Lookup<T> {
  return { rules: [], default: value, place: at(path, 10) };
}

export const ou = {
  staff: 'OU=Staff,DC=corp,DC=example',
  sales: 'OU=Sales,DC=corp,DC=example',
  leavers: 'OU=Leavers,DC=corp,DC=example',
  suspended: 'OU=Suspended,DC=corp,DC=example',
};

export const standardLines: readonly ProfileAttribute[] = [
  line('employeeID', '=employeeNumber'),
  line('givenName', '=IF(ISBLANK(preferredName), firstName, preferredName)'),
  line('sn', '=lastName'),
  line('displayName', '=givenName & " " & sn', { sees: ['givenName', 'sn'] }),
  line('department', '=orgLevel1', { whenEmpty: 'clear' }),
  line('title', '=jobTitle'),
];

export interface PolicyChoices {
  readonly lines?: readonly ProfileAttribute[];
  readonly names?: Partial<NamingRules>;
  readonly placement?: Partial<PlacementRules>;
  readonly groups?: Partial<MembershipRules>;
  readonly lists?: Partial<MembershipRules>;
  readonly hire?: Partial<LifecycleRules['hire']>;
  readonly termination?: Partial<LifecycleRules['termination']>;
  readonly leave?: LifecycleRules['leave'];
  readonly change?: LifecycleRules['change'];
  readonly policy?: Partial<Policy>;
}

export const control = {
  enabled: 'onStartDate',
  mustChangePassword: true,
  passwordNeverExpires: false,
  smartCardRequired: false,
} as const;

function lifecycleOf(choices: PolicyChoices): LifecycleRules {
  return {
    hire: {
      createDaysAhead: fixed(7, 'lifecycle.hire.createDaysAhead'),
      createAt: fixed('06:00', 'lifecycle.hire.createAt'),
      onboardAt: fixed('08:00', 'lifecycle.hire.onboardAt'),
      password: { kind: 'generated', length: 20 },
      accountControl: control,
      ...choices.hire,
    },
    change: choices.change ?? { groups: 'managed' },
    leave: choices.leave ?? {
      medical: { account: 'keep', groups: 'keep', place: at('lifecycle.leave.medical', 20) },
      suspension: {
        account: 'disable',
        organizationalUnit: ou.suspended,
        groups: 'removeAll',
        place: at('lifecycle.leave.suspension', 21),
      },
    },
    termination: {
      at: fixed('18:00', 'lifecycle.termination.at'),
      disable: true,
      organizationalUnit: ou.leavers,
      groups: 'removeAll',
      distributionLists: 'removeManaged',
      clearManager: true,
      resetPassword: false,
      place: at('lifecycle.termination', 25),
      ...choices.termination,
    },
    supervised: [],
  };
}

export function planningPolicy(choices: PolicyChoices = {}): Policy {
  return {
    version: 'policy-1',
    organization: 'acme',
    environment: 'test',
    timeZone: fixed('America/New_York', 'timeZone'),
    attributes: [],
    lifecycle: lifecycleOf(choices),
    employmentStatus: {
      mode: 'dates',
      startDate: 'startDate',
      lastDay: 'lastDay',
      status: 'status',
      statuses: { active: ['A'], 'leave.medical': ['L'], 'leave.suspension': ['S'], terminated: ['T'] },
      place: at('employmentStatus', 28),
    },
    profile: {
      attributes: choices.lines ?? standardLines,
      names: {
        candidates: [
          {
            formula: formula('=LEFT(firstName, 1) & lastName'),
            place: at('profile.names.candidates[0]', 34),
          },
          { formula: formula('=firstName & "." & lastName'), place: at('profile.names.candidates[1]', 35) },
        ],
        suffix: { kind: 'literal', text: '@corp.example' },
        onNameChange: 'keep',
        transliterate: {},
        place: at('profile.names', 33),
        ...choices.names,
      },
      manager: { formula: formula('=supervisorKey'), place: at('profile.manager', 38) },
    },
    join: { attribute: 'employeeID' },
    organizationalUnits: {
      default: ou.staff,
      rules: [rule('orgLevel1 = "SALES"', ou.sales, 1, 1)],
      place: at('organizationalUnits', 39),
      ...choices.placement,
    },
    securityGroups: memberships(
      {
        default: ['All Staff'],
        rules: [rule('orgLevel1 = "SALES"', ['Sales'], 2)],
        ...choices.groups,
      },
      'securityGroups',
    ),
    distributionLists: memberships({ default: ['everyone'], ...choices.lists }, 'distributionLists'),
    guards: { feed: { failOnEmpty: true }, perRun: {} },
    queues: {},
    ...choices.policy,
  };
}

export function record(attributes: Readonly<Record<string, AttributeValue>> = {}): HrRecord {
  return {
    personKey: 'P1',
    attributes: {
      employeeNumber: '1001',
      firstName: 'Anna',
      lastName: 'Schmidt',
      orgLevel1: 'SALES',
      jobTitle: 'Account Manager',
      status: 'A',
      startDate: '2025-01-01',
      supervisorKey: 'M1',
      ...attributes,
    },
  };
}

export function group(name: string, more: Partial<ResolvedGroup> = {}): ResolvedGroup {
  const kind = more.kind ?? (name === name.toLowerCase() ? 'distribution' : 'security');
  return { id: `id-${name}`, name, dn: `CN=${name},OU=Groups,DC=corp,DC=example`, kind, ...more };
}

/** Groups by name; lower-case names are distribution lists. */
export function groupsOf(...names: readonly string[]): ReadonlyMap<string, ResolvedGroup> {
  return new Map(names.map((name) => [name, group(name)]));
}

export const boss = { id: 'id-boss', dn: 'CN=Boss,OU=Staff,DC=corp,DC=example' };

/** The account that the standard record and policy ask for. */
export function account(overrides: Partial<AccountState> = {}): AccountState {
  const commonName = overrides.commonName ?? 'Anna Schmidt';
  const organizationalUnit = overrides.organizationalUnit ?? ou.sales;
  return {
    directory: 'activeDirectory',
    id: 'id-anna',
    dn: childDn('CN', commonName, organizationalUnit),
    commonName,
    organizationalUnit,
    enabled: true,
    mustChangePassword: false,
    attributes: {
      sAMAccountName: ['ASchmidt'],
      userPrincipalName: ['ASchmidt@corp.example'],
      mail: ['ASchmidt@corp.example'],
      employeeID: ['1001'],
      givenName: ['Anna'],
      sn: ['Schmidt'],
      displayName: ['Anna Schmidt'],
      department: ['SALES'],
      title: ['Account Manager'],
    },
    managerDn: boss.dn,
    groups: [group('All Staff'), group('Sales'), group('everyone')],
    ...overrides,
  };
}

export function memory(overrides: Partial<Memory> = {}): Memory {
  return {
    ...initialMemory(),
    phase: 'active',
    accounts: { activeDirectory: { id: 'id-anna', origin: 'created' } },
    ...overrides,
  };
}

export const noon = Date.UTC(2026, 5, 15, 16);

export function request(overrides: Partial<DesiredInput> = {}): DesiredInput {
  return { record: record(), memory: memory(), event: 'profileChange', now: noon, ...overrides };
}

export const allGroups = groupsOf('All Staff', 'Sales', 'everyone');

/** Answers the plan's own lookups from a directory in which every name is free and every container exists. */
export function actualFor(
  policy: Policy,
  desired: Desired,
  found: AccountState | undefined,
  overrides: Partial<Actual> = {},
): Actual {
  const wants = lookupsFor(policy, desired, found);
  const [names] = wants.names ? nameCandidates(policy, desired, found) : [];
  return {
    ...(found === undefined ? {} : { account: found }),
    groups: allGroups,
    ...(wants.container === undefined ? {} : { container: wants.container }),
    manager: boss,
    ...(names === undefined ? {} : { names }),
    ...overrides,
  };
}

/** Desired state and plan in one go. */
export function plan(
  policy: Policy,
  input: DesiredInput,
  found: AccountState | undefined,
  overrides: Partial<Actual> = {},
): ChangePlan {
  const desired = desiredState(policy, input);
  return planChanges(policy, desired, actualFor(policy, desired, found, overrides));
}

/** The plan when the directory does not know the container. */
export function planWithoutContainer(policy: Policy, input: DesiredInput, found?: AccountState): ChangePlan {
  const desired = desiredState(policy, input);
  const { container: _container, ...actual } = actualFor(policy, desired, found);
  return planChanges(policy, desired, actual);
}

/** The code of the error that is thrown. */
export function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof TenureError) return error.code;
    throw error;
  }
  return 'nothing thrown';
}

/** What an arbitrary of fast-check draws. */
export type Drawn<A> = A extends Arbitrary<infer T> ? T : never;

/** The kinds of a plan's changes, in order. */
export function kindsOf({ operations }: ChangePlan): readonly string[] {
  return operations.map(({ change }) => change.kind);
}

function stale(what: string): never {
  throw new Error(`stale: ${what}`);
}

function created(change: Extract<Change, { kind: 'createAccount' }>): AccountState {
  return {
    directory: 'activeDirectory',
    id: 'id-created',
    dn: childDn('CN', change.commonName, change.organizationalUnit),
    commonName: change.commonName,
    organizationalUnit: change.organizationalUnit,
    enabled: change.enabled,
    mustChangePassword: change.mustChangePassword,
    attributes: change.attributes,
    ...(change.manager === undefined ? {} : { managerDn: change.manager.dn }),
    groups: [],
  };
}

function withAttributes(
  state: AccountState,
  changes: Extract<Change, { kind: 'updateProfile' }>['attributes'],
): AccountState {
  const attributes: Record<string, readonly string[]> = { ...state.attributes };
  for (const { attribute, before, after } of changes) {
    if (!sameValues(valuesOf(attributes, attribute), before)) stale(attribute);
    const name = Object.keys(attributes).find((key) => key.toLowerCase() === attribute.toLowerCase());
    if (name !== undefined) delete attributes[name];
    if (after.length > 0) attributes[attribute] = after;
  }
  return { ...state, attributes };
}

function withGroups(state: AccountState, add: boolean, groups: readonly GroupRef[]): AccountState {
  const ids = new Set(groups.map(({ id }) => id));
  const held = state.groups.filter(({ id }) => ids.has(id)).length;
  if (held !== (add ? 0 : groups.length)) stale('groups');
  return {
    ...state,
    groups: add ? [...state.groups, ...groups] : state.groups.filter(({ id }) => !ids.has(id)),
  };
}

function withManager(
  { managerDn, ...state }: AccountState,
  change: Extract<Change, { kind: 'setManager' }>,
): AccountState {
  if (managerDn !== change.before) stale('manager');
  return change.after === undefined ? state : { ...state, managerDn: change.after.dn };
}

function placed(state: AccountState, commonName: string, organizationalUnit: string): AccountState {
  return { ...state, commonName, organizationalUnit, dn: childDn('CN', commonName, organizationalUnit) };
}

function withAccess(state: AccountState, change: Change): AccountState {
  if (change.kind === 'enable') return { ...state, enabled: true };
  if (change.kind === 'disable') return { ...state, enabled: false };
  return change.kind === 'resetPassword' ? { ...state, mustChangePassword: change.mustChange } : state;
}

function withPlace(state: AccountState, change: Extract<Change, { kind: 'rename' | 'move' }>): AccountState {
  const { commonName, organizationalUnit } = state;
  const before = change.kind === 'rename' ? commonName : organizationalUnit;
  if (change.before !== before) stale(change.kind);
  return change.kind === 'rename'
    ? placed(state, change.after, organizationalUnit)
    : placed(state, commonName, change.after);
}

/**
 * What an account looks like after an operation; undefined when there is none (any more).
 * @throws Error when the account does not hold the before-values
 */
export function applyToState(
  state: AccountState | undefined,
  { change }: Operation,
): AccountState | undefined {
  if (change.kind === 'createAccount') return state === undefined ? created(change) : stale('exists');
  if (state === undefined) return stale('no account');
  if (change.kind === 'deleteAccount') return change.dn === state.dn ? undefined : stale('dn');
  if (change.kind === 'addToGroups') return withGroups(state, true, change.groups);
  if (change.kind === 'removeFromGroups') return withGroups(state, false, change.groups);
  if (change.kind === 'updateProfile') return withAttributes(state, change.attributes);
  if (change.kind === 'setManager') return withManager(state, change);
  if (change.kind === 'rename' || change.kind === 'move') return withPlace(state, change);
  return withAccess(state, change);
}

/** What an account looks like after a whole plan. */
export function applyPlan(state: AccountState | undefined, applied: ChangePlan): AccountState | undefined {
  let now = state;
  for (const operation of applied.operations) now = applyToState(now, operation);
  return now;
}

/** An account without the order that a directory does not keep. */
export function unordered(state: AccountState | undefined): unknown {
  if (state === undefined) return undefined;
  const groups = state.groups.map(({ id }) => id).toSorted();
  const attributes = Object.entries(state.attributes)
    .map(([name, values]) => [name.toLowerCase(), values.toSorted()])
    .toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1));
  return { ...state, groups, attributes, parent: parentDn(state.dn) };
}

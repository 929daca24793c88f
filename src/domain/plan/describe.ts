import type { Change } from '../directory/types.ts';
import { showPlace } from '../place.ts';
import type { ChangePlan, Operation } from './types.ts';

/** One line of a plan as people read it. */
export interface PlanLine {
  readonly what: string;
  readonly before: string;
  readonly after: string;
  readonly why: string;
  /** `tenure.yaml:12:5`, or empty when no rule stands behind it. */
  readonly rule: string;
}

type Row = Pick<PlanLine, 'what' | 'before' | 'after'>;

function shown(values: readonly string[]): string {
  return values.length === 0 ? '(empty)' : values.join(', ');
}

function creationRows(change: Extract<Change, { kind: 'createAccount' }>): Row[] {
  const flags = [
    change.enabled ? 'enabled' : 'disabled',
    ...(change.mustChangePassword ? ['must change password'] : []),
    ...(change.passwordNeverExpires ? ['password never expires'] : []),
    ...(change.smartCardRequired ? ['smart card required'] : []),
  ];
  const rows: Row[] = [
    { what: 'create account', before: '(none)', after: change.commonName },
    { what: '  organizational unit', before: '', after: change.organizationalUnit },
    { what: '  account control', before: '', after: flags.join(', ') },
  ];
  for (const [attribute, values] of Object.entries(change.attributes)) {
    rows.push({ what: `  ${attribute}`, before: '', after: shown(values) });
  }
  if (change.manager !== undefined) rows.push({ what: '  manager', before: '', after: change.manager.dn });
  return rows;
}

function groupRows(
  change: Extract<Change, { kind: 'addToGroups' | 'removeFromGroups' }>,
  noun: string,
): Row[] {
  const adds = change.kind === 'addToGroups';
  return change.groups.map(({ name }) => ({
    what: `${adds ? 'add to' : 'remove from'} ${noun}`,
    before: adds ? '' : name,
    after: adds ? name : '',
  }));
}

type AccessChange = Extract<Change, { kind: 'enable' | 'disable' | 'resetPassword' | 'deleteAccount' }>;

const accessRows: Readonly<Record<AccessChange['kind'], Row>> = {
  enable: { what: 'enable account', before: 'disabled', after: 'enabled' },
  disable: { what: 'disable account', before: 'enabled', after: 'disabled' },
  resetPassword: { what: 'set a new password', before: '(not readable)', after: '(made when applied)' },
  deleteAccount: { what: 'delete account', before: '', after: '(none)' },
};

function valueRows(
  change: Extract<Change, { kind: 'rename' | 'move' | 'setManager' | 'updateProfile' }>,
): Row[] {
  if (change.kind === 'rename') return [{ what: 'rename', before: change.before, after: change.after }];
  if (change.kind === 'move') return [{ what: 'move', before: change.before, after: change.after }];
  if (change.kind === 'setManager') {
    return [
      { what: 'set manager', before: change.before ?? '(empty)', after: change.after?.dn ?? '(empty)' },
    ];
  }
  return change.attributes.map(({ attribute, before, after }) => ({
    what: `set ${attribute}`,
    before: shown(before),
    after: shown(after),
  }));
}

function rowsOf({ change, step }: Operation): Row[] {
  if (change.kind === 'createAccount') return creationRows(change);
  if (change.kind === 'addToGroups' || change.kind === 'removeFromGroups') {
    return groupRows(change, step === 'assignSecurityGroups' ? 'security group' : 'distribution list');
  }
  if (change.kind === 'deleteAccount') return [{ ...accessRows.deleteAccount, before: change.dn }];
  if (change.kind === 'enable' || change.kind === 'disable' || change.kind === 'resetPassword') {
    return [accessRows[change.kind]];
  }
  return valueRows(change);
}

/** The plan line by line, in the order it is applied; the reason stands at the first line of an operation. */
export function planLines(plan: ChangePlan): readonly PlanLine[] {
  const lines: PlanLine[] = [];
  for (const operation of plan.operations) {
    const { text, place } = operation.reason;
    let why = text;
    let rule = place === undefined ? '' : showPlace(place);
    for (const { what, before, after } of rowsOf(operation)) {
      lines.push({ what, before, after, why, rule });
      why = '';
      rule = '';
    }
  }
  return lines;
}

function columnWidths(rows: readonly (readonly string[])[]): readonly number[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, cell.length);
  }
  return widths;
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = columnWidths(rows);
  return rows
    .map((row) =>
      row
        .map((cell, index) => cell.padEnd(widths[index] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Control characters in directory values must not reach a terminal as such. */
function printable(text: string): string {
  return text.replaceAll(
    /\p{Cc}/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/**
 * The plan as text for people: a head line, a table (what, before, after, rule, why) and the warnings. Holds personal
 * data: for the screen of somebody who may see it, not for logs; `planSummary` is.
 */
export function describePlan(plan: ChangePlan): string {
  const lines = planLines(plan).map((line) =>
    [line.what, line.before, line.after, line.rule, line.why].map(printable),
  );
  const warnings = plan.warnings.map(({ code, message }) => printable(`warning ${code}: ${message}`));
  const body = lines.length === 0 ? [] : [table([['what', 'before', 'after', 'rule', 'why'], ...lines])];
  return [`${plan.personKey}: ${planSummary(plan)}`, ...body, ...warnings].join('\n');
}

const nouns: Readonly<Record<Change['kind'], string>> = {
  createAccount: 'create account',
  updateProfile: 'update profile',
  rename: 'rename',
  move: 'move',
  enable: 'enable',
  disable: 'disable',
  resetPassword: 'new password',
  setManager: 'set manager',
  addToGroups: 'add to groups',
  removeFromGroups: 'remove from groups',
  deleteAccount: 'delete account',
};

function counted({ change }: Operation): string {
  const noun = nouns[change.kind];
  if (change.kind === 'updateProfile') return `${noun} (${change.attributes.length})`;
  if (change.kind !== 'addToGroups' && change.kind !== 'removeFromGroups') return noun;
  return `${noun} (${change.groups.length})`;
}

/** One line without personal data: `onboarding: create account, add to groups (2); 1 warning`. */
export function planSummary(plan: ChangePlan): string {
  const { operations, warnings, event } = plan;
  const changes = operations.length === 0 ? 'nothing to change' : operations.map(counted).join(', ');
  const count = warnings.length;
  return `${event}: ${changes}${count === 0 ? '' : `; ${count} ${count === 1 ? 'warning' : 'warnings'}`}`;
}

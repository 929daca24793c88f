import { parentDn } from '../../domain/directory/dn.ts';
import { rdnOf } from './names.ts';
import { showPlace } from '../../domain/place.ts';
import type { AttributeChange, Change, GroupRef } from '../../domain/directory/types.ts';
import type { StepActivity } from '../../domain/lifecycle/types.ts';
import type { ChangePlan } from '../../domain/plan/types.ts';
import type { JournalEntry } from '../../contracts/ports.ts';
import type { Happening } from './tracker.ts';

/** Attributes that an account is described by; the others are only counted. */
const telling: ReadonlySet<string> = new Set([
  'displayName',
  'title',
  'department',
  'sAMAccountName',
  'mail',
  'company',
]);

/** What a case changed, one short sentence per operation, in order. */
export function changesOf({ lines, outcome }: Happening): readonly string[] {
  const changes = lines.flatMap((line) => {
    const text = changeText(line);
    return text === undefined ? [] : [text];
  });
  if (changes.length > 0) return changes;
  return [outcome === 'completed' || outcome === 'nothingToDo' ? 'the account stays as it is' : outcome];
}

/** A change of HR's record that means nothing for the account is not worth a row. */
export function isTelling({ event, outcome, lines }: Happening): boolean {
  return event !== 'profileChange' || outcome !== 'nothingToDo' || lines.length > 0;
}

/** What a plan would change, one short line each, with the rule behind it. */
export function planTexts(plan: ChangePlan): readonly string[] {
  return plan.operations.map(({ change, step, reason }) => {
    const rule = reason.place === undefined ? '' : ` (${showPlace(reason.place)})`;
    return `${operationText(change, step)}${rule}`;
  });
}

function operationText(change: Change, step: StepActivity): string {
  if (isPlain(change)) return plainTexts[change.kind];
  switch (change.kind) {
    case 'createAccount':
      return `make the account ${change.commonName} in ${rdnOf(change.organizationalUnit)}`;
    case 'updateProfile':
      return profileText(change.attributes);
    case 'addToGroups':
      return `+ ${nounOf(step)} ${groupNames(change.groups)}`;
    case 'removeFromGroups':
      return `- ${nounOf(step)} ${groupNames(change.groups)}`;
    case 'setManager':
      return change.after === undefined ? 'clear the manager' : `manager ${rdnOf(change.after.dn)}`;
    case 'rename':
    case 'move':
      return `${change.kind} ${rdnOf(change.before)} -> ${rdnOf(change.after)}`;
  }
}

/** Changes that have nothing to tell but themselves. */
const plainTexts = {
  enable: 'enable',
  disable: 'disable',
  resetPassword: 'set a new password',
  deleteAccount: 'delete the account',
} as const;

function isPlain(change: Change): change is Extract<Change, { kind: keyof typeof plainTexts }> {
  return Object.hasOwn(plainTexts, change.kind);
}

function profileText(attributes: readonly AttributeChange[]): string {
  return updateText(
    Object.fromEntries(attributes.map(({ attribute, before }) => [attribute, before])),
    Object.fromEntries(attributes.map(({ attribute, after }) => [attribute, after])),
  );
}

function groupNames(groups: readonly GroupRef[]): string {
  return groups.map(({ name }) => name).join(', ');
}

function nounOf(step: string | undefined): string {
  return step === 'assignDistributionLists' ? 'lists' : 'groups';
}

function changeText(line: JournalEntry): string | undefined {
  const { operation, outcome, after = {}, before = {} } = line;
  if (outcome === 'failed') return `${operation} refused (${line.code ?? ''})`;
  if (operation === 'sendMail') return `mail "${textOf(after['template'])}"`;
  if (operation.startsWith('decision:')) {
    return `${operation.slice('decision:'.length)} by ${line.actor}${line.comment === undefined ? '' : `: ${line.comment}`}`;
  }
  if (outcome !== 'done') return undefined;
  return describe(operation, before, after, line.step);
}

type Values = Readonly<Record<string, unknown>>;

const describers: Readonly<Record<string, (before: Values, after: Values, noun: string) => string>> = {
  createAccount: (_before, after) =>
    `account ${textOf(after['sAMAccountName'])} made in ${unitOfAccount(textOf(after['dn']))}, ${after['enabled'] === true ? 'enabled' : 'disabled'}`,
  updateProfile: updateText,
  rename: (before, after) => `common name ${textOf(before['commonName'])} -> ${textOf(after['commonName'])}`,
  move: (before, after) =>
    `moved ${rdnOf(textOf(before['organizationalUnit']))} -> ${rdnOf(textOf(after['organizationalUnit']))}`,
  enable: () => 'enabled',
  disable: () => 'disabled',
  resetPassword: () => 'new password',
  setManager: (_before, after) =>
    textOf(after['manager']) === '' ? 'manager cleared' : `manager ${rdnOf(textOf(after['manager']))}`,
  addToGroups: (_before, after, noun) => `+ ${noun} ${textOf(after['groups'])}`,
  removeFromGroups: (before, _after, noun) => `- ${noun} ${textOf(before['groups'])}`,
  deleteAccount: () => 'account deleted',
};

function describe(operation: string, before: Values, after: Values, step: string | undefined): string {
  return describers[operation]?.(before, after, nounOf(step)) ?? operation;
}

function updateText(before: Values, after: Values): string {
  const names = Object.keys(after);
  const told = names.filter((name) => telling.has(name)).slice(0, 3);
  const rest = names.length - told.length;
  const texts = told.map((name) => `${name} ${shown(before[name])} -> ${shown(after[name])}`);
  if (rest > 0) texts.push(told.length === 0 ? names.join(', ') : `${rest} more`);
  return texts.join(', ');
}

function shown(value: unknown): string {
  const text = textOf(value);
  return text === '' ? '(empty)' : text;
}

/** Journal values are texts, lists of texts, or absent. */
function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(', ');
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? '' : JSON.stringify(value);
}

function unitOfAccount(dn: string): string {
  return rdnOf(parentDn(dn) ?? dn);
}

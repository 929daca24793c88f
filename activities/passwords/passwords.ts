import { randomInt } from 'node:crypto';
import { TenureError } from '../../src/domain/errors.ts';
import { effWords } from './eff-words.ts';
import type { FormulaInput } from '../../src/domain/formula/types.ts';
import type { PasswordRule } from '../../src/domain/policy.ts';

/** Without the look-alikes 0 O o 1 l I. */
const lower = 'abcdefghijkmnpqrstuvwxyz';
const upper = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
const digits = '23456789';
const special = '!#$%+-=?@_';
const drawsAtMost = 100;

/**
 * The initial password of a person. Random from the operating system, of all four character classes where it is
 * generated, and free of the person's names (Active Directory's complexity rule refuses passwords that contain
 * the account name or a part of the display name of three letters or more).
 * The result must stay inside the activity that delivers it.
 * @throws TenureError FORMULA_FAULT, AD_PASSWORD_REFUSED when a formula gives nothing usable
 */
export function makePassword(rule: PasswordRule, input: FormulaInput, names: readonly string[]): string {
  if (rule.kind === 'formula') return fromFormula(rule.formula.evaluate(input));
  const parts = names
    .flatMap((name) => name.toLowerCase().split(/[^\p{L}\p{N}]+/u))
    .filter((part) => part.length > 2);
  for (let draw = 0; draw < drawsAtMost; draw += 1) {
    const password = rule.kind === 'passphrase' ? passphrase(rule.words) : generated(rule.length);
    if (!parts.some((part) => password.toLowerCase().includes(part))) return password;
  }
  throw new TenureError('AD_PASSWORD_REFUSED', 'No password without a part of the name could be drawn.', {
    remedy: 'Use lifecycle.hire.password with kind generated.',
  });
}

function fromFormula(value: unknown): string {
  if (typeof value === 'string' && value.length >= 8) return value;
  throw new TenureError('AD_PASSWORD_REFUSED', 'The password formula gave less than eight characters.', {
    place: 'lifecycle.hire.password.formula',
  });
}

/** Words with capitals, a digit at the end: three character classes, and nothing hard to read out. */
function passphrase(words: number): string {
  const drawn = Array.from({ length: words }, () => {
    const word = pick(effWords);
    return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
  });
  return `${drawn.join('-')}-${randomInt(10, 100)}`;
}

function generated(length: number): string {
  const all = lower + upper + digits + special;
  const characters = [pick(lower), pick(upper), pick(digits), pick(special)];
  while (characters.length < length) characters.push(pick(all));
  // Fisher-Yates, so that the places of the four classes are not known.
  for (let last = characters.length - 1; last > 0; last -= 1) {
    const other = randomInt(last + 1);
    [characters[last], characters[other]] = [characters[other] ?? '', characters[last] ?? ''];
  }
  return characters.join('');
}

function pick(from: string | readonly string[]): string {
  return from[randomInt(from.length)] ?? '';
}

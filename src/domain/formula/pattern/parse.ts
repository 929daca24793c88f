import { limits } from '../limits.ts';
import {
  anyButLineEnd,
  anyOf,
  between,
  classLetters,
  controlLetters,
  one,
  opposite,
  properties,
} from './characters.ts';
import type { CharacterTest, PatternFault, PatternNode } from './syntax.ts';

const punctuation = /^[\^$\\.*+?()[\]{}|/\-&#~"'@!%,:;<>=` ]$/;

const bareSigns = new Map<string, PatternNode>([
  ['.', { kind: 'character', test: anyButLineEnd }],
  ['^', { kind: 'assert', place: 'start' }],
  ['$', { kind: 'assert', place: 'end' }],
]);

/** Carries a fault out of the recursion; never leaves this file. */
class Rejected extends Error {
  readonly fault: PatternFault;

  constructor(fault: PatternFault) {
    super(fault.message);
    this.fault = fault;
  }
}

function reject(at: number, message: string, hint?: string): never {
  throw new Rejected(hint === undefined ? { at, message } : { at, message, hint });
}

class PatternParser {
  readonly #pattern: string;
  #at = 0;
  #depth = 0;
  #groups = 0;

  constructor(pattern: string) {
    this.#pattern = pattern;
  }

  get groups(): number {
    return this.#groups;
  }

  whole(): PatternNode {
    const node = this.#choice();
    if (this.#at < this.#pattern.length)
      reject(this.#at, '")" closes nothing', 'write \\) for the sign itself');
    return node;
  }

  /** The character at the place reached; empty at the end. */
  get #next(): string {
    const point = this.#pattern.codePointAt(this.#at);
    return point === undefined ? '' : String.fromCodePoint(point);
  }

  #take(text: string): boolean {
    if (!this.#pattern.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  #choice(): PatternNode {
    const options = [this.#sequence()];
    while (this.#take('|')) options.push(this.#sequence());
    const [only] = options;
    return only !== undefined && options.length === 1 ? only : { kind: 'choice', options };
  }

  #sequence(): PatternNode {
    const items: PatternNode[] = [];
    while (this.#next !== '' && this.#next !== '|' && this.#next !== ')') items.push(this.#repeated());
    return { kind: 'sequence', items };
  }

  #repeated(): PatternNode {
    const start = this.#at;
    const item = this.#atom();
    const counts = this.#counts();
    if (counts === undefined) return item;
    if (item.kind === 'assert') reject(start, 'a place cannot be repeated');
    const [least, most] = counts;
    if (most < least) reject(start, `{${least},${most}} ends before it begins`);
    const lazy = this.#take('?');
    if ('*+?'.includes(this.#next) && this.#next !== '') reject(this.#at, `"${this.#next}" repeats nothing`);
    return { kind: 'repeat', item, least, most, lazy };
  }

  #counts(): [least: number, most: number] | undefined {
    if (this.#take('*')) return [0, Infinity];
    if (this.#take('+')) return [1, Infinity];
    if (this.#take('?')) return [0, 1];
    if (this.#next !== '{') return undefined;
    const [text, from, comma, to] = /^\{(\d{1,4})(,?)(\d{0,4})\}/.exec(this.#pattern.slice(this.#at)) ?? [];
    if (text === undefined || (comma === '' && to !== '')) {
      return reject(this.#at, '"{" begins no count', 'write {2}, {2,} or {2,5}, or \\{ for the sign itself');
    }
    const [least, last] = [Number(from), Number(to)];
    if (Math.max(least, last) > limits.patternRepetitions) {
      return reject(this.#at, `counts go up to ${limits.patternRepetitions}`);
    }
    this.#at += text.length;
    if (comma === '') return [least, least];
    return [least, to === '' ? Infinity : last];
  }

  #atom(): PatternNode {
    const at = this.#at;
    const sign = this.#next;
    switch (sign) {
      case '(':
        return this.#group();
      case '[':
        return { kind: 'character', test: this.#class() };
      case '\\':
        return this.#escaped();
      default:
        if ('*+?{}]'.includes(sign))
          reject(at, `"${sign}" stands alone`, `write \\${sign} for the sign itself`);
        this.#at += sign.length;
        return bareSigns.get(sign) ?? { kind: 'character', test: one(sign.codePointAt(0) ?? 0) };
    }
  }

  #group(): PatternNode {
    const open = this.#at;
    this.#at += 1;
    const silent = this.#take('?:');
    if (!silent && this.#next === '?') {
      reject(open, 'groups look neither ahead nor behind, and have no names or flags', 'write (…) or (?:…)');
    }
    this.#depth += 1;
    if (this.#depth > limits.nesting) reject(open, `the pattern is nested more than ${limits.nesting} deep`);
    if (!silent) this.#groups += 1;
    const index = this.#groups;
    const item = this.#choice();
    if (!this.#take(')')) reject(open, '"(" is never closed', 'write \\( for the sign itself');
    this.#depth -= 1;
    return silent ? item : { kind: 'group', index, item };
  }

  #escaped(): PatternNode {
    if (this.#take('\\b')) return { kind: 'assert', place: 'wordEdge' };
    if (this.#take('\\B')) return { kind: 'assert', place: 'noWordEdge' };
    const set = this.#escapedSet();
    return { kind: 'character', test: set ?? one(this.#escapedCharacter()) };
  }

  /** `\d`, `\w`, `\s`, `\p{…}` and their opposites. */
  #escapedSet(): CharacterTest | undefined {
    const at = this.#at;
    const letter = this.#pattern.slice(at + 1, at + 2);
    const test = classLetters.get(letter);
    if (test !== undefined) {
      this.#at += 2;
      return test;
    }
    if (letter !== 'p' && letter !== 'P') return undefined;
    const [text = '', name = ''] = /^\\[pP]\{([A-Za-z]+)\}/.exec(this.#pattern.slice(at)) ?? [];
    const category = properties.get(name);
    if (category === undefined) {
      return reject(
        at,
        'no such kind of character',
        `write one of ${[...properties.keys()].join(', ')}: \\p{L}`,
      );
    }
    this.#at += text.length;
    return letter === 'p' ? category : opposite(category);
  }

  #escapedCharacter(): number {
    const at = this.#at;
    this.#at += 1;
    const sign = this.#next;
    this.#at += sign.length;
    const control = controlLetters.get(sign);
    if (control !== undefined) return control;
    if (punctuation.test(sign)) return sign.codePointAt(0) ?? 0;
    if (sign === '') return reject(at, 'nothing follows the backslash');
    if (/\d/.test(sign)) return reject(at, 'a pattern cannot refer back to a group');
    return reject(at, `\\${sign} has no meaning`);
  }

  #class(): CharacterTest {
    const open = this.#at;
    this.#at += 1;
    const negated = this.#take('^');
    const tests: CharacterTest[] = [];
    while (!this.#take(']')) {
      if (this.#next === '') reject(open, '"[" is never closed', 'write \\[ for the sign itself');
      tests.push(this.#member());
    }
    return anyOf(tests, negated);
  }

  #member(): CharacterTest {
    const at = this.#at;
    const set = this.#next === '\\' ? this.#escapedSet() : undefined;
    if (set !== undefined) return set;
    const first = this.#memberCharacter();
    const dash = this.#pattern.slice(this.#at, this.#at + 2);
    if (!dash.startsWith('-') || dash === '-]' || dash === '-') return one(first);
    this.#at += 1;
    if (this.#next === '\\' && this.#escapedSet() !== undefined)
      reject(at, 'a range ends with a single character');
    const last = this.#memberCharacter();
    if (last < first) reject(at, 'the range ends before it begins');
    return between(first, last);
  }

  #memberCharacter(): number {
    const sign = this.#next;
    if (sign === '\\') return this.#escapedCharacter();
    this.#at += sign.length;
    return sign.codePointAt(0) ?? 0;
  }
}

/** Reads a regular expression; `groups` is the number of its capturing groups. */
export function parsePattern(
  pattern: string,
): { readonly node: PatternNode; readonly groups: number } | PatternFault {
  const parser = new PatternParser(pattern);
  try {
    const node = parser.whole();
    return { node, groups: parser.groups };
  } catch (error) {
    if (error instanceof Rejected) return error.fault;
    throw error;
  }
}

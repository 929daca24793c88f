import { fault } from '../fault.ts';
import { limits } from '../limits.ts';
import { isWord } from './characters.ts';
import type { Pattern } from './program.ts';

/** Offsets of the whole match and of the groups, start and end in turn; -1 where a group took no part. */
export type Captures = readonly number[];

/** Counts visits of states, so that cost can be bounded and tested without a clock. */
export interface StepCounter {
  steps: number;
}

interface Thread {
  readonly state: number;
  readonly captures: Captures;
}

function isWordAt(text: string, at: number): boolean {
  return at >= 0 && at < text.length && isWord(text.charCodeAt(at));
}

function holds(place: 'start' | 'end' | 'wordEdge' | 'noWordEdge', text: string, at: number): boolean {
  switch (place) {
    case 'start':
      return at === 0;
    case 'end':
      return at === text.length;
    case 'wordEdge':
      return isWordAt(text, at - 1) !== isWordAt(text, at);
    case 'noWordEdge':
      return isWordAt(text, at - 1) === isWordAt(text, at);
  }
}

/** One search over one text (Pike's simulation): all ways at once, best first, every state once per character. */
class Search {
  readonly #pattern: Pattern;
  readonly #text: string;
  readonly #counter: StepCounter;
  /** Offset + 1 at which a state was last entered. */
  readonly #entered: Float64Array;

  constructor(pattern: Pattern, text: string, counter: StepCounter) {
    this.#pattern = pattern;
    this.#text = text;
    this.#counter = counter;
    this.#entered = new Float64Array(pattern.states.length);
  }

  run(from: number): Captures | undefined {
    let threads: Thread[] = [];
    let best: Captures | undefined;
    const fresh: Captures = Array.from({ length: (this.#pattern.groups + 1) * 2 }, () => -1);
    for (let at = from; ;) {
      if (best === undefined) this.#enter(threads, this.#pattern.start, fresh, at);
      if (threads.length === 0 && best !== undefined) return best;
      if (this.#counter.steps > limits.patternSteps) {
        return fault('REGEXREPLACE', 'the text takes too many steps to search');
      }
      const point = this.#text.codePointAt(at);
      const after = at + (point !== undefined && point > 0xffff ? 2 : 1);
      const { advanced, matched } = this.#advance(threads, point, after);
      best = matched ?? best;
      if (point === undefined) return best;
      threads = advanced;
      at = after;
    }
  }

  /** Takes every thread over one character; a match ends those behind it, which are worse. */
  #advance(
    threads: readonly Thread[],
    point: number | undefined,
    after: number,
  ): { readonly advanced: Thread[]; readonly matched: Captures | undefined } {
    const advanced: Thread[] = [];
    for (const { state: index, captures } of threads) {
      this.#counter.steps += 1;
      const state = this.#pattern.states[index];
      if (state?.kind === 'match') return { advanced, matched: captures };
      if (state?.kind === 'character' && point !== undefined && state.test(point)) {
        this.#enter(advanced, state.next, captures, after);
      }
    }
    return { advanced, matched: undefined };
  }

  /** Adds a state and all that is reached from it without a character, in order of preference. */
  #enter(threads: Thread[], index: number, captures: Captures, at: number): void {
    if (this.#entered[index] === at + 1) return;
    this.#entered[index] = at + 1;
    this.#counter.steps += 1;
    const state = this.#pattern.states[index];
    switch (state?.kind) {
      case 'split':
        this.#enter(threads, state.next, captures, at);
        this.#enter(threads, state.other, captures, at);
        return;
      case 'save':
        this.#enter(threads, state.next, captures.with(state.slot, at), at);
        return;
      case 'assert':
        if (holds(state.place, this.#text, at)) this.#enter(threads, state.next, captures, at);
        return;
      case 'character':
      case 'match':
        threads.push({ state: index, captures });
        return;
      case undefined:
        throw new Error('a pattern leads to a state it does not have');
    }
  }
}

/**
 * The leftmost match at or after an offset; among those that begin there, the one a backtracking matcher finds
 * first. Costs at most two steps per state and character.
 *
 * @throws TenureError FORMULA_FAULT when the counter passes {@link limits.patternSteps}
 */
export function findMatch(
  pattern: Pattern,
  text: string,
  from: number,
  counter: StepCounter,
): Captures | undefined {
  return new Search(pattern, text, counter).run(from);
}

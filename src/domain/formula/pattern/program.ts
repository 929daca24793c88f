import { limits } from '../limits.ts';
import { parsePattern } from './parse.ts';
import type { CharacterTest, PatternFault, PatternNode } from './syntax.ts';

/** One state of the automaton; numbers are indices of states. */
export type State =
  | { readonly kind: 'character'; readonly test: CharacterTest; readonly next: number }
  /** Tries `next` before `other`. */
  | { readonly kind: 'split'; readonly next: number; readonly other: number }
  | { readonly kind: 'save'; readonly slot: number; readonly next: number }
  | {
      readonly kind: 'assert';
      readonly place: 'start' | 'end' | 'wordEdge' | 'noWordEdge';
      readonly next: number;
    }
  | { readonly kind: 'match' };

/** A regular expression as an automaton (Thompson's construction). */
export interface Pattern {
  readonly states: readonly State[];
  readonly start: number;
  /** Capturing groups, the whole match not counted. */
  readonly groups: number;
}

/** States that a node becomes; Infinity when it is far too large. */
function sizeOf(node: PatternNode): number {
  switch (node.kind) {
    case 'character':
    case 'assert':
      return 1;
    case 'sequence':
      return total(node.items);
    case 'choice':
      return total(node.options) + node.options.length;
    case 'group':
      return sizeOf(node.item) + 2;
    case 'repeat': {
      const copies = node.most === Infinity ? node.least + 1 : node.most;
      return Math.max(1, copies) * (sizeOf(node.item) + 1);
    }
  }
}

function total(nodes: readonly PatternNode[]): number {
  let size = 0;
  for (const node of nodes) size += sizeOf(node);
  return size;
}

/** Builds states from the end to the beginning, so that every state knows the one after it. */
class Builder {
  readonly states: State[] = [];

  add(state: State): number {
    this.states.push(state);
    return this.states.length - 1;
  }

  build(node: PatternNode, next: number): number {
    switch (node.kind) {
      case 'character':
        return this.add({ kind: 'character', test: node.test, next });
      case 'assert':
        return this.add({ kind: 'assert', place: node.place, next });
      case 'sequence': {
        let first = next;
        for (const item of node.items.toReversed()) first = this.build(item, first);
        return first;
      }
      case 'choice': {
        const starts = node.options.map((option) => this.build(option, next));
        let first = starts.at(-1) ?? next;
        for (const start of starts.slice(0, -1).toReversed()) {
          first = this.add({ kind: 'split', next: start, other: first });
        }
        return first;
      }
      case 'group': {
        const close = this.add({ kind: 'save', slot: node.index * 2 + 1, next });
        return this.add({ kind: 'save', slot: node.index * 2, next: this.build(node.item, close) });
      }
      case 'repeat':
        return this.#repeat(node, next);
    }
  }

  #split(inner: number, after: number, lazy: boolean): State {
    return lazy ? { kind: 'split', next: after, other: inner } : { kind: 'split', next: inner, other: after };
  }

  #repeat(node: PatternNode & { kind: 'repeat' }, next: number): number {
    let first = next;
    if (node.most === Infinity) {
      // The split is put in place before what it leads to, which leads back to it.
      const loop = this.add({ kind: 'match' });
      this.states[loop] = this.#split(this.build(node.item, loop), next, node.lazy);
      first = loop;
    } else {
      for (let copy = node.least; copy < node.most; copy += 1) {
        first = this.add(this.#split(this.build(node.item, first), next, node.lazy));
      }
    }
    for (let copy = 0; copy < node.least; copy += 1) first = this.build(node.item, first);
    return first;
  }
}

/**
 * Compiles a regular expression: literals, `.`, classes, `\d \w \s \p{L}`, `^ $ \b`, groups, alternation and
 * `* + ? {m,n}`, each greedy or lazy with `?`. No back references and no look-around, so that matching is linear.
 */
export function compilePattern(pattern: string): Pattern | PatternFault {
  const parsed = parsePattern(pattern);
  if ('message' in parsed) return parsed;
  if (sizeOf(parsed.node) > limits.patternStates) {
    return {
      at: 0,
      message: `the pattern has more than ${limits.patternStates} states`,
      hint: 'repeat less',
    };
  }
  const builder = new Builder();
  const close = builder.add({ kind: 'save', slot: 1, next: builder.add({ kind: 'match' }) });
  const start = builder.add({ kind: 'save', slot: 0, next: builder.build(parsed.node, close) });
  return { states: builder.states, start, groups: parsed.groups };
}

import { limits } from './limits.ts';
import type { FormulaProblem } from './types.ts';

/** A stretch of the text given: character offsets, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Gathers what is wrong with one formula, so that everything is reported at once. */
export class Problems {
  readonly #found: FormulaProblem[] = [];

  report(span: Span, message: string, hint?: string): void {
    const { start, end } = span;
    this.#found.push(hint === undefined ? { start, end, message } : { start, end, message, hint });
  }

  get some(): boolean {
    return this.#found.length > 0;
  }

  /** In the order of the text, at most {@link limits.problems}. */
  inOrder(): readonly FormulaProblem[] {
    return this.#found.toSorted((a, b) => a.start - b.start || a.end - b.end).slice(0, limits.problems);
  }
}

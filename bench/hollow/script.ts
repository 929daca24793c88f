/** An activity call as an empty workflow makes it: the same name, summary and payload sizes, nothing inside. */
export interface HollowCall {
  readonly name: string;
  readonly summary: string;
  /** Sizes of the JSON, bytes. */
  readonly inputBytes: number;
  readonly answerBytes: number;
}

/** One thing that leaves events in the history, in the order of a real employee's history. */
export type Beat =
  | { readonly kind: 'activities'; readonly calls: readonly HollowCall[] }
  | { readonly kind: 'local'; readonly call: HollowCall }
  | { readonly kind: 'publish' }
  | { readonly kind: 'rest' };

/** What an empty workflow does, carried in its input. */
export interface HollowScript {
  readonly beats: readonly Beat[];
  /** Fills the input up to the size of a real employee's. */
  readonly filler: string;
}

/** What a hollow activity is told. */
export interface HollowInput {
  readonly answerBytes: number;
  readonly filler: string;
}

/** A text whose JSON has that many bytes (at least two). */
export function fillerOf(bytes: number): string {
  return 'x'.repeat(Math.max(bytes - 2, 0));
}

/** The input of a hollow activity, as large in JSON as the real one. */
export function hollowInput({ inputBytes, answerBytes }: HollowCall): HollowInput {
  const bare = JSON.stringify({ answerBytes, filler: '' }).length;
  return { answerBytes, filler: fillerOf(inputBytes - bare + 2) };
}

/** Whether one character (code point) belongs to a set. */
export type CharacterTest = (codePoint: number) => boolean;

/** What a regular expression says. */
export type PatternNode =
  | { readonly kind: 'character'; readonly test: CharacterTest }
  | { readonly kind: 'sequence'; readonly items: readonly PatternNode[] }
  | { readonly kind: 'choice'; readonly options: readonly PatternNode[] }
  | {
      readonly kind: 'repeat';
      readonly item: PatternNode;
      readonly least: number;
      /** Infinity for no bound. */
      readonly most: number;
      readonly lazy: boolean;
    }
  | { readonly kind: 'group'; readonly index: number; readonly item: PatternNode }
  | { readonly kind: 'assert'; readonly place: 'start' | 'end' | 'wordEdge' | 'noWordEdge' };

/** What is wrong with a pattern: UTF-16 offsets into it. */
export interface PatternFault {
  readonly at: number;
  readonly message: string;
  readonly hint?: string;
}

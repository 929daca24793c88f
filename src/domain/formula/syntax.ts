import type { Span } from './problems.ts';

export type ComparisonOperator = '=' | '<>' | '<' | '<=' | '>' | '>=';
export type ArithmeticOperator = '+' | '-' | '*' | '/' | '^';
export type Operator = ComparisonOperator | ArithmeticOperator | '&';

/** What a formula says, before names and types are known. `height` is that of the tree below. */
export type SyntaxNode = Span & { readonly height: number } & (
    | { readonly kind: 'text'; readonly value: string }
    | { readonly kind: 'number'; readonly value: number }
    | { readonly kind: 'boolean'; readonly value: boolean }
    | { readonly kind: 'name'; readonly name: string }
    | {
        readonly kind: 'call';
        readonly name: string;
        readonly nameSpan: Span;
        readonly arguments: readonly SyntaxNode[];
      }
    | { readonly kind: 'sign'; readonly operator: '+' | '-'; readonly operand: SyntaxNode }
    | { readonly kind: 'percent'; readonly operand: SyntaxNode }
    | {
        readonly kind: 'arithmetic';
        readonly operator: ArithmeticOperator;
        readonly left: SyntaxNode;
        readonly right: SyntaxNode;
      }
    | {
        readonly kind: 'comparison';
        readonly operator: ComparisonOperator;
        readonly left: SyntaxNode;
        readonly right: SyntaxNode;
      }
    /** A chain of `&`, flat. */
    | { readonly kind: 'join'; readonly parts: readonly SyntaxNode[] }
    /** A place already reported; nothing further is said about it. */
    | { readonly kind: 'bad' }
  );

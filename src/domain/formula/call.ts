import { needed } from './empty.ts';
import type { Alternatives, Expression, Reader } from './expression.ts';
import { alternatives, asCondition, asDate, asNumber, asText } from './expression.ts';
import type { Problems, Span } from './problems.ts';
import type { SyntaxNode } from './syntax.ts';

/** A table of LOOKUP as it is searched: exact keys, then keys without regard to case. */
export interface LookupTable {
  readonly name: string;
  readonly entries: ReadonlyMap<string, string>;
  readonly folded: ReadonlyMap<string, string>;
}

/** Where a call finds what its formula may refer to. */
export interface CallContext {
  readonly problems: Problems;
  compile(node: SyntaxNode): Expression;
  /** The table of a name, without regard to case. */
  table(name: string): LookupTable | undefined;
  /** Names of the tables, for hints. */
  readonly tableNames: readonly string[];
}

/** The groups of the function reference. */
export type FunctionGroup = 'text' | 'logic' | 'date' | 'number';

/** What the reference page says about one function. */
export interface FormulaFunction {
  readonly name: string;
  readonly group: FunctionGroup;
  /** `LEFT(text, [count])`; brackets mark what may be left out. */
  readonly signature: string;
  readonly description: string;
  /** A formula without attributes. */
  readonly example: string;
  /** What the example answers, as a formula would write it; `empty` and `fault` for those. */
  readonly answer: string;
}

/** A function: its description, how many arguments it takes, and how a call of it is compiled. */
export interface FunctionDefinition extends FormulaFunction {
  readonly least: number;
  readonly most: number;
  build(call: Call): Expression;
}

/** One call while it is compiled: hands out its arguments as the type a function needs and reports those that do not fit. */
export class Call implements Span {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly nodes: readonly SyntaxNode[];
  readonly context: CallContext;
  readonly #compiled = new Map<number, Expression>();

  constructor(name: string, span: Span, nodes: readonly SyntaxNode[], context: CallContext) {
    this.name = name;
    this.start = span.start;
    this.end = span.end;
    this.nodes = nodes;
    this.context = context;
  }

  get count(): number {
    return this.nodes.length;
  }

  /** The argument with whatever type it has; the literal `""` when it was left out. */
  argument(index: number): Expression {
    const known = this.#compiled.get(index);
    if (known !== undefined) return known;
    const node = this.nodes[index];
    const span = { start: this.end, end: this.end };
    const made: Expression = node === undefined ? { type: 'empty', ...span } : this.context.compile(node);
    this.#compiled.set(index, made);
    return made;
  }

  /** Arguments from an index on. */
  argumentsFrom(first: number): readonly Expression[] {
    return this.nodes.slice(first).map((_, offset) => this.argument(first + offset));
  }

  text(index: number): Reader<string> {
    return asText(this.argument(index));
  }

  /** A number that must be there; faults name the role when it is empty. */
  number(index: number, role: string, otherwise?: number): Reader<number> {
    if (otherwise !== undefined && this.nodes[index] === undefined) return () => otherwise;
    const argument = this.argument(index);
    if (argument.type === 'number' && argument.constant !== undefined) {
      const { constant } = argument;
      return () => constant;
    }
    const read = asNumber(argument, this.context.problems, this.name);
    const what = argument.attribute ?? role;
    return (input) => needed(read(input), this.name, what);
  }

  /** A number without its decimals, as Excel reads counts and positions. */
  whole(index: number, role: string, otherwise?: number): Reader<number> {
    const read = this.number(index, role, otherwise);
    return (input) => Math.trunc(read(input));
  }

  /** A date `YYYY-MM-DD` that must be there. */
  date(index: number, role: string): Reader<string> {
    const argument = this.argument(index);
    const read = asDate(argument, this.context.problems, this.name);
    const what = argument.attribute ?? role;
    return (input) => needed(read(input), this.name, what);
  }

  condition(index: number): Reader<boolean> {
    return asCondition(this.argument(index), this.context.problems, this.name);
  }

  alternatives(parts: readonly Expression[]): Alternatives {
    return alternatives(parts, this.context.problems, this.name);
  }

  /** The text of an argument that must be written out, so that it is checked when the configuration is loaded. */
  literal(index: number, what: string): string | undefined {
    const argument = this.argument(index);
    if (argument.type === 'text' && argument.constant !== undefined) return argument.constant;
    if (argument.type === 'empty') return '';
    if (argument.type !== 'bad') this.report(argument, `${what} must be text in quotes`);
    return undefined;
  }

  /**
   * Offset in the formula of a character of a literal argument, which is written without the opening quote and
   * with doubled quotes.
   */
  literalOffset(index: number, character: number): number {
    const { start } = this.argument(index);
    const before = this.literal(index, '')?.slice(0, character) ?? '';
    return start + 1 + character + (before.split('"').length - 1);
  }

  report(span: Span, message: string, hint?: string): void {
    this.context.problems.report(span, message, hint);
  }

  ofText(read: Reader<string>): Expression {
    return { type: 'text', read, start: this.start, end: this.end };
  }

  ofNumber(read: Reader<number | null>): Expression {
    return { type: 'number', read, start: this.start, end: this.end };
  }

  ofBoolean(read: Reader<boolean | null>): Expression {
    return { type: 'boolean', read, start: this.start, end: this.end };
  }

  ofDate(read: Reader<string | null>): Expression {
    return { type: 'date', read, start: this.start, end: this.end };
  }

  bad(): Expression {
    return { type: 'bad', start: this.start, end: this.end };
  }
}

import type { Token } from './lexer.ts';
import { tokenize } from './lexer.ts';
import { limits } from './limits.ts';
import type { Problems, Span } from './problems.ts';
import type { Operator, SyntaxNode } from './syntax.ts';

/**
 * How tightly an operator binds; all of them group from the left (Excel, "Calculation operators and
 * precedence"): comparison, `&`, `+ -`, `* /`, `^`, then `%`, and a sign before everything: `-2^2` is 4.
 */
const bindings: Readonly<Record<Operator, number>> = {
  '=': 1,
  '<>': 1,
  '<': 1,
  '<=': 1,
  '>': 1,
  '>=': 1,
  '&': 2,
  '+': 3,
  '-': 3,
  '*': 4,
  '/': 4,
  '^': 5,
};

function isComparison(operator: Operator): operator is '=' | '<>' | '<' | '<=' | '>' | '>=' {
  return bindings[operator] === 1;
}

function heightOf(nodes: readonly SyntaxNode[]): number {
  let height = 0;
  for (const node of nodes) height = Math.max(height, node.height);
  return height + 1;
}

function combine(operator: Exclude<Operator, '&'>, left: SyntaxNode, right: SyntaxNode): SyntaxNode {
  const base = { start: left.start, end: right.end, height: heightOf([left, right]) };
  if (isComparison(operator)) return { ...base, kind: 'comparison', operator, left, right };
  return { ...base, kind: 'arithmetic', operator, left, right };
}

class Parser {
  readonly #tokens: readonly Token[];
  readonly #problems: Problems;
  readonly #last: Token;
  #at = 0;
  #depth = 0;
  #stopped = false;
  #reportedAt = -1;

  constructor(tokens: readonly Token[], last: Token, problems: Problems) {
    this.#tokens = tokens;
    this.#last = last;
    this.#problems = problems;
  }

  whole(): SyntaxNode {
    const node = this.#operation(1);
    const rest = this.#token;
    if (rest.kind === 'end') return node;
    if (rest.kind === 'close') this.#report(rest, '")" closes nothing');
    else if (rest.kind === 'separator') {
      this.#report(rest, `"${rest.shown}" stands outside a function`);
    } else if (rest.kind !== 'bad') {
      this.#report(rest, `expected an operator but found "${rest.shown}"`, 'join texts with "&"');
    }
    return node;
  }

  get #token(): Token {
    return this.#tokens[this.#at] ?? this.#last;
  }

  #report(span: Span, message: string, hint?: string): void {
    if (this.#stopped || span.start === this.#reportedAt) return;
    this.#reportedAt = span.start;
    this.#problems.report(span, message, hint);
  }

  /** Gives up on the rest, after a bound was passed. */
  #stop(span: Span, message: string): SyntaxNode {
    this.#report(span, message, 'move a part into an attribute of its own');
    this.#stopped = true;
    this.#at = this.#tokens.length;
    return this.#bad(span);
  }

  #bad(span: Span): SyntaxNode {
    return { kind: 'bad', start: span.start, end: span.end, height: 1 };
  }

  #operation(weakest: number): SyntaxNode {
    let left = this.#operand();
    for (;;) {
      const token = this.#token;
      if (token.kind !== 'operator' || bindings[token.operator] < weakest) return left;
      left = this.#binary(token.operator, left);
      if (left.height > limits.height) return this.#stop(left, 'the formula is too long a chain');
    }
  }

  /** From an operator on; a chain of `&` becomes one flat node. */
  #binary(operator: Operator, left: SyntaxNode): SyntaxNode {
    const tighter = bindings[operator] + 1;
    if (operator !== '&') {
      this.#at += 1;
      return combine(operator, left, this.#operation(tighter));
    }
    const parts = [left];
    for (let token = this.#token; token.kind === 'operator' && token.operator === '&'; token = this.#token) {
      this.#at += 1;
      parts.push(this.#operation(tighter));
    }
    const end = parts.at(-1)?.end ?? left.end;
    return { kind: 'join', parts, start: left.start, end, height: heightOf(parts) };
  }

  #operand(): SyntaxNode {
    const token = this.#token;
    this.#depth += 1;
    const node =
      this.#depth > limits.nesting
        ? this.#stop(token, `the formula is nested more than ${limits.nesting} deep`)
        : this.#signed(token);
    this.#depth -= 1;
    return node;
  }

  #signed(token: Token): SyntaxNode {
    if (token.kind === 'operator' && (token.operator === '-' || token.operator === '+')) {
      this.#at += 1;
      const operand = this.#operand();
      const span = { start: token.start, end: operand.end, height: operand.height + 1 };
      return { kind: 'sign', operator: token.operator, operand, ...span };
    }
    let node = this.#primary(token);
    for (;;) {
      const percent = this.#token;
      if (percent.kind !== 'percent') return node;
      this.#at += 1;
      node = { kind: 'percent', operand: node, start: node.start, end: percent.end, height: node.height + 1 };
      if (node.height > limits.height) return this.#stop(node, 'the formula is too long a chain');
    }
  }

  #primary(token: Token): SyntaxNode {
    const { start, end } = token;
    switch (token.kind) {
      case 'text':
        this.#at += 1;
        return { kind: 'text', value: token.value, start, end, height: 1 };
      case 'number':
        this.#at += 1;
        return { kind: 'number', value: token.value, start, end, height: 1 };
      case 'name':
        this.#at += 1;
        return this.#named(token);
      case 'open':
        this.#at += 1;
        return this.#parenthesis(token);
      case 'bad':
        this.#at += 1;
        return this.#bad(token);
      case 'end':
        this.#report(this.#beforeEnd(token), 'the formula ends where a value is expected');
        return this.#bad(token);
      case 'close':
      case 'operator':
      case 'percent':
      case 'separator':
        return this.#missing(token);
    }
  }

  /** The end of the text has no width; the last word is what a reader can look at. */
  #beforeEnd(token: Token): Span {
    return this.#tokens.at(-2) ?? token;
  }

  #missing(token: Token): SyntaxNode {
    this.#report(token, `expected a value but found "${token.shown}"`);
    if (token.kind !== 'operator' && token.kind !== 'percent') return this.#bad(token);
    this.#at += 1;
    this.#operand();
    return this.#bad(token);
  }

  #named(token: Token): SyntaxNode {
    const { start, end, shown } = token;
    const open = this.#token;
    const boolean = shown.toUpperCase();
    const call = open.kind === 'open' ? this.#call(token, open) : undefined;
    if (boolean === 'TRUE' || boolean === 'FALSE') {
      const empty = call === undefined || (call.kind === 'call' && call.arguments.length === 0);
      if (!empty) this.#report(call ?? token, `${boolean} takes no arguments`);
      return { kind: 'boolean', value: boolean === 'TRUE', start, end: call?.end ?? end, height: 1 };
    }
    return call ?? { kind: 'name', name: shown, start, end, height: 1 };
  }

  #parenthesis(open: Token): SyntaxNode {
    const inner = this.#operation(1);
    const end = this.#close(open, inner.end, false);
    return { ...inner, start: open.start, end, height: inner.height + 1 };
  }

  #call(name: Token, open: Token): SyntaxNode {
    this.#at += 1;
    const values: SyntaxNode[] = [];
    while (this.#token.kind !== 'close' || values.length > 0) {
      values.push(this.#argument());
      if (this.#token.kind !== 'separator') break;
      this.#at += 1;
    }
    const end = this.#close(open, values.at(-1)?.end ?? open.end, true);
    const nameSpan = { start: name.start, end: name.end };
    const span = { start: name.start, end, height: heightOf(values) };
    return { kind: 'call', name: name.shown, nameSpan, arguments: values, ...span };
  }

  #argument(): SyntaxNode {
    const token = this.#token;
    if (token.kind === 'separator' || token.kind === 'close') {
      this.#report(token, 'an argument is missing here', 'write "" for an empty value');
      return this.#bad(token);
    }
    const node = this.#operation(1);
    const after = this.#token;
    if (after.kind === 'separator' || after.kind === 'close' || after.kind === 'end') return node;
    const hint = after.kind === 'bad' ? undefined : 'join texts with "&", separate arguments with ","';
    if (after.kind !== 'bad') this.#report(after, `expected "," or ")" but found "${after.shown}"`, hint);
    this.#skipArgument();
    return this.#bad(node);
  }

  #skipArgument(): void {
    let open = 0;
    for (;;) {
      const { kind } = this.#token;
      if (kind === 'end' || (open === 0 && (kind === 'separator' || kind === 'close'))) return;
      if (kind === 'open') open += 1;
      if (kind === 'close') open -= 1;
      this.#at += 1;
    }
  }

  /** @returns the end of what was opened */
  #close(open: Token, end: number, arguments_: boolean): number {
    const token = this.#token;
    if (token.kind === 'close') {
      this.#at += 1;
      return token.end;
    }
    if (token.kind === 'end') {
      this.#report(open, '"(" is never closed', 'add ")"');
      return end;
    }
    if (!arguments_ && token.kind !== 'bad') {
      this.#report(token, `expected ")" but found "${token.shown}"`);
    }
    this.#skipArgument();
    if (this.#token.kind === 'close') this.#at += 1;
    return end;
  }
}

/**
 * Reads a formula into its tree. Never throws: whatever is wrong is reported, and the tree has a `bad` node
 * in its place, so that the rest can still be checked.
 *
 * @param from offset of the first character after the leading `=`
 */
export function parseFormula(source: string, from: number, problems: Problems): SyntaxNode {
  const tokens = tokenize(source, from, problems);
  const last = tokens.at(-1);
  if (last === undefined) throw new Error('a token list ends with its end');
  if (tokens.length === 1) {
    problems.report({ start: 0, end: source.length }, 'the formula is empty');
    return { kind: 'bad', start: 0, end: source.length, height: 1 };
  }
  return new Parser(tokens, last, problems).whole();
}

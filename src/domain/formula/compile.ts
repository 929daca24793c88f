import type { CallContext, FunctionDefinition, LookupTable } from './call.ts';
import { Call } from './call.ts';
import { readIsoDate } from './dates.ts';
import type { Expression } from './expression.ts';
import { fault } from './fault.ts';
import { functionAdvice, functionTable } from './functions/table.ts';
import { nearestName } from './nearest.ts';
import { arithmetic, join, percent, signed } from './arithmetic.ts';
import { comparison } from './comparison.ts';
import type { Problems, Span } from './problems.ts';
import type { SyntaxNode } from './syntax.ts';
import type { FormulaEnvironment, FormulaInput, FormulaType } from './types.ts';
import type { AttributeValue } from '../hr/record.ts';

/** The value of an attribute; what the record inherits is no value. */
function valueOf(input: FormulaInput, name: string): AttributeValue {
  if (!Object.hasOwn(input.values, name)) return null;
  return input.values[name] ?? null;
}

function textLiteral(value: string, { start, end }: Span): Expression {
  if (value === '') return { type: 'empty', start, end };
  return { type: 'text', read: () => value, constant: value, start, end };
}

function misfit(name: string, type: string): never {
  return fault(name, `the record does not hold ${type} here, as the attribute is declared`);
}

/** Reads an attribute. A value of another type than declared is a fault, not a guess. */
function readAttribute(name: string, type: FormulaType, span: Span): Expression {
  const base = { start: span.start, end: span.end, attribute: name };
  switch (type) {
    case 'text':
      return {
        ...base,
        type,
        read(input) {
          const value = valueOf(input, name);
          if (typeof value === 'string') return value;
          return value === null ? '' : misfit(name, 'text');
        },
      };
    case 'number':
      return {
        ...base,
        type,
        read(input) {
          const value = valueOf(input, name);
          if (value === null || value === '') return null;
          return typeof value === 'number' && Number.isFinite(value) ? value : misfit(name, 'a number');
        },
      };
    case 'boolean':
      return {
        ...base,
        type,
        read(input) {
          const value = valueOf(input, name);
          if (value === null || value === '') return null;
          return typeof value === 'boolean' ? value : misfit(name, 'true or false');
        },
      };
    case 'date':
      return {
        ...base,
        type,
        read(input) {
          const value = valueOf(input, name);
          if (value === null || value === '') return null;
          if (typeof value === 'string' && readIsoDate(value) !== undefined) return value;
          return misfit(name, 'a date YYYY-MM-DD');
        },
      };
  }
}

function arityOf({ least, most }: FunctionDefinition): string {
  if (most === Infinity) return `at least ${least} argument${least === 1 ? '' : 's'}`;
  if (least === most) return least === 0 ? 'no arguments' : `${least} argument${least === 1 ? '' : 's'}`;
  return `${least} to ${most} arguments`;
}

function foldKeys<T>(entries: ReadonlyMap<string, T>): ReadonlyMap<string, T> {
  const folded = new Map<string, T>();
  for (const [key, value] of entries) {
    const lower = key.toLowerCase();
    if (!folded.has(lower)) folded.set(lower, value);
  }
  return folded;
}

/** What names mean in one environment, without regard to case. Made once per environment, shared by its formulas. */
class Names {
  readonly attributes: ReadonlyMap<string, FormulaType>;
  readonly tableNames: readonly string[];
  readonly #declared: ReadonlyMap<string, string>;
  readonly #tables: ReadonlyMap<string, LookupTable>;

  constructor(environment: FormulaEnvironment) {
    this.attributes = environment.attributes;
    this.#declared = foldKeys(new Map([...environment.attributes.keys()].map((name) => [name, name])));
    const tables = environment.tables ?? new Map<string, ReadonlyMap<string, string>>();
    this.tableNames = [...tables.keys()];
    const lookups = [...tables].map(([name, entries]): [string, LookupTable] => [
      name,
      { name, entries, folded: foldKeys(entries) },
    ]);
    this.#tables = foldKeys(new Map(lookups));
  }

  /** Declared spelling of an attribute. */
  attribute(name: string): string | undefined {
    return this.attributes.has(name) ? name : this.#declared.get(name.toLowerCase());
  }

  table(name: string): LookupTable | undefined {
    return this.#tables.get(name.toLowerCase());
  }
}

const namesByEnvironment = new WeakMap<FormulaEnvironment, Names>();

function namesOf(environment: FormulaEnvironment): Names {
  const known = namesByEnvironment.get(environment);
  if (known !== undefined) return known;
  const made = new Names(environment);
  namesByEnvironment.set(environment, made);
  return made;
}

/** Gives names and types to the tree of one formula, and compiles it to closures. */
export class Compiler implements CallContext {
  readonly problems: Problems;
  readonly #names: Names;
  readonly #uses = new Set<string>();

  constructor(environment: FormulaEnvironment, problems: Problems) {
    this.problems = problems;
    this.#names = namesOf(environment);
  }

  /** Attributes read so far, in declared spelling. */
  get uses(): readonly string[] {
    return [...this.#uses];
  }

  get tableNames(): readonly string[] {
    return this.#names.tableNames;
  }

  table(name: string): LookupTable | undefined {
    return this.#names.table(name);
  }

  compile(node: SyntaxNode): Expression {
    const { start, end } = node;
    switch (node.kind) {
      case 'text':
        return textLiteral(node.value, node);
      case 'number': {
        const { value } = node;
        return { type: 'number', read: () => value, constant: value, start, end };
      }
      case 'boolean': {
        const { value } = node;
        return { type: 'boolean', read: () => value, start, end };
      }
      case 'name':
        return this.#name(node.name, node);
      case 'call':
        return this.#call(node.name, node.nameSpan, node.arguments, node);
      case 'sign':
        return signed(node, node.operator, this.compile(node.operand), this.problems);
      case 'percent':
        return percent(node, this.compile(node.operand), this.problems);
      case 'join': {
        const parts = node.parts.map((part) => this.compile(part));
        return { type: 'text', read: join(parts), start, end };
      }
      case 'arithmetic':
        return arithmetic(
          node,
          node.operator,
          this.compile(node.left),
          this.compile(node.right),
          this.problems,
        );
      case 'comparison':
        return comparison(
          node,
          node.operator,
          this.compile(node.left),
          this.compile(node.right),
          this.problems,
        );
      case 'bad':
        return { type: 'bad', start, end };
    }
  }

  #name(name: string, span: Span): Expression {
    const declared = this.#names.attribute(name);
    const type = declared === undefined ? undefined : this.#names.attributes.get(declared);
    if (declared !== undefined && type !== undefined) {
      this.#uses.add(declared);
      return readAttribute(declared, type, span);
    }
    const called = functionTable.get(name.toUpperCase());
    if (called !== undefined) {
      this.problems.report(span, `${called.name} is a function`, `write ${called.signature}`);
    } else if (this.table(name) !== undefined) {
      this.problems.report(span, `${name} is a lookup table`, `write LOOKUP(${name}, key)`);
    } else {
      this.problems.report(span, `unknown attribute ${name}`, this.#nearestAttribute(name));
    }
    return { type: 'bad', start: span.start, end: span.end };
  }

  #nearestAttribute(name: string): string | undefined {
    const nearest = nearestName(name, this.#names.attributes.keys());
    return nearest === undefined ? undefined : `did you mean ${nearest}?`;
  }

  #call(name: string, nameSpan: Span, nodes: readonly SyntaxNode[], span: Span): Expression {
    const definition = functionTable.get(name.toUpperCase());
    const call = new Call(definition?.name ?? name, span, nodes, this);
    if (definition === undefined) {
      this.problems.report(nameSpan, ...this.#unknownFunction(name));
    } else if (nodes.length < definition.least || nodes.length > definition.most) {
      const message = `${definition.name} takes ${arityOf(definition)}, not ${nodes.length}`;
      this.problems.report(span, message, `write ${definition.signature}`);
    } else {
      return definition.build(call);
    }
    call.argumentsFrom(0);
    return call.bad();
  }

  #unknownFunction(name: string): [message: string, hint: string | undefined] {
    const advice = functionAdvice.get(name.toUpperCase());
    if (advice !== undefined) return [`${name.toUpperCase()} is not available`, advice];
    if (this.#names.attribute(name) !== undefined) {
      return [`${name} is an attribute, not a function`, 'join texts with "&"'];
    }
    const nearest = nearestName(name, functionTable.keys());
    return [`unknown function ${name}`, nearest === undefined ? undefined : `did you mean ${nearest}?`];
  }
}

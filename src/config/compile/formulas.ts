import { compileFormula } from '../../domain/formula/index.ts';
import type { Formula, FormulaEnvironment, FormulaType } from '../../domain/formula/types.ts';
import { personKeyAttribute, standardAttributes } from '../../domain/hr/standard-attributes.ts';
import type { AttributeDefinition } from '../../domain/hr/record.ts';
import type { ConfigProblem } from '../problems.ts';
import type { AnnotatedValue } from '../schema-walk.ts';
import type { FormulaScope } from '../sections/common.ts';
import type { ConfigDocument } from '../yaml/document.ts';
import { problemFor } from './compiler.ts';
import { profileLines, profileOrder } from './profile-order.ts';

/** Standard attributes and declared ones; a declaration takes the place of a standard one of the same name. */
export function effectiveAttributes(
  declared: readonly AttributeDefinition[],
): readonly AttributeDefinition[] {
  const byName = new Map(declared.map((definition) => [definition.name.toLowerCase(), definition]));
  const standard = standardAttributes.map(
    (definition) => byName.get(definition.name.toLowerCase()) ?? definition,
  );
  const known = new Set(standardAttributes.map(({ name }) => name.toLowerCase()));
  return [...standard, ...declared.filter(({ name }) => !known.has(name.toLowerCase()))];
}

/** Names and types that formulas over HR attributes may use. */
export function hrEnvironment(definitions: readonly AttributeDefinition[]): ReadonlyMap<string, FormulaType> {
  const types = new Map<string, FormulaType>([[personKeyAttribute, 'text']]);
  for (const { name, type, describe } of definitions) {
    types.set(name, type);
    if (describe !== undefined) types.set(`${name}Code`, 'text');
  }
  return types;
}

/** Directory attributes of an account that mail formulas may use beside those of the profile map. */
const accountAttributes = ['cn', 'displayName', 'mail', 'sAMAccountName', 'userPrincipalName'];

function mailEnvironment(
  hr: ReadonlyMap<string, FormulaType>,
  profileAttributes: readonly string[],
): ReadonlyMap<string, FormulaType> {
  const types = new Map(hr);
  types.set('manager.mail', 'text').set('manager.displayName', 'text');
  const spelled = new Map(
    [...accountAttributes, ...profileAttributes].map((name) => [name.toLowerCase(), name]),
  );
  for (const name of spelled.values()) types.set(`account.${name}`, 'text');
  return types;
}

function sentence(words: string | undefined): string | undefined {
  if (words === undefined || words === '') return undefined;
  const end = /[.?!]$/u.test(words) ? '' : '.';
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}${end}`;
}

/** What the formulas of a file are compiled against. */
export interface FormulaWorld {
  readonly document: ConfigDocument;
  readonly values: readonly AnnotatedValue[];
  readonly hr: ReadonlyMap<string, FormulaType>;
  readonly tables: NonNullable<FormulaEnvironment['tables']>;
}

/** All formulas of a file by path, and the order in which the profile map is computed. */
export interface CompiledFormulas {
  readonly formulas: ReadonlyMap<string, Formula>;
  /** Paths of those with errors. */
  readonly failed: ReadonlySet<string>;
  /** Keys of the profile map, each behind those it refers to. */
  readonly profileOrder: readonly string[];
}

function isFormula({ annotation, text }: AnnotatedValue): boolean {
  if (annotation.kind !== 'formula') return false;
  return annotation.when === 'always' || text.trimStart().startsWith('=');
}

/**
 * Compiles every formula of the file, whatever else is wrong with it. Profile attributes come first, in the order
 * of their dependencies: others may refer to them by names that no HR attribute has.
 */
export function compileFormulas(world: FormulaWorld, problems: ConfigProblem[]): CompiledFormulas {
  const { document, values, hr, tables } = world;
  const formulas = new Map<string, Formula>();
  const failed = new Set<string>();

  function compile(value: AnnotatedValue, attributes: ReadonlyMap<string, FormulaType>): Formula | undefined {
    if (!isFormula(value) || value.annotation.kind !== 'formula') return undefined;
    const result = compileFormula(value.text, { attributes, tables }, value.annotation.expects);
    if (result.ok) {
      formulas.set(JSON.stringify(value.path), result.formula);
      return result.formula;
    }
    failed.add(JSON.stringify(value.path));
    const cut = document.commented(value.path)
      ? 'YAML reads a blank and # as the beginning of a comment: put the formula in quotes.'
      : undefined;
    for (const problem of result.problems) {
      const hint = cut ?? sentence(problem.hint);
      problems.push(
        problemFor(document, value.path, problem.message, {
          code: 'FORMULA_INVALID',
          span: document.inside(value.path, problem.start, problem.end),
          ...(hint === undefined ? {} : { hint }),
        }),
      );
    }
    return undefined;
  }

  const lines = profileLines(values);
  const order = profileOrder(document, lines, hr, problems);
  const profile = new Map(hr);
  for (const { attribute, visible } of order) if (visible) profile.set(attribute, 'text');
  for (const line of order) {
    const compiled = compile(line.value, profile);
    if (line.visible) profile.set(line.attribute, compiled?.type ?? 'text');
  }
  const scopes: Readonly<Record<FormulaScope, ReadonlyMap<string, FormulaType>>> = {
    hr,
    profile,
    mail: mailEnvironment(
      hr,
      lines.map(({ attribute }) => attribute),
    ),
  };
  const done = new Set(lines.map(({ value }) => value));
  for (const value of values) {
    if (done.has(value) || value.annotation.kind !== 'formula') continue;
    compile(value, scopes[value.annotation.over]);
  }
  return { formulas, failed, profileOrder: order.map(({ attribute }) => attribute) };
}

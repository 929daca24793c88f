import { z } from 'zod';
import { TenureError } from '../domain/errors.ts';
import { annotationKey, type Annotation } from './sections/common.ts';
import { configurationFile } from './schema.ts';
import type { Path } from './yaml/path.ts';

/** A node of the JSON Schema of tenure.yaml, the members that are looked at. */
export interface SchemaNode {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly enum?: readonly unknown[];
  readonly const?: string | number | boolean;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: SchemaNode | boolean;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly [annotationKey]?: Annotation;
}

// zod's type is wider than what it writes for these sections: never tuples, never `true` for a node.
function isSchemaNode(value: object): value is SchemaNode {
  return 'type' in value && value.type === 'object' && 'properties' in value;
}

let derived: SchemaNode | undefined;

/** The JSON Schema that zod derives from the sections, our annotations included; derived once. */
export function annotatedSchema(): SchemaNode {
  derived ??= deriveSchema();
  return derived;
}

function deriveSchema(): SchemaNode {
  const schema: object = z.toJSONSchema(configurationFile, { io: 'input' });
  if (!isSchemaNode(schema)) throw new TenureError('INTERNAL', 'The schema of tenure.yaml is not a mapping.');
  return schema;
}

/** The alternatives of a node; the node itself when it has none. */
export function alternatives(node: SchemaNode): readonly SchemaNode[] {
  const choices = node.anyOf ?? node.oneOf;
  return choices === undefined ? [node] : choices.flatMap(alternatives);
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function childNode(node: SchemaNode, part: string | number): SchemaNode | undefined {
  if (typeof part === 'number') return node.items;
  const own = node.properties !== undefined && Object.hasOwn(node.properties, part);
  if (own) return node.properties?.[part];
  return typeof node.additionalProperties === 'object' ? node.additionalProperties : undefined;
}

/** All schema nodes that may describe the value at the path. */
export function nodesAt(root: SchemaNode, path: Path): readonly SchemaNode[] {
  let nodes = [root];
  for (const part of path) {
    nodes = nodes.flatMap(alternatives).flatMap((node) => childNode(node, part) ?? []);
  }
  return nodes;
}

/** Keys that a mapping at the path may have, by name; open mappings have none of their own. */
export function keysAt(root: SchemaNode, path: Path): readonly string[] {
  const nodes = nodesAt(root, path).flatMap(alternatives);
  return [...new Set(nodes.flatMap((node) => Object.keys(node.properties ?? {})))];
}

/** What the value at the path is, in words; undefined when the schema does not say. */
export function descriptionAt(root: SchemaNode, path: Path): string | undefined {
  return nodesAt(root, path).find((node) => node.description !== undefined)?.description;
}

/** Every key of the schema with the paths of the mappings that have it, to say where a misplaced key belongs. */
export function keyHomes(root: SchemaNode): ReadonlyMap<string, readonly Path[]> {
  const homes = new Map<string, Path[]>();
  function visit(node: SchemaNode, path: Path): void {
    for (const choice of alternatives(node)) {
      for (const [key, child] of Object.entries(choice.properties ?? {})) {
        const known = homes.get(key) ?? [];
        homes.set(key, [...known, path]);
        visit(child, [...path, key]);
      }
    }
  }
  visit(root, []);
  return homes;
}

/** A value of the file together with what the schema says it is. */
export interface AnnotatedValue {
  readonly path: Path;
  readonly text: string;
  readonly annotation: Annotation;
}

/**
 * Every formula, reference and container of the file, found by walking file and schema together. Values that
 * the schema does not know are passed over, so the walk works on a file with any number of errors.
 */
export function annotatedValues(root: SchemaNode, value: unknown): readonly AnnotatedValue[] {
  const found = new Map<string, AnnotatedValue>();
  function visit(node: SchemaNode, part: unknown, path: Path): void {
    for (const choice of alternatives(node)) {
      const annotation = choice[annotationKey];
      if (typeof part === 'string' && annotation !== undefined && choice.type === 'string') {
        found.set(JSON.stringify(path), { path, text: part, annotation });
      }
      const members = Array.isArray(part) ? [...part.entries()] : isMapping(part) ? Object.entries(part) : [];
      for (const [key, member] of members) {
        const child = childNode(choice, key);
        if (child !== undefined) visit(child, member, [...path, key]);
      }
    }
  }
  visit(root, value, []);
  return [...found.values()];
}

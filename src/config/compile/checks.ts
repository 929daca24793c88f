import { isWithin, parseDn } from '../../domain/directory/dn.ts';
import type { AnnotatedValue } from '../schema-walk.ts';
import { showPath } from '../yaml/path.ts';
import type { Compiler } from './compiler.ts';

/** Every container of the file: well-formed, and below `baseDn`. */
export function checkContainers(compiler: Compiler, values: readonly AnnotatedValue[]): void {
  const base = values
    .find(({ path }) => showPath(path) === 'directories.activeDirectory.baseDn')
    ?.text.trim();
  for (const { path, text, annotation } of values) {
    if (annotation.kind !== 'container') continue;
    if (parseDn(text.trim()) === undefined) {
      compiler.report(path, `"${text}" is no distinguished name`, {
        hint: 'Write attribute=value pairs with commas between them, OU=Staff,DC=corp,DC=example; a comma inside a value is \\2C.',
      });
      continue;
    }
    const isBase = path.at(-1) === 'baseDn';
    if (base === undefined || parseDn(base) === undefined || isBase || isWithin(text.trim(), base)) continue;
    compiler.report(path, `"${text}" is not below directories.activeDirectory.baseDn, ${base}`, {
      hint: `End it with ${base}, or widen baseDn.`,
    });
  }
}

/** The values that stand in the list more than once, without regard to case, with the position of the repetition. */
export function repeated(
  values: readonly string[],
): readonly { readonly value: string; readonly index: number }[] {
  const seen = new Set<string>();
  const found: { value: string; index: number }[] = [];
  for (const [index, value] of values.entries()) {
    const key = value.toLowerCase();
    if (seen.has(key)) found.push({ value, index });
    seen.add(key);
  }
  return found;
}

const address = /^[^\s@<>(),;:"\\[\]]+@[^\s@<>(),;:"\\[\]]+\.[^\s@<>(),;:"\\[\]]+$/u;
const named = /^[^<>\r\n]*<([^<>\r\n]+)>$/u;

/** Whether the text is one mail address or several with commas or semicolons between; `Name <mail>` is allowed. */
export function isMailAddresses(text: string): boolean {
  const parts = text.split(/[,;]/u).map((part) => part.trim());
  return parts.every((part) => address.test(named.exec(part)?.[1]?.trim() ?? part));
}

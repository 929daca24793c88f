import { relative } from 'node:path';
import { parseDn } from '../../domain/directory/dn.ts';

/** A path as somebody would type it: from the working folder when it lies below. */
export function typedPath(path: string): string {
  const typed = relative(process.cwd(), path);
  return typed === '' || typed.startsWith('..') ? path : typed;
}

/** Value of the first component of a distinguished name: `OU=Sales,DC=corp` -> `Sales`. */
export function rdnOf(dn: string): string {
  return parseDn(dn)?.[0]?.[0]?.value ?? dn;
}

const wide =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|\p{Extended_Pictographic}/u;
const noWidth = /[\p{Mn}\p{Me}\p{Cf}]/u;
const rightToLeft = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFF]/u;

/** Columns that a text takes on a terminal: East Asian characters take two, combining ones none. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) {
    if (!noWidth.test(character)) width += wide.test(character) ? 2 : 1;
  }
  return width;
}

/**
 * Filled up or cut to a width. Text that runs from right to left is isolated (Unicode UAX 9), so that it does not
 * turn round what stands beside it.
 */
export function fitted(text: string, width: number): string {
  let kept = '';
  for (const character of text) {
    if (widthOf(kept + character) > width) break;
    kept += character;
  }
  const padding = ' '.repeat(Math.max(width - widthOf(kept), 0));
  return (rightToLeft.test(kept) ? `\u2068${kept}\u2069` : kept) + padding;
}

/** Lines of at most a width, broken between words; a longer word stands alone. */
export function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && widthOf(`${line} ${word}`) > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

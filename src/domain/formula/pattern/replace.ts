import { fault } from '../fault.ts';
import { limits } from '../limits.ts';
import type { Captures, StepCounter } from './match.ts';
import { findMatch } from './match.ts';
import type { Pattern } from './program.ts';
import type { PatternFault } from './syntax.ts';

/** Text, or the number of a group (0 the whole match). */
export type Replacement = readonly (string | number)[];

/** Reads a replacement: `$1` to `$99` groups, `$0` the whole match, `$$` a dollar sign. */
export function readReplacement(text: string, groups: number): Replacement | PatternFault {
  const parts: (string | number)[] = [];
  let from = 0;
  for (;;) {
    const at = text.indexOf('$', from);
    if (at < 0) break;
    parts.push(text.slice(from, at));
    const [reference = ''] = /^\$(?:\$|\d{1,2})/.exec(text.slice(at)) ?? [];
    if (reference === '') return { at, message: '"$" names no group', hint: 'write $$ for the sign itself' };
    const group = Number(reference.slice(1));
    if (reference !== '$$' && group > groups) return { at, message: `the pattern has no group ${group}` };
    parts.push(reference === '$$' ? '$' : group);
    from = at + reference.length;
  }
  parts.push(text.slice(from));
  return parts.filter((part) => part !== '');
}

function expand(replacement: Replacement, text: string, captures: Captures): string {
  let expanded = '';
  for (const part of replacement) {
    if (typeof part === 'string') {
      expanded += part;
      continue;
    }
    const start = captures[part * 2] ?? -1;
    const end = captures[part * 2 + 1] ?? -1;
    if (start >= 0 && end >= start) expanded += text.slice(start, end);
  }
  return expanded;
}

/**
 * Replaces every match, from the left, as JavaScript's `replaceAll` does with the flags `gu`.
 *
 * One search costs at most states × characters. Searches that look far ahead and match little can add up, so
 * all of them together are bounded too.
 *
 * @throws TenureError FORMULA_FAULT when the result is too long or the bound on steps is passed
 */
export function replaceMatches(
  pattern: Pattern,
  text: string,
  replacement: Replacement,
  counter: StepCounter = { steps: 0 },
): string {
  let replaced = '';
  let copied = 0;
  let from = 0;
  while (from <= text.length) {
    const captures = findMatch(pattern, text, from, counter);
    if (captures === undefined) break;
    const [start = 0, end = 0] = captures;
    replaced += text.slice(copied, start) + expand(replacement, text, captures);
    if (replaced.length > limits.textLength) {
      fault('REGEXREPLACE', `the text is longer than ${limits.textLength} characters`);
    }
    copied = end;
    from = end > start ? end : end + ((text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1);
  }
  return replaced + text.slice(copied);
}

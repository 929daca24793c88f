import { forward } from '../characters.ts';
import { fault } from '../fault.ts';

/** Segments of a SEARCH pattern; between two of them anything may stand. undefined is `?`, any one character. */
function wildcardSegments(wanted: string): (string | undefined)[][] {
  const segments: (string | undefined)[][] = [[]];
  let escaped = false;
  for (const character of wanted) {
    const segment = segments.at(-1);
    if (segment === undefined) break;
    if (escaped || !'*?~'.includes(character)) {
      if (escaped && !'*?~'.includes(character)) segment.push('~');
      segment.push(character);
      escaped = false;
    } else if (character === '~') escaped = true;
    else if (character === '?') segment.push(undefined);
    else segments.push([]);
  }
  if (escaped) segments.at(-1)?.push('~');
  return segments;
}

function segmentFits(text: string, at: number, segment: readonly (string | undefined)[]): number {
  let to = at;
  for (const wanted of segment) {
    if (to >= text.length) return -1;
    const after = forward(text, to, 1);
    if (wanted !== undefined && text.slice(to, after) !== wanted) return -1;
    to = after;
  }
  return to;
}

/**
 * First place where a pattern with `?` and `*` matches. The leftmost fit of every segment is enough: what fits
 * later leaves less room for the rest, so nothing is ever tried twice.
 */
function searchWildcards(text: string, wanted: string, from: number): number {
  let first = -1;
  let at = from;
  for (const [index, segment] of wildcardSegments(wanted).entries()) {
    let fit = segmentFits(text, at, segment);
    while (fit < 0 && at < text.length) {
      at = forward(text, at, 1);
      fit = segmentFits(text, at, segment);
    }
    if (fit < 0) return -1;
    if (index === 0) first = at;
    at = fit;
  }
  return first;
}

/** Lower case without the few letters whose lower case has another length, so that offsets stay those of the text. */
function foldInPlace(text: string): string {
  const lower = text.toLowerCase();
  if (lower.length === text.length) return lower;
  let folded = '';
  for (const character of text) {
    const small = character.toLowerCase();
    folded += small.length === character.length ? small : character;
  }
  return folded;
}

/** Offset of the first hit of SEARCH at or after an offset; -1 when there is none. */
export function search(wanted: string, text: string, from: number): number {
  const pattern = foldInPlace(wanted);
  const folded = foldInPlace(text);
  if (!/[*?~]/.test(pattern)) return folded.indexOf(pattern, from);
  // Excel's own bound for the text that SEARCH looks for.
  if (pattern.length > 255) return fault('SEARCH', 'a text with wildcards is longer than 255 characters');
  return searchWildcards(folded, pattern, from);
}

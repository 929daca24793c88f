/**
 * Positions in text. A character is a Unicode code point, so that no function ever cuts a surrogate pair in two
 * (a directory refuses the halves); within the basic plane this is what Excel counts.
 */

function isPair(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  if (unit < 0xd800 || unit > 0xdbff) return false;
  const next = text.charCodeAt(at + 1);
  return next >= 0xdc00 && next <= 0xdfff;
}

/** Offset reached from an offset by a number of characters forward; the end of the text at most. */
export function forward(text: string, from: number, characters: number): number {
  let at = from;
  for (let left = characters; left > 0 && at < text.length; left -= 1) at += isPair(text, at) ? 2 : 1;
  return Math.min(at, text.length);
}

/** Offset of the n-th character from the end; 0 when the text is shorter. */
export function backward(text: string, characters: number): number {
  let at = text.length;
  for (let left = characters; left > 0 && at > 0; left -= 1) at -= at > 1 && isPair(text, at - 2) ? 2 : 1;
  return at;
}

/** Characters before an offset. */
export function countCharacters(text: string, end: number = text.length): number {
  let count = 0;
  for (let at = 0; at < end; count += 1) at += isPair(text, at) ? 2 : 1;
  return count;
}

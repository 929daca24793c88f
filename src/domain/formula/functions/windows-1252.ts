/** Characters 128 to 159 of Windows-1252; a blank stands where the code page has none. */
const upperControls = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';

/** What Excel's CODE answers for a character that is not in the code page. */
const questionMark = 63;

/** The character of a code of Windows-1252; undefined outside 1 to 255. */
export function charOfCode(code: number): string | undefined {
  if (!(code >= 1 && code <= 255)) return undefined;
  if (code < 128 || code > 159) return String.fromCodePoint(code);
  const character = upperControls[code - 128];
  return character === ' ' || character === undefined ? String.fromCodePoint(code) : character;
}

/** The code of the first character; 63 when the code page lacks it, undefined for empty text. */
export function codeOfChar(text: string): number | undefined {
  const code = text.codePointAt(0);
  if (code === undefined) return undefined;
  if (code < 256) return code;
  const at = upperControls.indexOf(String.fromCodePoint(code));
  return at < 0 ? questionMark : at + 128;
}

import anyAscii from 'any-ascii';

/** One letter of the policy's table, with the capital form of its replacement for capital letters. */
function replaceByTable(text: string, table: Readonly<Record<string, string>>): string {
  let replaced = '';
  for (const letter of text) {
    const exact = table[letter];
    const lower = letter.toLowerCase();
    const folded = exact ?? (lower === letter ? undefined : table[lower]);
    if (folded === undefined) replaced += letter;
    else if (exact === undefined) replaced += folded.slice(0, 1).toUpperCase() + folded.slice(1);
    else replaced += exact;
  }
  return replaced;
}

/**
 * Text in ASCII: the policy's own table first (`ü` -> `ue`, `Ü` -> `Ue` unless the table says otherwise), then accents
 * folded and other scripts transliterated. The result may hold any ASCII character.
 */
export function asciiText(text: string, table: Readonly<Record<string, string>>): string {
  return anyAscii(replaceByTable(text.normalize('NFC'), table));
}

/**
 * The characters a logon-name prefix may have: letters, digits, `.`, `_` and `-`. Everything else (blanks, apostrophes,
 * what Windows refuses in sAMAccountName, active-directory 5) is dropped, and dots that a mail address cannot have.
 * The case is kept as the formula wrote it; directories compare without case.
 */
export function prefixText(text: string, table: Readonly<Record<string, string>>): string {
  return asciiText(text, table)
    .replaceAll(/[^A-Za-z0-9._-]/g, '')
    .replaceAll(/\.{2,}/g, '.')
    .replaceAll(/^\.+|\.+$/g, '');
}

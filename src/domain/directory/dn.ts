/** One attribute of a relative name; a relative name of several (`CN=a+OU=b`) is legal and rare. */
export interface DnPart {
  readonly type: string;
  readonly value: string;
}

/** A distinguished name taken apart, leaf first. */
export type Dn = readonly (readonly DnPart[])[];

const HEX_PAIR = /^[0-9a-fA-F]{2}$/;
const SPECIALS = '"+,;<>\\=\u007f';

/** Where the unescaped, unquoted separators of a name stand; undefined when a quote or escape stays open. */
function separators(text: string, separator: string): readonly number[] | undefined {
  const found: number[] = [];
  let quoted = false;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (character === '\\') {
      index++;
      if (index >= text.length) return undefined;
    } else if (character === '"') quoted = !quoted;
    else if (character === separator && !quoted) found.push(index);
  }
  return quoted ? undefined : found;
}

function split(text: string, separator: string): readonly string[] | undefined {
  const at = separators(text, separator);
  if (at === undefined) return undefined;
  const parts: string[] = [];
  let from = 0;
  for (const index of at) {
    parts.push(text.slice(from, index));
    from = index + 1;
  }
  parts.push(text.slice(from));
  return parts;
}

/** The text of hex pairs, read as UTF-8; undefined when they are not UTF-8. */
function decodeHexPairs(pairs: string): string | undefined {
  try {
    return decodeURIComponent(pairs.replaceAll(/../g, '%$&'));
  } catch {
    return undefined;
  }
}

function unescapeValue(raw: string): string | undefined {
  let value = '';
  let pairs = '';
  for (let index = 0; index < raw.length; index++) {
    const pair = raw.slice(index + 1, index + 3);
    const escaped = raw[index] === '\\';
    if (escaped && HEX_PAIR.test(pair)) {
      pairs += pair;
      index += 2;
      continue;
    }
    const decoded = decodeHexPairs(pairs);
    if (decoded === undefined) return undefined;
    value += decoded + (escaped ? (raw[++index] ?? '') : raw[index]);
    pairs = '';
  }
  const decoded = decodeHexPairs(pairs);
  return decoded === undefined ? undefined : value + decoded;
}

/** Removes blanks around a raw value, but not a trailing blank that is escaped, and no other kind of white space. */
function trimRaw(raw: string): string {
  const text = raw.replace(/^ +/, '');
  const trimmed = text.replace(/ +$/, '');
  const backslashes = /\\*$/.exec(trimmed)?.[0].length ?? 0;
  return backslashes % 2 === 1 && trimmed.length < text.length ? `${trimmed} ` : trimmed;
}

function parsePart(raw: string): DnPart | undefined {
  const equals = raw.indexOf('=');
  if (equals < 1) return undefined;
  const type = raw.slice(0, equals).trim();
  if (!/^(?:[A-Za-z][A-Za-z0-9-]*|\d+(?:\.\d+)*)$/.test(type)) return undefined;
  const text = trimRaw(raw.slice(equals + 1));
  const quoted = text.length > 1 && text.startsWith('"') && text.endsWith('"');
  const value = unescapeValue(quoted ? text.slice(1, -1) : text);
  return value === undefined || value === '' ? undefined : { type, value };
}

function parseRelativeName(raw: string): readonly DnPart[] | undefined {
  const pieces = split(raw, '+');
  if (pieces === undefined) return undefined;
  const parts: DnPart[] = [];
  for (const piece of pieces) {
    const part = parsePart(piece);
    if (part === undefined) return undefined;
    parts.push(part);
  }
  return parts;
}

/**
 * Takes a distinguished name apart (RFC 4514, and quoted values as older tools write them).
 * @returns undefined when the text is not a distinguished name
 */
export function parseDn(text: string): Dn | undefined {
  const raws = split(text, ',');
  if (raws === undefined) return undefined;
  const names: (readonly DnPart[])[] = [];
  for (const raw of raws) {
    const name = parseRelativeName(raw);
    if (name === undefined) return undefined;
    names.push(name);
  }
  return names;
}

function hexPair(character: string): string {
  return `\\${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}

/**
 * A value as it may stand in a distinguished name: specials, control characters, a leading `#` or blank and a
 * trailing blank become hex pairs, everything else stays. Never backslash-character: ldapts cuts new names at a comma
 * that no backslash precedes (active-directory 3, 4.1).
 */
export function escapeDnValue(value: string): string {
  let escaped = '';
  for (const [index, character] of Array.from(value).entries()) {
    const edge = (character === ' ' || character === '#') && index === 0;
    escaped += edge || SPECIALS.includes(character) || character < ' ' ? hexPair(character) : character;
  }
  return escaped.endsWith(' ') ? `${escaped.slice(0, -1)}\\20` : escaped;
}

/** The text of a name, every value escaped by {@link escapeDnValue}. */
export function showDn(dn: Dn): string {
  return dn
    .map((name) => name.map(({ type, value }) => `${type}=${escapeDnValue(value)}`).join('+'))
    .join(',');
}

/** `CN=<name>,<parent>`; the parent keeps its spelling. */
export function childDn(type: string, value: string, parent: string): string {
  return `${type}=${escapeDnValue(value)},${parent}`;
}

/** DN of the container, in the spelling of the text; undefined for a name of one part or no name at all. */
export function parentDn(text: string): string | undefined {
  const first = separators(text, ',')?.[0];
  return first === undefined ? undefined : trimRaw(text.slice(first + 1));
}

/** How the directory compares names: case is ignored, inner blanks are squeezed (active-directory 4.1). */
export function foldValue(value: string): string {
  return value.toLowerCase().replaceAll(/ +/g, ' ');
}

/**
 * A key that is equal for names the directory holds equal. A text that is no name folds to itself, lower case.
 * @param fold how values are compared; Windows ignores accents too
 */
export function foldDn(text: string, fold: (value: string) => string = foldValue): string {
  const dn = parseDn(text);
  if (dn === undefined) return text.toLowerCase();
  return showDn(
    dn.map((name) => name.map(({ type, value }) => ({ type: type.toLowerCase(), value: fold(value) }))),
  );
}

/** Whether two texts name the same object, whatever their spelling. */
export function sameDn(left: string, right: string): boolean {
  return left === right || foldDn(left) === foldDn(right);
}

/** Whether the first name stands below the second, or is the same. */
export function isWithin(text: string, ancestor: string): boolean {
  const inner = foldDn(text);
  const outer = foldDn(ancestor);
  return inner === outer || inner.endsWith(`,${outer}`);
}

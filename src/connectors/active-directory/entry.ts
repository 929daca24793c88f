import type { Entry } from 'ldapts';

/** An entry with its attributes by lower-case name; values always a list, in the server's order. */
export interface DirectoryEntry {
  readonly dn: string;
  /** Text values; absent attributes give an empty list. */
  texts(attribute: string): readonly string[];
  text(attribute: string): string | undefined;
  bytes(attribute: string): Buffer | undefined;
  /** Attributes of which the server sent a part only, with the number of values received. */
  readonly partial: ReadonlyMap<string, number>;
}

type Value = string | Buffer;

function asList(value: Buffer | Buffer[] | string[] | string): readonly Value[] {
  return Array.isArray(value) ? value : [value];
}

/** `member;range=0-1499`: the server sends a part of many values (active-directory 3, "ranges"). */
const RANGE = /^(.+);range=\d+-(\d+|\*)$/i;

/** The attributes of ldapts' entries, whose shape depends on the number and the bytes of the values. */
export function entryFrom(raw: Entry): DirectoryEntry {
  const values = new Map<string, readonly Value[]>();
  const partial = new Map<string, number>();
  for (const [key, value] of Object.entries(raw)) {
    if (key === 'dn') continue;
    const list = asList(value);
    const range = RANGE.exec(key);
    const name = (range?.[1] ?? key).toLowerCase();
    if (list.length === 0) continue;
    values.set(name, list);
    const last = range?.[2];
    if (last !== undefined && last !== '*') partial.set(name, Number(last) + 1);
  }

  function texts(attribute: string): readonly string[] {
    const held = values.get(attribute.toLowerCase()) ?? [];
    return held.filter((value): value is string => typeof value === 'string');
  }

  function bytes(attribute: string): Buffer | undefined {
    const value = values.get(attribute.toLowerCase())?.[0];
    return typeof value === 'string' ? Buffer.from(value, 'utf8') : value;
  }

  return { dn: raw.dn, texts, text: (attribute) => texts(attribute)[0], bytes, partial };
}

/** An entry with the values of one attribute replaced by the complete list. */
export function withTexts(
  entry: DirectoryEntry,
  attribute: string,
  complete: readonly string[],
): DirectoryEntry {
  const key = attribute.toLowerCase();
  const texts = (name: string): readonly string[] =>
    name.toLowerCase() === key ? complete : entry.texts(name);
  return {
    dn: entry.dn,
    texts,
    text: (name) => texts(name)[0],
    bytes: (name) => entry.bytes(name),
    partial: new Map([...entry.partial].filter(([name]) => name !== key)),
  };
}

/** Text form of an objectGUID: the first three groups are little-endian (active-directory 4). */
export function guidText(bytes: Buffer): string {
  const groups = [
    bytes.readUInt32LE(0).toString(16).padStart(8, '0'),
    bytes.readUInt16LE(4).toString(16).padStart(4, '0'),
    bytes.readUInt16LE(6).toString(16).padStart(4, '0'),
    bytes.toString('hex', 8, 10),
    bytes.toString('hex', 10, 16),
  ];
  return groups.join('-');
}

/** Whether a text is an id of this directory. */
export function isGuid(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

/** Text form of an objectSid, `S-1-5-21-...`. */
export function sidText(bytes: Buffer): string {
  const parts = [bytes.readUInt8(0), bytes.readUIntBE(2, 6)];
  for (let index = 0; index < bytes.readUInt8(1); index++) parts.push(bytes.readUInt32LE(8 + 4 * index));
  return `S-${parts.join('-')}`;
}

/** How an object is addressed whatever its name is at the moment: search base, modify, move, link value. */
export function guidDn(id: string): string {
  return `<GUID=${id}>`;
}

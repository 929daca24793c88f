import anyAscii from 'any-ascii';
import type { NamePool } from './cultures.ts';
import { createRandom, type Random } from './random.ts';
import type { Person } from './types.ts';

const keyAlphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789';

const prefixes = new Map<number, string>();

function tenantPrefix(seed: number): string {
  const prefix = prefixes.get(seed) ?? createRandom(seed, 'tenant').text(keyAlphabet, 6);
  prefixes.set(seed, prefix);
  return prefix;
}

/** EEID of the person at a position: 12 alphanumerics, unique within a seed for a million people. */
export function personKeyAt(seed: number, index: number): string {
  // Joined, not added: V8 keeps a sum of strings as a tree, several times the size of the text.
  return [tenantPrefix(seed), String(index).padStart(6, '0')].join('');
}

/** The GUID that UKG calls `personId`, derived from {@link Person.identityOf}. */
export function personIdOf({ identityOf }: Pick<Person, 'identityOf'>): string {
  const hex = createRandom('personId', identityOf).text('0123456789abcdef', 30);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(12, 15)}-a${hex.slice(15, 18)}-${hex.slice(18)}`;
}

/** The names a person comes with. */
export interface Names {
  readonly firstName: string;
  readonly middleName: string | null;
  readonly lastName: string;
  readonly preferredName: string | null;
}

// Each is something that has broken a directory somewhere; the typographic apostrophe differs from the plain one.
const apostrophes = ["O'Brien", "D'Angelo", 'O’Neill', "N'Diaye", "de l'Étoile"];
const longLastName = 'Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh von Hohenzollern-Sigmaringen';
const longFirstName = 'Maria del Carmen Concepción Francisca Josefa Antonia Guadalupe Esperanza';
const mononyms = ['Suparman', 'Sukarno', 'Madhavan', 'Björk', 'ஆனந்தி'];

function drawPreferred(random: Random, choice: readonly string[]): string | null {
  const luck = random.next();
  if (luck < 0.2) return random.pick(choice);
  if (luck < 0.25) return '';
  return luck < 0.28 ? ' ' : null;
}

/**
 * Names from a pool, with the awkward ones at fixed positions, so that a workforce of 40 has one of each kind:
 * apostrophe, hyphen, very long, one name only (UKG demands a first name, so HR writes FNU, "first name unknown").
 */
export function drawNames(index: number, gender: 'F' | 'M', pool: NamePool, random: Random): Names {
  const first = random.pick(pool.firstNames[gender]);
  const last = random.pick(pool.lastNames[gender]);
  const middleName = random.chance(0.3) ? random.pick(pool.firstNames[gender]) : null;
  const preferredName = drawPreferred(random, pool.firstNames[gender]);
  if (index % 41 === 11)
    return { firstName: first, middleName, lastName: random.pick(apostrophes), preferredName };
  if (index % 43 === 12) {
    const second = random.pick(pool.lastNames[gender]);
    return {
      firstName: `${first}-${random.pick(pool.firstNames[gender])}`,
      middleName,
      lastName: `${last}-${second}`,
      preferredName,
    };
  }
  if (index % 59 === 13)
    return { firstName: longFirstName, middleName, lastName: longLastName, preferredName: 'Maricarmen' };
  if (index % 61 === 16)
    return { firstName: 'FNU', middleName: null, lastName: random.pick(mononyms), preferredName: null };
  return { firstName: first, middleName, lastName: last, preferredName };
}

function asciiLetters(text: string): string {
  return anyAscii(text)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '');
}

/** A UKG user name: initial and last name, upper-case Latin letters. Not unique, as in real tenants. */
export function userNameOf(firstName: string, lastName: string): string {
  return (asciiLetters(firstName).slice(0, 1) + asciiLetters(lastName).slice(0, 19)).toUpperCase();
}

/** `first.last` in plain Latin letters, at most 60 characters. */
export function mailNameOf(firstName: string, lastName: string): string {
  return [asciiLetters(firstName).slice(0, 24), asciiLetters(lastName).slice(0, 35)].join('.');
}

/** Ten digits that no real line has: the 555-01xx block (NANP) behind a drawn area code. */
export function drawPhone(random: Random): string {
  return `${201 + random.below(700)}55501${String(random.below(100)).padStart(2, '0')}`;
}

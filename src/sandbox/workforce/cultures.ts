import type { Faker } from '@faker-js/faker';
import { faker as arabic } from '@faker-js/faker/locale/ar';
import { faker as german } from '@faker-js/faker/locale/de';
import { faker as greek } from '@faker-js/faker/locale/el';
import { faker as british } from '@faker-js/faker/locale/en_GB';
import { faker as indian } from '@faker-js/faker/locale/en_IN';
import { faker as american } from '@faker-js/faker/locale/en_US';
import { faker as french } from '@faker-js/faker/locale/fr';
import { faker as canadian } from '@faker-js/faker/locale/fr_CA';
import { faker as hebrew } from '@faker-js/faker/locale/he';
import { faker as indonesian } from '@faker-js/faker/locale/id_ID';
import { faker as japanese } from '@faker-js/faker/locale/ja';
import { faker as korean } from '@faker-js/faker/locale/ko';
import { faker as polish } from '@faker-js/faker/locale/pl';
import { faker as brazilian } from '@faker-js/faker/locale/pt_BR';
import { faker as turkish } from '@faker-js/faker/locale/tr';
import { faker as ukrainian } from '@faker-js/faker/locale/uk';
import { faker as vietnamese } from '@faker-js/faker/locale/vi';
import { faker as chinese } from '@faker-js/faker/locale/zh_CN';
import { hash32 } from './random.ts';

/** Where names and addresses of a kind come from. */
interface Culture {
  readonly country: string;
  readonly faker: Faker;
}

/** Order matters: a small workforce takes its foreign names from the top, and should meet every script. */
export const cultures = {
  uk: { country: 'UKR', faker: ukrainian },
  ja: { country: 'JPN', faker: japanese },
  pl: { country: 'POL', faker: polish },
  el: { country: 'GRC', faker: greek },
  ar: { country: 'ARE', faker: arabic },
  vi: { country: 'VNM', faker: vietnamese },
  zh: { country: 'CHN', faker: chinese },
  fr: { country: 'FRA', faker: french },
  de: { country: 'DEU', faker: german },
  ko: { country: 'KOR', faker: korean },
  tr: { country: 'TUR', faker: turkish },
  he: { country: 'ISR', faker: hebrew },
  pt: { country: 'BRA', faker: brazilian },
  in: { country: 'IND', faker: indian },
  id: { country: 'IDN', faker: indonesian },
  ca: { country: 'CAN', faker: canadian },
  gb: { country: 'GBR', faker: british },
  us: { country: 'USA', faker: american },
} as const satisfies Record<string, Culture>;

export type CultureName = keyof typeof cultures;

/** Names and places of one culture, drawn once per seed: drawing per person would cost seconds for 100,000 people. */
export interface NamePool {
  readonly firstNames: Readonly<Record<'F' | 'M', readonly string[]>>;
  readonly lastNames: Readonly<Record<'F' | 'M', readonly string[]>>;
  readonly cities: readonly string[];
  readonly streets: readonly string[];
}

function draw(count: number, make: () => string): string[] {
  return Array.from({ length: count }, make);
}

// Drawing costs some 10 ms a culture, and a test run or a restart asks for the same seed again and again.
const pools = new Map<string, NamePool>();

/** The pool of a culture for a seed: equal seeds give equal pools. */
export function namePool(seed: number, name: CultureName): NamePool {
  const key = `${seed}/${name}`;
  const pool = pools.get(key) ?? drawNamePool(hash32(key), name);
  if (pools.size >= 10 * cultureNames.length) pools.clear();
  pools.set(key, pool);
  return pool;
}

/** The pool of the culture at home in a country; the caller has checked that {@link cultureOf} knows the country. */
export function homePool(seed: number, country: string): NamePool {
  return namePool(seed, cultureOf(country) ?? 'us');
}

function drawNamePool(seed: number, name: CultureName): NamePool {
  const source = cultures[name].faker;
  source.seed(seed);
  return {
    firstNames: {
      F: draw(160, () => source.person.firstName('female')),
      M: draw(160, () => source.person.firstName('male')),
    },
    lastNames: {
      F: draw(320, () => source.person.lastName('female')),
      M: draw(320, () => source.person.lastName('male')),
    },
    cities: draw(24, () => source.location.city()),
    streets: draw(48, () => source.location.street()),
  };
}

/** The culture whose names are at home in a country; undefined when the sandbox knows none. */
export function cultureOf(country: string): CultureName | undefined {
  return cultureNames.find((name) => cultures[name].country === country);
}

function isCultureName(name: string): name is CultureName {
  return name in cultures;
}

export const cultureNames: readonly CultureName[] = Object.keys(cultures).filter((name) =>
  isCultureName(name),
);

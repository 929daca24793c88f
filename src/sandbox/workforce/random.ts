/** A reproducible stream of numbers: the same parts give the same stream on every machine. */
export interface Random {
  /** At least 0, less than 1. */
  next(): number;
  /** An integer of at least 0, less than `bound`. */
  below(bound: number): number;
  chance(probability: number): boolean;
  /** One of a list that is not empty. */
  pick<T>(list: readonly T[]): T;
  /** `length` characters of `alphabet`. */
  text(alphabet: string, length: number): string;
}

/** FNV-1a with a final mix, 32 bits: spreads neighbouring seeds and indices far apart. */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** A stream of its own for each purpose (`createRandom(seed, 'person', 17)`), so that one draw more disturbs nothing else. */
export function createRandom(...parts: readonly (string | number)[]): Random {
  let state = hash32(parts.join('\u0000'));
  // mulberry32
  function next(): number {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }
  function below(bound: number): number {
    return Math.floor(next() * bound);
  }
  return {
    next,
    below,
    chance: (probability) => next() < probability,
    pick(list) {
      const chosen = list[below(list.length)];
      if (chosen === undefined) throw new RangeError('nothing to pick from');
      return chosen;
    },
    text(alphabet, length) {
      let text = '';
      for (let count = 0; count < length; count++) text += alphabet.charAt(below(alphabet.length));
      return text;
    },
  };
}

/** A permutation that depends on the seed alone. */
export function shuffled<T>(list: readonly T[], random: Random): T[] {
  const copy = [...list];
  for (let index = copy.length - 1; index > 0; index--) {
    const other = random.below(index + 1);
    const held = copy[index];
    const swapped = copy[other];
    if (held === undefined || swapped === undefined) continue;
    copy[index] = swapped;
    copy[other] = held;
  }
  return copy;
}

import { makePassword } from '../../../activities/passwords/passwords.ts';
import { effWords } from '../../../activities/passwords/eff-words.ts';
import type { Formula } from '../../../src/domain/formula/types.ts';

const input = { values: {}, today: '2027-02-15' };

function formula(value: string | null): Formula {
  return { source: 'x', type: 'text', uses: [], evaluate: () => value };
}

describe('a generated password', () => {
  const drawn = Array.from({ length: 400 }, () =>
    makePassword({ kind: 'generated', length: 16 }, input, ['Dana', 'Park']),
  );

  it('has the length that the policy asks for, and all four classes of characters', () => {
    for (const password of drawn) {
      expect(password).toHaveLength(16);
      expect(password).toMatch(/[a-z]/);
      expect(password).toMatch(/[A-Z]/);
      expect(password).toMatch(/[0-9]/);
      expect(password).toMatch(/[^A-Za-z0-9]/);
    }
  });

  it('has no character that is taken for another', () => {
    for (const password of drawn) expect(password).not.toMatch(/[0Oo1lI]/);
  });

  it('never comes twice', () => {
    expect(new Set(drawn).size).toBe(drawn.length);
  });

  it('has no class at a place of its own', () => {
    expect(new Set(drawn.map((password) => password.charAt(0).toLowerCase())).size).toBeGreaterThan(15);
  });

  it('contains no part of the name of three letters or more, in any case', () => {
    // With these parts about every second draw would contain one.
    const parts = ['abc', 'xyz'];
    for (let round = 0; round < 200; round += 1) {
      const password = makePassword({ kind: 'generated', length: 64 }, input, parts).toLowerCase();
      for (const part of parts) expect(password).not.toContain(part);
    }
  });
});

describe('a passphrase', () => {
  const drawn = Array.from({ length: 200 }, () =>
    makePassword({ kind: 'passphrase', words: 4 }, input, ["Zoë O'Neil-Smith"]),
  );

  it('is so many words of the list with capitals, and a number of two digits', () => {
    const known = new Set(effWords.map((word) => word.toLowerCase()));
    for (const passphrase of drawn) {
      const parts = passphrase.split('-');
      expect(parts).toHaveLength(5);
      for (const word of parts.slice(0, 4)) {
        expect(word).toMatch(/^[A-Z]/);
        expect(known.has(word.toLowerCase())).toBe(true);
      }
      expect(parts[4]).toMatch(/^[1-9][0-9]$/);
    }
  });

  it('is drawn again while it contains a part of the name', () => {
    const word = effWords[0] ?? '';
    for (let round = 0; round < 50; round += 1) {
      const passphrase = makePassword({ kind: 'passphrase', words: 2 }, input, [word]);
      expect(passphrase.toLowerCase()).not.toContain(word.toLowerCase());
    }
  });

  it('comes from a list that is long enough and holds every word once', () => {
    expect(new Set(effWords).size).toBe(effWords.length);
    // Four words and two digits: more than 2^46 passphrases.
    expect(effWords.length ** 4 * 90).toBeGreaterThan(2 ** 46);
  });

  it('is given up when every draw contains the name, with a remedy', () => {
    const everything = 'abcdefghijklmnopqrstuvwxyz'.split('');
    const parts = everything.flatMap((first) =>
      everything.flatMap((second) => effWords.filter((w) => w.startsWith(first + second))),
    );
    expect(() => makePassword({ kind: 'passphrase', words: 4 }, input, parts)).toThrow(
      expect.objectContaining({ code: 'AD_PASSWORD_REFUSED' }),
    );
  });
});

describe('a password by formula', () => {
  it('is what the formula gives', () => {
    expect(makePassword({ kind: 'formula', formula: formula('Start-2027!') }, input, [])).toBe('Start-2027!');
  });

  it.each(['short', '', null])('of %j is refused, and the message does not repeat it', (value) => {
    const attempt = (): string => makePassword({ kind: 'formula', formula: formula(value) }, input, []);
    expect(attempt).toThrow(expect.objectContaining({ code: 'AD_PASSWORD_REFUSED' }));
    expect(attempt).toThrow(/less than eight/);
  });
});

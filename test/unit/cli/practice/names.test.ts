import { fitted, rdnOf, widthOf, wrapped } from '../../../../src/cli/practice/names.ts';

describe('a cell of the table', () => {
  it('is as wide on a terminal as it says, whatever the script', () => {
    expect(widthOf('Zoë')).toBe(3);
    expect(widthOf('Zoe\u0308')).toBe(3);
    expect(widthOf('昇 児玉')).toBe(7);
    for (const name of ['Zoë', '昇 児玉', 'Γρηγόριος Θεοδωρίδης', 'محمد الأحمد', 'x'.repeat(40)]) {
      expect(widthOf(fitted(name, 20))).toBe(20);
    }
  });

  it('keeps text that runs from right to left to itself', () => {
    expect(fitted('محمد', 6)).toBe('\u2068محمد\u2069  ');
  });

  it('is broken between words only', () => {
    expect(wrapped('one two three', 7)).toEqual(['one two', 'three']);
    expect(wrapped('incomprehensibilities end', 7)).toEqual(['incomprehensibilities', 'end']);
  });
});

describe('the first component of a distinguished name', () => {
  it.each([
    ['OU=Sales,DC=corp,DC=example', 'Sales'],
    ['CN=Park\\, Dana,OU=Staff,DC=corp', 'Park, Dana'],
    ['CN=A\\2cB,DC=corp', 'A,B'],
    ['CN=Zo\\c3\\ab,DC=corp', 'Zoë'],
    ['no name', 'no name'],
  ])('is read from %s', (dn, value) => {
    expect(rdnOf(dn)).toBe(value);
  });
});

import { array, assert, constantFrom, property, string, tuple } from 'fast-check';
import {
  childDn,
  escapeDnValue,
  foldDn,
  isWithin,
  parentDn,
  parseDn,
  sameDn,
  showDn,
} from '../../../../src/domain/directory/dn.ts';

const value = string({ unit: 'grapheme', minLength: 1 });
function leafValue(text: string): string | undefined {
  return parseDn(text)?.[0]?.[0]?.value;
}

const names = array(tuple(constantFrom('CN', 'OU', 'DC'), value), { minLength: 1, maxLength: 5 });

function build(parts: readonly (readonly [string, string])[]): string {
  return parts.map(([type, text]) => `${type}=${escapeDnValue(text)}`).join(',');
}

describe('properties', () => {
  it('whatever is escaped is read back', () => {
    assert(
      property(names, (parts) => {
        expect(parseDn(build(parts))).toEqual(parts.map(([type, text]) => [{ type, value: text }]));
      }),
    );
  });

  it('the text of a parsed name names the same object', () => {
    assert(
      property(names, (parts) => {
        const text = build(parts);
        const parsed = parseDn(text);
        expect(parsed).toBeDefined();
        expect(sameDn(showDn(parsed ?? []), text)).toBe(true);
      }),
    );
  });

  it('a child stands in its parent, whatever its name', () => {
    assert(
      property(value, names, (name, parts) => {
        const parent = build(parts);
        const child = childDn('CN', name, parent);
        expect(parentDn(child)).toBe(parent);
        expect(leafValue(child)).toBe(name);
        expect(isWithin(child, parent)).toBe(true);
        expect(isWithin(parent, child)).toBe(false);
      }),
    );
  });

  it('no escaped value holds a comma, so that ldapts cuts a new name where we mean it', () => {
    assert(
      property(value, (text) => {
        expect(escapeDnValue(text)).not.toContain(',');
        expect(/[^\\],/.exec(childDn('CN', text, 'OU=x'))?.index).toBe(
          childDn('CN', text, 'OU=x').length - ',OU=x'.length - 1,
        );
      }),
    );
  });

  it('any text is parsed or refused, never a crash', () => {
    assert(
      property(string({ unit: 'binary' }), (text) => {
        const parsed = parseDn(text);
        expect(parsed === undefined || parsed.length > 0).toBe(true);
        expect(typeof foldDn(text)).toBe('string');
      }),
    );
  });
});

describe('names as servers write them', () => {
  it.each([
    [String.raw`CN=Doe\, Jane,OU=Staff,DC=x`, 'Doe, Jane'],
    [String.raw`CN=Doe\2C Jane,OU=Staff,DC=x`, 'Doe, Jane'],
    [String.raw`CN=\#hash \+ \"quote\",DC=x`, '#hash + "quote"'],
    [String.raw`CN=a\3Db\3Bc\0Ad,DC=x`, 'a=b;c\nd'],
    [String.raw`CN=back\\,DC=x`, 'back\\'],
    [String.raw`CN=J\C3\BCrgen,DC=x`, 'Jürgen'],
    [String.raw`CN=trailing\20,DC=x`, 'trailing '],
    [String.raw`CN=trailing\ ,DC=x`, 'trailing '],
    ['CN="Doe, Jane",DC=x', 'Doe, Jane'],
    ['CN = spaced , DC = x', 'spaced'],
    ['CN=o:p/q,DC=x', 'o:p/q'],
    ['CN=\u00a0no-break\u3000,DC=x', '\u00a0no-break\u3000'],
  ])('%s', (text, name) => {
    expect(leafValue(text)).toBe(name);
  });

  it.each([
    '',
    'no name',
    'CN=',
    'CN=a,',
    ',CN=a',
    '=a',
    'CN="open,DC=x',
    'CN=a\\',
    String.raw`CN=\FF,DC=x`,
    '<GUID=1>',
  ])('%j is not a name', (text) => {
    expect(parseDn(text)).toBeUndefined();
  });

  it('reads a relative name of two parts', () => {
    expect(parseDn('CN=a+OU=b,DC=x')?.[0]).toEqual([
      { type: 'CN', value: 'a' },
      { type: 'OU', value: 'b' },
    ]);
  });
});

describe('comparison', () => {
  it.each([
    ['CN=A,DC=x', 'cn=a, dc=X', true],
    [String.raw`CN=a\,b,DC=x`, String.raw`CN=a\2Cb,DC=x`, true],
    ['CN=a  b,DC=x', 'CN=A B,DC=x', true],
    ['CN=JÜRGEN,DC=x', 'CN=jürgen,DC=x', true],
    ['CN=jurgen,DC=x', 'CN=jürgen,DC=x', false],
    ['CN=a,DC=x', 'OU=a,DC=x', false],
    ['CN=a,DC=x', 'CN=a,DC=y', false],
    ['', 'CN=a,DC=x', false],
  ])('%s and %s: %s', (left, right, same) => {
    expect(sameDn(left, right)).toBe(same);
    expect(sameDn(right, left)).toBe(same);
  });

  it('does not take a longer last part for a container', () => {
    expect(isWithin('CN=a,OU=bigStaff,DC=x', 'OU=Staff,DC=x')).toBe(false);
    expect(isWithin('CN=a,ou=staff,DC=x', 'OU=Staff,DC=X')).toBe(true);
  });
});

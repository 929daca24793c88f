import * as fc from 'fast-check';
import { readDocument } from '../../../../src/config/yaml/document.ts';

/** Characters that the spans of `b.a` cover, put together. */
function covered(source: string, start: number, end: number): string {
  const document = readDocument(source, 'tenure.yaml');
  const span = document.inside(['b', 'a'], start, end);
  return source.slice(span.start, span.end);
}

function valueOf(source: string): unknown {
  const { value } = readDocument(source, 'tenure.yaml');
  const outer: unknown = typeof value === 'object' && value !== null && 'b' in value ? value.b : undefined;
  return typeof outer === 'object' && outer !== null && 'a' in outer ? outer.a : undefined;
}

const words = fc
  .array(fc.stringMatching(/^[A-Za-zäß北=("&)<>+.-]{1,8}$/u), { minLength: 1, maxLength: 12 })
  .map((parts) => `x${parts.join(' ')}`);

/** How a text can stand in a file; the lines of `text` are at most `width` long. */
const styles: Readonly<Record<string, (lines: readonly string[]) => string>> = {
  plain: (lines) => lines.join('\n      '),
  'single-quoted': (lines) => `'${lines.map((line) => line.replaceAll("'", "''")).join('\n    ')}'`,
  'double-quoted': (lines) =>
    `"${lines.map((line) => line.replaceAll('"', String.raw`\"`).replaceAll('ä', String.raw`\u00e4`)).join('\n   ')}"`,
  literal: (lines) => `|\n      ${lines.join('\n      ')}`,
  folded: (lines) => `>-\n     ${lines.join('\n     ')}`,
};

function inLines(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

describe('the place of a character inside a value', () => {
  it.each(Object.keys(styles))('is where it stands in the file, for every %s text', (style) => {
    fc.assert(
      fc.property(words, fc.integer({ min: 5, max: 40 }), fc.boolean(), (text, width, carriageReturns) => {
        const written = styles[style]?.(inLines(text, width)) ?? '';
        const source = `a: 1\nb:\n  a: ${written}\n`.replaceAll('\n', carriageReturns ? '\r\n' : '\n');
        const document = readDocument(source, 'tenure.yaml');
        const value = valueOf(source);
        fc.pre(typeof value === 'string' && document.problems.length === 0);
        const characters = typeof value === 'string' ? value.split('') : [];
        for (const [index, character] of characters.entries()) {
          if (/\s/u.test(character)) continue;
          const { start, end } = document.inside(['b', 'a'], index, index + 1);
          const found = source.slice(start, end);
          expect(found === character || found === '\\').toBe(true);
        }
      }),
    );
  });

  it('follows escapes of double quotes', () => {
    const source = String.raw`b: { a: "\u0041\x42\tC\\D" }`;
    expect(valueOf(source)).toBe('AB\tC\\D');
    expect(
      [0, 1, 2, 3, 4, 5].map(
        (at) => source.indexOf('"') + 1 === readDocument(source, 'x').inside(['b', 'a'], at, at + 1).start,
      ),
    ).toEqual([true, false, false, false, false, false]);
    expect(covered(source, 3, 4)).toBe('C');
    expect(covered(source, 5, 6)).toBe('D');
  });

  it('is the whole value when the source cannot be followed', () => {
    const source = 'b:\n  a: "x\\\n    y z"\n';
    expect(valueOf(source)).toBe('xy z');
    expect(covered(source, 1, 2)).toBe('"x\\\n    y z"');
  });

  it('is behind the last character at the end', () => {
    const source = 'b: { a: =LEFT }';
    const span = readDocument(source, 'x').inside(['b', 'a'], 5, 5);
    expect(span).toEqual({ start: source.indexOf(' }'), end: source.indexOf(' }') + 1 });
  });

  it('stands where it was written when the value fell apart', () => {
    const source = 'b: { a: =IF(x, "a, b", y), c: 1 }';
    expect(valueOf(source)).toBe('=IF(x, "a, b", y)');
    expect(covered(source, 8, 9)).toBe('a');
    expect(readDocument(source, 'x').value).toEqual({ b: { a: '=IF(x, "a, b", y)', c: 1 } });
  });
});

describe('a document', () => {
  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        const document = readDocument(text, 'tenure.yaml');
        for (const problem of document.problems) expect(problem.place.line).toBeGreaterThanOrEqual(1);
        for (const path of document.paths()) expect(document.place(path).column).toBeGreaterThanOrEqual(1);
      }),
    );
  });

  it('never throws on text that is nearly a configuration', () => {
    const piece = fc.constantFrom(
      'a',
      ': ',
      '\n',
      '  ',
      '- ',
      '{ ',
      ' }',
      '[',
      ']',
      ', ',
      '"',
      "'",
      '=IF(',
      ')',
      '&x ',
      '*x',
      '|',
      '>',
      '#',
      '? ',
      '<<',
      'DC=a',
      '\t',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const document = readDocument(pieces.join(''), 'tenure.yaml');
        expect([...document.paths()].map((path) => document.has(path))).not.toContain(false);
      }),
    );
  });
});

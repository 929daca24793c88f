import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { emptyRules } from '../../../../src/domain/formula/empty.ts';
import { formulaFunctions } from '../../../../src/domain/formula/index.ts';
import { shown } from './evaluate.ts';

/** Cells of every table row of the page, without the blanks that align them. */
const rows = readFileSync(join(__dirname, '../../../../docs/formulas.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );

describe('docs/formulas.md', () => {
  it('shows the table of empty values as the code has it', () => {
    const types = new Set(['text', 'number', 'date', 'boolean']);
    const found = rows.filter((cells) => cells.length === 5 && types.has(cells[3] ?? ''));
    expect(found).toEqual(
      emptyRules.map(({ where, rule, example, type, answer }) => [
        where,
        rule,
        `\`=${example}\``,
        type,
        `\`${answer}\``,
      ]),
    );
  });

  it('shows every function as the catalogue has it, and no other', () => {
    const found = rows.filter(([signature]) => /^`[A-Z]+\(/.test(signature ?? ''));
    const wanted = formulaFunctions.map(({ signature, description, example, answer }) => [
      `\`${signature}\``,
      description,
      `\`=${example}\``,
      `\`${answer}\``,
    ]);
    expect(found).toHaveLength(wanted.length);
    expect(found).toEqual(expect.arrayContaining(wanted));
  });

  const examples = rows.flatMap(([formula = '', answer = '']) =>
    formula.startsWith('`=') ? [[formula.slice(1, -1), answer.slice(1, -1)]] : [],
  );

  it.each(examples)('%s answers %s, as the page says', (formula, answer) => {
    expect(shown(formula, { startDate: '2024-02-29', firstName: 'Ana', lastName: 'Silva' })).toBe(answer);
  });
});

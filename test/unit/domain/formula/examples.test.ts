import { compileFormula, formulaFunctions, showAnswer } from '../../../../src/domain/formula/index.ts';

const environment = {
  attributes: new Map(),
  tables: new Map([['sites', new Map([['WES', 'Weston']])]]),
};

describe('the catalogue of functions', () => {
  it.each(formulaFunctions.map((entry) => [entry.example, entry.answer]))(
    '%s answers %s',
    (example, answer) => {
      const result = compileFormula(example, environment);
      if (!result.ok) throw new Error(JSON.stringify(result.problems));
      const value = result.formula.evaluate({ values: {}, today: '2026-03-02' });
      expect(showAnswer(value, result.formula.type)).toBe(answer);
    },
  );
});

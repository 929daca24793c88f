import { testBundle } from '../support/temporal.ts';

/** Everything here would run again on every replay; measured, the first two cost 2.8 times the CPU. */
const unwanted: readonly (readonly [string, RegExp])[] = [
  ['zod', /node_modules\/zod\//],
  ['the date library', /node_modules\/temporal-(?:polyfill|utils|spec)\//],
  ['the formula language', /\/src\/domain\/formula\//],
  ['the connectors', /\/src\/connectors\//],
  ['the configuration', /\/src\/config\//],
  ['code of the activities', /\.\/activities\//],
];

describe('the workflow bundle', () => {
  let code: string;

  beforeAll(async () => {
    code = (await testBundle()).code.replace(/\/\/# sourceMappingURL=.*$/s, '');
  });

  it('is recognised by the paths of its modules', () => {
    expect(code).toMatch(/\/employee\/walk\.(?:ts|js)/);
    expect(code).toMatch(/\/src\/domain\/lifecycle\/memory\.(?:ts|js)/);
  });

  it.each(unwanted)('does not contain %s', (_what, path) => {
    expect(code).not.toMatch(path);
  });

  it('is at most two megabytes', async () => {
    expect(Buffer.byteLength((await testBundle()).code)).toBeLessThanOrEqual(2 * 1024 * 1024);
  });
});

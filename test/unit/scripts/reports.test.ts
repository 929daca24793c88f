import { join } from 'node:path';
import { evaluate } from './run-node.ts';

const root = join(__dirname, '..', '..', '..');

describe('the arguments of npm test', () => {
  test.each([
    [[], { samba: false, forJest: [] }],
    [['--samba', 'test/unit/a'], { samba: true, forJest: ['test/unit/a'] }],
    [['--cache', '0', '-t', 'name'], { samba: false, cache: '0', forJest: ['-t', 'name'] }],
    [['--cache=12'], { samba: false, cache: '12', forJest: [] }],
  ])('%j are split between us and Jest', async (args, expected) => {
    expect(
      await evaluate('lib/test-report.mjs', `return it.splitArguments(${JSON.stringify(args)});`),
    ).toEqual(expected);
  });

  test.each([[['--cache']], [['--cache', 'none']], [['--cache=']]])('%j are refused', async (args) => {
    await expect(
      evaluate('lib/test-report.mjs', `it.splitArguments(${JSON.stringify(args)});`),
    ).rejects.toThrow('--cache wants a number');
  });
});

describe('the closing line', () => {
  test.each([
    [
      'counts tests',
      { numPassedTests: 7, numFailedTests: 2, numRuntimeErrorTestSuites: 0 },
      true,
      '7 passed, 2 failed',
    ],
    [
      'counts a file that cannot start as a failure',
      { numPassedTests: 7, numFailedTests: 0, numRuntimeErrorTestSuites: 1 },
      true,
      '7 passed, 1 failed',
    ],
    [
      'counts sources that do not compile as a failure',
      { numPassedTests: 7, numFailedTests: 0, numRuntimeErrorTestSuites: 0 },
      false,
      '7 passed, 1 failed',
    ],
    [
      'is a failure when nothing ran',
      { numPassedTests: 0, numFailedTests: 0, numRuntimeErrorTestSuites: 0 },
      true,
      '0 passed, 1 failed',
    ],
    ['is a failure when there is no report', undefined, true, '0 passed, 1 failed'],
  ])('%s', async (_what, report, sound, expected) => {
    expect(
      await evaluate('lib/test-report.mjs', `return it.summaryLine(${JSON.stringify(report)}, ${sound});`),
    ).toBe(expected);
  });
});

describe('what was left out', () => {
  const report = {
    testResults: [
      {
        name: join(root, 'test/integration/directory/samba.test.ts'),
        assertionResults: [{ status: 'pending', fullName: 'on Samba' }],
      },
      {
        name: join(root, 'test/unit/a.test.ts'),
        assertionResults: [
          { status: 'passed', fullName: 'adds' },
          { status: 'pending', fullName: 'takes away' },
          { status: 'todo', fullName: 'divides' },
        ],
      },
    ],
  };

  function leftOut(sambaPresent: boolean): Promise<unknown> {
    return evaluate(
      'lib/test-report.mjs',
      `return it.leftOut(${JSON.stringify(report)}, { sambaPresent: ${sambaPresent} });`,
    );
  }

  test('names Samba once, with the command that adds it, and every other skipped test', async () => {
    expect(await leftOut(false)).toEqual([
      expect.stringContaining('npm test -- --samba'),
      '2 in test/unit/a.test.ts: takes away, …',
    ]);
  });

  test('names tests that were skipped although Samba is there', async () => {
    expect(await leftOut(true)).toEqual([
      '1 in test/integration/directory/samba.test.ts: on Samba',
      '2 in test/unit/a.test.ts: takes away, …',
    ]);
  });
});

describe('a lock file with holes', () => {
  test('gets the packages of other platforms, with the limits that their names tell', async () => {
    const lock = {
      packages: {
        'node_modules/core': {
          dev: true,
          optionalDependencies: {
            '@x/core-darwin-arm64': '1.2.3',
            '@x/core-linux-x64-gnu': '^1.2.3',
            '@x/core-linux-arm64-musl': '1.2.3',
            '@x/core-win32-ia32-msvc': '1.2.3',
            '@x/present-linux-x64': '1.2.3',
            '@x/of-every-platform': '1.2.3',
          },
        },
        'node_modules/@x/present-linux-x64': { version: '1.2.3' },
      },
    };
    const common = { version: '1.2.3', dev: true, optional: true };
    expect(await evaluate('complete-lock.mjs', `return it.missingEntries(${JSON.stringify(lock)});`)).toEqual(
      {
        'node_modules/@x/core-darwin-arm64': { ...common, os: ['darwin'], cpu: ['arm64'] },
        'node_modules/@x/core-linux-x64-gnu': { ...common, os: ['linux'], cpu: ['x64'], libc: ['glibc'] },
        'node_modules/@x/core-linux-arm64-musl': { ...common, os: ['linux'], cpu: ['arm64'], libc: ['musl'] },
        'node_modules/@x/core-win32-ia32-msvc': { ...common, os: ['win32'], cpu: ['ia32'] },
      },
    );
  });
});

describe('a licence', () => {
  test.each([
    ['MIT', true],
    ['(MIT OR GPL-3.0)', true],
    ['Apache-2.0 AND MIT', true],
    ['Apache-2.0 AND LGPL-3.0-only', false],
    ['GPL-2.0', false],
    ['SEE LICENSE IN LICENSE.md', false],
  ])('%s may be shipped: %s', async (expression, expected) => {
    expect(await evaluate('lib/licences.mjs', `return it.isPermissive(${JSON.stringify(expression)});`)).toBe(
      expected,
    );
  });
});

import { errorTable } from '../../../src/domain/errors.ts';
import { pages } from './pages.ts';

describe('docs/operations/troubleshooting.md', () => {
  it('has a row for every error code, and for no other', () => {
    const page = pages().find(({ path }) => path.endsWith('troubleshooting.md'));
    const shown = [...(page?.text ?? '').matchAll(/^\| `([A-Z_]+)` +\|/gm)].map(([, code]) => code);
    expect(new Set(shown)).toEqual(new Set(Object.keys(errorTable)));
    expect(shown).toHaveLength(Object.keys(errorTable).length);
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resolveReference } from '../../../src/config/references.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tenure-references-'));
  writeFileSync(join(folder, 'secret'), 'from a file\n');
  writeFileSync(join(folder, 'windows'), 'two\r\nlines\r\n');
  writeFileSync(join(folder, 'empty'), '\n');
  writeFileSync(join(folder, 'large'), 'x'.repeat(70_000));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function resolve(text: string) {
  return resolveReference(text, join(folder, 'tenure.yaml'), { NAME: 'value', EMPTY: '' });
}

describe('a reference', () => {
  it.each([
    { text: 'env:NAME', value: 'value' },
    { text: 'file:secret', value: 'from a file' },
    { text: 'file:./windows', value: 'two\r\nlines' },
    { text: 'plain text', value: 'plain text' },
  ])('$text is "$value"', ({ text, value }) => {
    expect(resolve(text)).toEqual({ ok: true, value });
  });

  it('takes a file by its absolute path, with or without slashes of an address', () => {
    expect(resolve(`file:${join(folder, 'secret')}`)).toEqual({ ok: true, value: 'from a file' });
    expect(resolve(`file://${join(folder, 'secret')}`)).toEqual({ ok: true, value: 'from a file' });
  });

  it.each([
    { text: 'env:OTHER', message: 'the environment variable OTHER is not set' },
    { text: 'env:EMPTY', message: 'the environment variable EMPTY is empty' },
    { text: 'file:empty', message: 'is empty' },
    { text: 'file:none', message: 'does not exist' },
    { text: 'file:large', message: 'is larger than 65536 bytes' },
    { text: 'file:.', message: 'cannot be read (EISDIR)' },
  ])('$text says that it $message', ({ text, message }) => {
    expect(resolve(text)).toEqual({
      ok: false,
      message: expect.stringContaining(message),
      hint: expect.any(String),
    });
  });
});

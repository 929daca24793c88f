/** Licences of what is shipped: permissive ones only. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './places.mjs';

const permissive = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC-BY-4.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'Python-2.0',
  'Unlicense',
]);

/** Packages whose package.json names no licence, and what the licence file beside it says. */
const readFromFile = new Map([['unionfs', 'Unlicense']]);

/**
 * @param {string} expression SPDX expression, with OR, AND and parentheses around the whole
 * @returns {boolean} whether it can be used under permissive licences alone
 */
export function isPermissive(expression) {
  const plain = expression.replaceAll(/[()]/gu, ' ').trim();
  return plain
    .split(/\s+OR\s+/u)
    .some((choice) => choice.split(/\s+AND\s+/u).every((name) => permissive.has(name.trim())));
}

/**
 * @returns {Promise<string[]>} one line per installed production package that may not be shipped
 */
export async function licenceProblems() {
  const lock = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8'));
  const problems = [];
  for (const [path, entry] of Object.entries(lock.packages)) {
    if (path === '' || entry.dev) continue;
    const text = await readFile(join(root, path, 'package.json'), 'utf8').catch(() => undefined);
    if (text === undefined) {
      if (!entry.optional) problems.push(`${path} is not installed`);
      continue;
    }
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const licence = licenceOf(JSON.parse(text)) ?? readFromFile.get(name);
    if (licence === undefined) problems.push(`${name} names no licence`);
    else if (!isPermissive(licence)) problems.push(`${name}: ${licence}`);
  }
  return problems;
}

/**
 * @param {{ license?: string | { type?: string }, licenses?: { type?: string }[] }} manifest
 * @returns {string | undefined} also from the two older forms of the field
 */
function licenceOf({ license, licenses }) {
  if (typeof license === 'string') return license;
  return license?.type ?? licenses?.map(({ type }) => type).join(' OR ');
}

// Writes docs/reference/* from the sources. Needs a build (`npm run build`). With --check it writes nothing and fails
// when a committed file differs.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(root, 'docs', 'reference');
const check = process.argv.includes('--check');

const { referenceFiles } = await import(new URL('../dist/src/config/reference.js', import.meta.url).href);
const example = await readFile(join(root, 'test', 'support', 'examples', 'tenure.yaml'), 'utf8');
const stale = [];
await mkdir(folder, { recursive: true });
for (const { name, text } of referenceFiles(example)) {
  const file = join(folder, name);
  const current = await readFile(file, 'utf8').catch(() => undefined);
  if (current === text) continue;
  stale.push(name);
  if (!check) await writeFile(file, text);
}
if (stale.length === 0) console.log('docs/reference is up to date');
else console.log(`${check ? 'differs from the sources' : 'written'}: ${stale.join(', ')}`);
if (check && stale.length > 0) process.exitCode = 1;

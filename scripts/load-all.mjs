/**
 * Loads every compiled module in plain Node and names those that fail. Jest compiles to CommonJS and so hides imports
 * that Node's own loader refuses. Left out: what runs when loaded, and workflow code, which only loads in its sandbox.
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './lib/places.mjs';

const rooms = ['src', 'activities', 'workers'];
const programs = new Set([join('src', 'cli', 'main.js')]);

let failures = 0;
for (const room of rooms) {
  const files = await readdir(join(root, 'dist', room), { recursive: true });
  for (const file of files) {
    const path = join(room, file);
    if (!file.endsWith('.js') || programs.has(path)) continue;
    try {
      await import(pathToFileURL(join(root, 'dist', path)).href);
    } catch (error) {
      failures++;
      process.stderr.write(`${path}: ${error instanceof Error ? error.message : String(error)}\n`);
    }
  }
}
process.exit(failures === 0 ? 0 : 1);

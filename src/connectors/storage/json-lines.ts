import { createReadStream } from 'node:fs';
import { codeOf } from '../../domain/errors.ts';

const chunkBytes = 1024 * 1024;

/**
 * Reads a file of JSON lines. A line that is no JSON (a crash in the middle of a write) is handed to
 * `damaged` and passed over. A missing file has no lines.
 */
export async function* readJsonLines(file: string, damaged: (line: number) => void): AsyncGenerator {
  let number = 0;
  let rest = '';
  function* valuesOf(lines: readonly string[]): Generator {
    for (const line of lines) {
      number += 1;
      if (line.trim() === '') continue;
      const value = parse(line);
      if (value === undefined) damaged(number);
      else yield value;
    }
  }
  try {
    // Chunks and not readline: its iterator costs several promises a line, and a roster has 100,000 lines.
    for await (const chunk of createReadStream(file, { encoding: 'utf8', highWaterMark: chunkBytes })) {
      const lines = `${rest}${String(chunk)}`.split('\n');
      rest = lines.pop() ?? '';
      yield* valuesOf(lines);
    }
    yield* valuesOf([rest]);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}

import { codeOf } from '../../domain/errors.ts';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

/**
 * Reads a file of JSON lines. A line that is no JSON (a crash in the middle of a write) is handed to
 * `damaged` and passed over. A missing file has no lines.
 */
export async function* readJsonLines(file: string, damaged: (line: number) => void): AsyncGenerator {
  const stream = createReadStream(file, { encoding: 'utf8' });
  const lines = createInterface({ input: stream, crlfDelay: Infinity });
  let number = 0;
  try {
    for await (const line of lines) {
      number += 1;
      if (line.trim() === '') continue;
      const value = parse(line);
      if (value === undefined) damaged(number);
      else yield value;
    }
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  } finally {
    lines.close();
    stream.destroy();
  }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}

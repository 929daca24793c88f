import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { inspect } from 'node:util';

const hidden = '[secret]';

/** A secret value that neither JSON, nor logging, nor inspection shows. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value itself, for the one place that needs it. */
  reveal(): string {
    return this.#value;
  }

  toJSON(): string {
    return hidden;
  }

  toString(): string {
    return hidden;
  }

  [inspect.custom](): string {
    return hidden;
  }
}

/** System error code such as ENOENT; errors of Node are not `instanceof Error` in every realm. */
export function systemErrorCode(error: unknown): string {
  const hasCode = typeof error === 'object' && error !== null && 'code' in error;
  return hasCode && typeof error.code === 'string' ? error.code : 'unknown';
}

/** Answer of {@link resolveReference}. */
export type Resolved =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly message: string; readonly hint: string };

const largestSecretBytes = 65_536;

/** Where relative files of a configuration are looked for: the folder of tenure.yaml. */
export function besideConfiguration(fileName: string, path: string): string {
  return resolve(dirname(fileName), path);
}

/** Text of a small file, or why it cannot be had. Never throws. */
export function readSmallFile(path: string, limitBytes: number): Resolved {
  try {
    const { size } = statSync(path);
    if (size > limitBytes) {
      return {
        ok: false,
        message: `the file ${path} is larger than ${limitBytes} bytes`,
        hint: 'Name another file.',
      };
    }
    return { ok: true, value: readFileSync(path, 'utf8') };
  } catch (error) {
    const code = systemErrorCode(error);
    const why = code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`;
    return {
      ok: false,
      message: `the file ${path} ${why}`,
      hint: 'Create the file, or name another one; relative paths begin at the folder of tenure.yaml.',
    };
  }
}

/**
 * The value behind `env:NAME` or `file:/path`; one line end at the end of a file is dropped. Text of another
 * form is its own value. Never throws.
 */
export function resolveReference(text: string, fileName: string, environment: NodeJS.ProcessEnv): Resolved {
  if (text.startsWith('env:')) {
    const name = text.slice('env:'.length).trim();
    const value = environment[name];
    if (value !== undefined && value !== '') return { ok: true, value };
    return {
      ok: false,
      message: `the environment variable ${name} is ${value === undefined ? 'not set' : 'empty'}`,
      hint: `Set it before starting Tenure: export ${name}=...`,
    };
  }
  if (!text.startsWith('file:')) return { ok: true, value: text };
  const path = besideConfiguration(fileName, text.slice('file:'.length).replace(/^\/\/(?=\/)/u, ''));
  const read = readSmallFile(path, largestSecretBytes);
  if (!read.ok) return read;
  const value = read.value.replace(/\r?\n$/u, '');
  if (value !== '') return { ok: true, value };
  return { ok: false, message: `the file ${path} is empty`, hint: 'Write the value into it.' };
}

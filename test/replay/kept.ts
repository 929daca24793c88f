import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import proto from '@temporalio/proto';
import type { History } from '@temporalio/common/lib/proto-utils.js';

/** Folder of the kept histories, and the file that lists them with their checksums. */
export const historiesFolder = fileURLToPath(new URL('histories', import.meta.url));
export const listFile = 'checksums.json';

/** A history that some build wrote; every later build must be able to go on from it. */
export interface KeptHistory {
  readonly file: string;
  readonly workflowType: string;
  readonly history: History;
}

const { History: HistoryMessage } = proto.temporal.api.history.v1;

/**
 * A history as text: JSON with enums by name, numbers of 64 bits and bytes (base64) as text. Not quite the export of
 * `temporal workflow show`, whose reader in the SDK 1.24.0 fails over two copies of protobufjs.
 */
export function historyToText(history: History): string {
  const plain = HistoryMessage.toObject(HistoryMessage.fromObject(history), {
    longs: String,
    enums: String,
    bytes: String,
  });
  return `${JSON.stringify(plain, undefined, 1)}\n`;
}

/** The history that {@link historyToText} wrote. */
export function historyFromText(text: string): History {
  const plain: unknown = JSON.parse(text);
  if (typeof plain !== 'object' || plain === null) throw new Error('this is no history');
  return HistoryMessage.fromObject(plain);
}

/** SHA-256 of a file's bytes, hexadecimal. */
export function checksum(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** What is wrong with a folder of histories and its list: what vanished, was edited, or was never listed. */
export async function complaints(folder: string): Promise<readonly string[]> {
  const listed = await readList(folder);
  const present = (await readdir(folder)).filter((name) => name.endsWith('.json') && name !== listFile);
  const found: string[] = [];
  for (const [file, wanted] of Object.entries(listed)) {
    if (!present.includes(file)) found.push(`${file} vanished`);
    else if (checksum(await readFile(join(folder, file))) !== wanted) found.push(`${file} was edited`);
  }
  for (const file of present) if (listed[file] === undefined) found.push(`${file} is not listed`);
  return found;
}

/** All kept histories of a folder, by file name. */
export async function readHistories(folder: string): Promise<readonly KeptHistory[]> {
  const kept: KeptHistory[] = [];
  for (const file of Object.keys(await readList(folder)).toSorted()) {
    const history = historyFromText(await readFile(join(folder, file), 'utf8'));
    const started = history.events?.[0]?.workflowExecutionStartedEventAttributes;
    kept.push({ file, history, workflowType: started?.workflowType?.name ?? '' });
  }
  return kept;
}

async function readList(folder: string): Promise<Readonly<Record<string, string>>> {
  const list: unknown = JSON.parse(await readFile(join(folder, listFile), 'utf8'));
  if (typeof list !== 'object' || list === null) throw new Error(`${listFile} is no list`);
  return Object.fromEntries(Object.entries(list).map(([file, sum]) => [file, String(sum)]));
}

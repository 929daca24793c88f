import { createHash, randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { TenureError } from '../domain/errors.ts';
import { systemErrorCode } from './references.ts';
import type { EncryptionSettings } from './settings.ts';

/** A key of the payload encryption. */
export interface PayloadKey {
  /** Stands in clear in every payload. */
  readonly id: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
}

/** The 32 bytes behind base64 text; undefined when it is anything else. */
export function decodeKey(text: string): Uint8Array | undefined {
  const trimmed = text.trim();
  if (!/^[A-Za-z0-9+/_-]{43}=?$/u.test(trimmed)) return undefined;
  const key = Buffer.from(trimmed, 'base64');
  return key.length === 32 ? new Uint8Array(key) : undefined;
}

function newKeyLine(): string {
  const key = randomBytes(32);
  const id = createHash('sha256').update(key).digest('hex').slice(0, 12);
  return `${id} ${key.toString('base64')}\n`;
}

/** Writes the file whole or not at all, readable by its owner only; a file that is there already stays. */
async function createKeyFile(path: string): Promise<void> {
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(newKeyLine());
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    await link(draft, path);
  } catch (error) {
    if (systemErrorCode(error) !== 'EEXIST') throw error;
  } finally {
    await unlink(draft);
  }
}

async function readKeyText(path: string, createWhenMissing: boolean): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (systemErrorCode(error) !== 'ENOENT' || !createWhenMissing) throw error;
  }
  await createKeyFile(path);
  return readFile(path, 'utf8');
}

function parseKeyFile(path: string, text: string): readonly PayloadKey[] {
  const keys: PayloadKey[] = [];
  for (const [index, line] of text.split(/\r?\n/u).entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const [id, encoded, ...rest] = line.trim().split(/\s+/u);
    const key = decodeKey(encoded ?? '');
    if (id === undefined || key === undefined || rest.length > 0) {
      throw new TenureError(
        'TEMPORAL_KEY_MISSING',
        `Line ${index + 1} of the key file is not "id base64 of 32 bytes".`,
        {
          place: `${path}:${index + 1}`,
          remedy: 'Correct the line; make a key with: openssl rand -base64 32.',
        },
      );
    }
    keys.push({ id, key });
  }
  return keys;
}

/**
 * The keys of the payload encryption, the one that encrypts first. Makes the key file when the settings allow it;
 * several processes that start together agree on one.
 * @throws TenureError TEMPORAL_KEY_MISSING when there is no usable key
 */
export async function payloadKeys(settings: EncryptionSettings): Promise<readonly PayloadKey[]> {
  if (settings.kind === 'keys') {
    return settings.keys.map(({ id, key }) => {
      const bytes = decodeKey(key.reveal());
      if (bytes !== undefined) return { id, key: bytes };
      throw new TenureError('TEMPORAL_KEY_MISSING', `The payload key "${id}" is not 32 bytes in base64.`);
    });
  }
  let text: string;
  try {
    text = await readKeyText(settings.path, settings.createWhenMissing);
  } catch (error) {
    throw new TenureError(
      'TEMPORAL_KEY_MISSING',
      `The key file cannot be used (${systemErrorCode(error)}).`,
      {
        place: settings.path,
        remedy: 'Create it with one line per key, `id base64`, readable by the user of Tenure.',
        cause: error,
      },
    );
  }
  const keys = parseKeyFile(settings.path, text);
  if (keys.length > 0) return keys;
  throw new TenureError('TEMPORAL_KEY_MISSING', 'The key file holds no key.', { place: settings.path });
}

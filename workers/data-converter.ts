import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createEncryptionCodec } from './codec.ts';
import type { DataConverter } from '@temporalio/common';
import type { EncryptionKey } from './codec.ts';

/** Path of the failure converter: compiled beside this file, or the source when run from source. */
export function failureConverterPath(): string {
  const compiled = fileURLToPath(new URL('failure-converter.js', import.meta.url));
  return existsSync(compiled) ? compiled : fileURLToPath(new URL('failure-converter.ts', import.meta.url));
}

/** How everything that crosses Temporal is encoded; the same for workers, clients and tests. */
export function createDataConverter(keys: readonly EncryptionKey[], namespace: string): DataConverter {
  return {
    payloadCodecs: [createEncryptionCodec(keys, namespace)],
    failureConverterPath: failureConverterPath(),
  };
}

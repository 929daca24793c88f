import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import proto from '@temporalio/proto';
import { TenureError } from '../src/domain/errors.ts';
import type { Payload, PayloadCodec } from '@temporalio/common';

/** A key of the payload codec; retired keys stay in the list for as long as histories are kept. */
export interface EncryptionKey {
  /** Stands in clear in every payload's metadata. */
  readonly id: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
}

const encoding = 'binary/encrypted';
const nonceBytes = 12;
const tagBytes = 16;
const { Payload: PayloadMessage } = proto.temporal.api.common.v1;

/**
 * AES-256-GCM over the whole encoded payload: random nonce, key id in the metadata, the namespace bound as
 * additional data. Payloads of another encoding pass through on decoding.
 * @param keys the first encrypts; all decrypt.
 */
export function createEncryptionCodec(keys: readonly EncryptionKey[], namespace: string): PayloadCodec {
  const [active] = keys;
  if (active === undefined)
    throw new TenureError('TEMPORAL_KEY_MISSING', 'No payload encryption key is configured.');
  const byId = new Map(keys.map((key) => [key.id, key.key]));
  const additional = Buffer.from(namespace, 'utf8');

  function encrypt(payload: Payload): Payload {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv('aes-256-gcm', active!.key, nonce).setAAD(additional);
    const plain = PayloadMessage.encode(payload).finish();
    const data = Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
    return {
      metadata: { encoding: Buffer.from(encoding), 'encryption-key-id': Buffer.from(active!.id) },
      data,
    };
  }

  function decrypt(payload: Payload): Payload {
    if (text(payload.metadata?.['encoding']) !== encoding) return payload;
    const id = text(payload.metadata?.['encryption-key-id']);
    const key = byId.get(id);
    if (key === undefined) {
      throw new TenureError(
        'TEMPORAL_KEY_MISSING',
        `A payload was encrypted with the key "${id}", which is not configured.`,
      );
    }
    const data = Buffer.from(payload.data ?? new Uint8Array());
    const decipher = createDecipheriv('aes-256-gcm', key, data.subarray(0, nonceBytes)).setAAD(additional);
    decipher.setAuthTag(data.subarray(data.length - tagBytes));
    const plain = Buffer.concat([
      decipher.update(data.subarray(nonceBytes, data.length - tagBytes)),
      decipher.final(),
    ]);
    return PayloadMessage.decode(plain);
  }

  return {
    encode: async (payloads) => payloads.map(encrypt),
    decode: async (payloads) => payloads.map(decrypt),
  };
}

function text(bytes: Uint8Array | null | undefined): string {
  return bytes === null || bytes === undefined ? '' : Buffer.from(bytes).toString('utf8');
}

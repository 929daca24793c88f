import { createEncryptionCodec } from '../../../workers/codec.ts';
import type { Payload } from '@temporalio/common';
import type { EncryptionKey } from '../../../workers/codec.ts';

function key(id: string, fill: number): EncryptionKey {
  return { id, key: new Uint8Array(32).fill(fill) };
}

const plain: Payload = {
  metadata: { encoding: Buffer.from('json/plain') },
  data: Buffer.from(JSON.stringify({ lastName: "O'Neil-Žižka" })),
};

function text(bytes: Uint8Array | null | undefined): string {
  return Buffer.from(bytes ?? new Uint8Array()).toString('utf8');
}

async function encrypted(keys = [key('k1', 1)], namespace = 'default'): Promise<Payload> {
  const [payload] = await createEncryptionCodec(keys, namespace).encode([plain]);
  if (payload === undefined) throw new Error('nothing was encoded');
  return payload;
}

describe('the payload codec', () => {
  it('gives back exactly what it took', async () => {
    const codec = createEncryptionCodec([key('k1', 1)], 'default');
    const [back] = await codec.decode([await encrypted()]);
    expect(text(back?.data)).toBe(text(plain.data));
    expect(text(back?.metadata?.['encoding'])).toBe('json/plain');
  });

  it('shows nothing of the content, not even its encoding, and two payloads never look the same', async () => {
    const [first, second] = [await encrypted(), await encrypted()];
    for (const payload of [first, second]) {
      expect(text(payload.data)).not.toContain('Neil');
      expect(text(payload.data)).not.toContain('json/plain');
      expect(text(payload.metadata?.['encoding'])).toBe('binary/encrypted');
      expect(text(payload.metadata?.['encryption-key-id'])).toBe('k1');
    }
    expect(Buffer.from(first.data ?? []).equals(Buffer.from(second.data ?? []))).toBe(false);
  });

  it('encrypts with the first key and still reads what a retired one wrote', async () => {
    const old = await encrypted([key('k1', 1)]);
    const codec = createEncryptionCodec([key('k2', 2), key('k1', 1)], 'default');
    expect(text((await codec.decode([old]))[0]?.data)).toBe(text(plain.data));
    expect(text((await codec.encode([plain]))[0]?.metadata?.['encryption-key-id'])).toBe('k2');
  });

  it('names the key that is missing', async () => {
    const codec = createEncryptionCodec([key('k2', 2)], 'default');
    await expect(codec.decode([await encrypted()])).rejects.toMatchObject({
      code: 'TEMPORAL_KEY_MISSING',
      message: expect.stringContaining('"k1"'),
    });
  });

  it('does not start without a key', () => {
    expect(() => createEncryptionCodec([], 'default')).toThrow(
      expect.objectContaining({ code: 'TEMPORAL_KEY_MISSING' }),
    );
  });

  it.each([0, 11, 12, 20, -1])('refuses a payload of which byte %i was changed', async (position) => {
    const payload = await encrypted();
    const data = Buffer.from(payload.data ?? []);
    const at = position < 0 ? data.length + position : position;
    data[at] = (data[at] ?? 0) ^ 1;
    await expect(
      createEncryptionCodec([key('k1', 1)], 'default').decode([{ ...payload, data }]),
    ).rejects.toThrow(/authenticate/);
  });

  it.each([0, 5, 27])('refuses a payload that was cut to %i bytes', async (length) => {
    const payload = await encrypted();
    const data = Buffer.from(payload.data ?? []).subarray(0, length);
    await expect(
      createEncryptionCodec([key('k1', 1)], 'default').decode([{ ...payload, data }]),
    ).rejects.toThrow(/./);
  });

  it('refuses a payload of another namespace', async () => {
    const codec = createEncryptionCodec([key('k1', 1)], 'other');
    await expect(codec.decode([await encrypted()])).rejects.toThrow(/authenticate/);
  });

  it('refuses a payload under a key of the same name and other content', async () => {
    const codec = createEncryptionCodec([key('k1', 9)], 'default');
    await expect(codec.decode([await encrypted()])).rejects.toThrow(/authenticate/);
  });

  it('lets payloads of another encoding pass', async () => {
    const codec = createEncryptionCodec([key('k1', 1)], 'default');
    const empty: Payload = { metadata: { encoding: Buffer.from('binary/null') } };
    expect(await codec.decode([plain, empty])).toEqual([plain, empty]);
  });
});

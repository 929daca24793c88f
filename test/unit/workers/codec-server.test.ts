import { createEncryptionCodec } from '../../../workers/codec.ts';
import { startCodecServer } from '../../../workers/codec-server.ts';
import { silentLogger } from '../../../src/observability/index.ts';
import type { CodecServer } from '../../../workers/codec-server.ts';
import type { EncryptionKey } from '../../../workers/codec.ts';

const keys: readonly EncryptionKey[] = [{ id: 'k1', key: new Uint8Array(32).fill(7) }];
const webOrigin = 'http://localhost:8233';
const token = 'a-token-for-temporal-web';

interface Wire {
  readonly metadata: Record<string, string>;
  readonly data: string;
}

function base64(bytes: Uint8Array | null | undefined): string {
  return Buffer.from(bytes ?? new Uint8Array()).toString('base64');
}

async function wirePayload(value: unknown, from = keys): Promise<Wire> {
  const [payload] = await createEncryptionCodec(from, 'default').encode([
    { metadata: { encoding: Buffer.from('json/plain') }, data: Buffer.from(JSON.stringify(value)) },
  ]);
  return {
    metadata: Object.fromEntries(
      Object.entries(payload?.metadata ?? {}).map(([name, bytes]) => [name, base64(bytes)]),
    ),
    data: base64(payload?.data),
  };
}

describe('the codec endpoint for Temporal Web', () => {
  let server: CodecServer;

  beforeAll(async () => {
    server = await startCodecServer({
      keys,
      namespaces: ['default'],
      host: '127.0.0.1',
      port: 0,
      webOrigins: [webOrigin, 'http://127.0.0.1:8233'],
      token,
      logger: silentLogger(),
    });
  });

  afterAll(async () => server.close());

  async function decode(body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${server.url}/decode`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'X-Namespace': 'default',
        Authorization: `Bearer ${token}`,
        Origin: webOrigin,
        ...headers,
      },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  }

  it('decodes for the one who may see it', async () => {
    const answer = await decode({ payloads: [await wirePayload({ lastName: 'Žižka' })] });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('access-control-allow-origin')).toBe(webOrigin);
    const { payloads } = (await answer.json()) as { payloads: readonly Wire[] };
    expect(Buffer.from(payloads[0]?.data ?? '', 'base64').toString('utf8')).toBe('{"lastName":"Žižka"}');
    expect(Buffer.from(payloads[0]?.metadata['encoding'] ?? '', 'base64').toString()).toBe('json/plain');
  });

  it.each(['', 'Bearer wrong', `Bearer ${token}x`, `Basic ${token}`, `bearer ${token}`.toUpperCase()])(
    'answers 401 to the authorization %j, and shows nothing',
    async (authorization) => {
      const answer = await decode(
        { payloads: [await wirePayload('secret')] },
        { Authorization: authorization },
      );
      expect(answer.status).toBe(401);
      expect(await answer.text()).not.toContain(Buffer.from('"secret"').toString('base64'));
    },
  );

  it.each(['', 'other'])('answers 403 to the namespace %j', async (namespace) => {
    const answer = await decode({ payloads: [await wirePayload('secret')] }, { 'X-Namespace': namespace });
    expect(answer.status).toBe(403);
  });

  it('does not allow pages of another origin to read the answer', async () => {
    const answer = await decode({ payloads: [] }, { Origin: 'http://evil.example' });
    expect(answer.headers.get('access-control-allow-origin')).not.toBe('http://evil.example');
    expect(answer.headers.get('access-control-allow-origin')).not.toBe('*');
  });

  it('answers the preflight of Temporal Web', async () => {
    const answer = await fetch(`${server.url}/decode`, {
      method: 'OPTIONS',
      headers: {
        Origin: webOrigin,
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'authorization,content-type,x-namespace',
      },
    });
    expect(answer.status).toBe(204);
    expect(answer.headers.get('access-control-allow-origin')).toBe(webOrigin);
    expect(answer.headers.get('access-control-allow-credentials')).toBe('true');
    expect(answer.headers.get('access-control-allow-headers')?.toLowerCase()).toContain('x-namespace');
  });

  it.each(['no JSON', '{}', '{"payloads":7}', '[]', 'null'])('answers 400 to the body %j', async (body) => {
    expect((await decode(body)).status).toBe(400);
  });

  it('answers 422 to what an unknown key encrypted or somebody damaged', async () => {
    const foreign = await wirePayload('x', [{ id: 'k9', key: new Uint8Array(32) }]);
    expect((await decode({ payloads: [foreign] })).status).toBe(422);
    const { metadata, data } = await wirePayload('x');
    expect((await decode({ payloads: [{ metadata, data: data.replace(/.{4}/, 'AAAA') }] })).status).toBe(422);
  });

  it('answers 413 to more than it takes at once', async () => {
    const big = { metadata: {}, data: 'A'.repeat(5 * 1024 * 1024) };
    expect((await decode({ payloads: [big] })).status).toBe(413);
  });

  it.each([null, 'text', 7, { data: 7 }, { metadata: { encoding: 7 } }, { metadata: 'x' }])(
    'answers 400 to payloads that are none: %j',
    async (payload) => {
      expect((await decode({ payloads: [payload] })).status).toBe(400);
    },
  );
});

import { timingSafeEqual } from 'node:crypto';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { cors } from 'hono/cors';
import { createEncryptionCodec } from './codec.ts';
import type { AddressInfo } from 'node:net';
import type { Payload } from '@temporalio/common';
import type { Logger } from '../src/observability/index.ts';
import type { EncryptionKey } from './codec.ts';

export interface CodecServerOptions {
  readonly keys: readonly EncryptionKey[];
  /** Namespaces that may be decoded. */
  readonly namespaces: readonly string[];
  readonly host: string;
  /** 0 = a free one. */
  readonly port: number;
  /** Origins of Temporal Web, exactly, e.g. `http://localhost:8233`. */
  readonly webOrigins: readonly string[];
  /** Bearer token that Temporal Web passes on; absent only on loopback. */
  readonly token?: string;
  readonly logger: Logger;
}

export interface CodecServer {
  readonly url: string;
  close(): Promise<void>;
}

interface WirePayload {
  readonly metadata?: Readonly<Record<string, string>>;
  readonly data?: string;
}

const largestBodyBytes = 4 * 1024 * 1024;

/**
 * Decodes payloads for Temporal Web: `POST /decode` with `X-Namespace`. Only these origins are answered, who
 * asks is logged, what is decoded is not.
 */
export async function startCodecServer(options: CodecServerOptions): Promise<CodecServer> {
  const codecs = new Map(options.namespaces.map((name) => [name, createEncryptionCodec(options.keys, name)]));
  const app = new Hono();
  app.use(
    '/decode',
    cors({
      origin: [...options.webOrigins],
      allowHeaders: ['Content-Type', 'X-Namespace', 'Authorization'],
      allowMethods: ['POST'],
      credentials: true,
    }),
    bodyLimit({ maxSize: largestBodyBytes }),
  );
  app.post('/decode', async (context) => {
    if (!isAllowed(options.token, context.req.header('authorization')))
      return context.json({ message: 'Not allowed' }, 401);
    const namespace = context.req.header('x-namespace') ?? '';
    const codec = codecs.get(namespace);
    if (codec === undefined)
      return context.json({ message: `The namespace "${namespace}" is not decoded here` }, 403);
    const payloads = readPayloads(await context.req.json().catch(() => undefined));
    if (payloads === undefined) return context.json({ message: 'Expected {"payloads": [...]}' }, 400);
    try {
      const decoded = await codec.decode(payloads.map(fromWire));
      options.logger.info({ namespace, payloads: payloads.length }, 'Payloads decoded for Temporal Web');
      return context.json({ payloads: decoded.map(toWire) });
    } catch {
      return context.json({ message: 'A payload could not be decoded: unknown key or damaged' }, 422);
    }
  });
  return new Promise((resolve, reject) => {
    const server = serve(
      { fetch: app.fetch, hostname: options.host, port: options.port },
      (info: AddressInfo) => {
        resolve({
          url: `http://${options.host}:${info.port}`,
          close: async () => new Promise((closed) => server.close(() => closed())),
        });
      },
    );
    server.once('error', reject);
  });
}

function isAllowed(token: string | undefined, header: string | undefined): boolean {
  if (token === undefined) return true;
  const expected = Buffer.from(`Bearer ${token}`);
  const given = Buffer.from(header ?? '');
  return expected.length === given.length && timingSafeEqual(expected, given);
}

function readPayloads(body: unknown): readonly WirePayload[] | undefined {
  if (typeof body !== 'object' || body === null || !('payloads' in body) || !Array.isArray(body.payloads))
    return undefined;
  const { payloads } = body;
  return payloads.every(isPayload) ? payloads : undefined;
}

function isPayload(value: unknown): value is WirePayload {
  if (typeof value !== 'object' || value === null) return false;
  const { metadata = {}, data = '' }: { metadata?: unknown; data?: unknown } = value;
  if (typeof data !== 'string' || typeof metadata !== 'object' || metadata === null) return false;
  return Object.values(metadata).every((text) => typeof text === 'string');
}

/** Protobuf JSON: bytes are base64 (protobuf documentation, "ProtoJSON Format"). */
function fromWire(payload: WirePayload): Payload {
  const metadata = Object.entries(payload.metadata ?? {}).map(
    ([name, value]) => [name, Buffer.from(value, 'base64')] as const,
  );
  return { metadata: Object.fromEntries(metadata), data: Buffer.from(payload.data ?? '', 'base64') };
}

function toWire(payload: Payload): WirePayload {
  const metadata = Object.entries(payload.metadata ?? {}).map(
    ([name, value]) => [name, Buffer.from(value).toString('base64')] as const,
  );
  return {
    metadata: Object.fromEntries(metadata),
    data: Buffer.from(payload.data ?? new Uint8Array()).toString('base64'),
  };
}

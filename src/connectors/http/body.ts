import { HttpFailure } from './failure.ts';

/** Chunks of a response body as the transport hands them over. */
export type BodyChunks = AsyncIterable<Uint8Array>;

/**
 * Whole body as text, never more than `maxBytes` of it in memory.
 * @throws HttpFailure tooLarge, as soon as the announced or the received length is over the limit
 */
export async function readWhole(
  body: BodyChunks,
  announced: string | undefined,
  maxBytes: number,
  where: string,
): Promise<string> {
  if (announced !== undefined && Number(announced) > maxBytes) throw tooLarge(where, maxBytes);
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.byteLength;
    if (length > maxBytes) throw tooLarge(where, maxBytes);
    chunks.push(chunk);
  }
  return decode(chunks);
}

/** The first bytes of a refusal's body; what cannot be read is left out, the status says enough. */
export async function readBeginning(body: BodyChunks, bytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of body) {
      chunks.push(chunk.subarray(0, bytes - length));
      length += chunk.byteLength;
      if (length >= bytes) break;
    }
  } catch {
    return decode(chunks);
  }
  return decode(chunks);
}

/**
 * JSON value of a body.
 * @throws HttpFailure notJson or truncated. The parser's own message quotes the body, so it is not kept.
 */
export function parseJson(text: string, where: string): unknown {
  const trimmed = text.trim();
  try {
    return JSON.parse(trimmed);
  } catch {
    if (trimmed === '') throw new HttpFailure('truncated', `${where} answered with an empty body`);
    if (/^[[{]/.test(trimmed)) throw new HttpFailure('truncated', `The JSON that ${where} sent is not whole`);
    throw new HttpFailure('notJson', `${where} answered with something else than JSON`);
  }
}

function decode(chunks: readonly Uint8Array[]): string {
  return new TextDecoder().decode(Buffer.concat(chunks));
}

function tooLarge(where: string, maxBytes: number): HttpFailure {
  return new HttpFailure('tooLarge', `The answer of ${where} is larger than ${maxBytes} bytes`);
}

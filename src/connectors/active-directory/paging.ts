import { Ber, BerReader, BerWriter, Control, ProtocolOperation } from 'ldapts';

const PAGED_RESULTS = '1.2.840.113556.1.4.319';

/**
 * Asks for one page. A class of our own: ldapts keeps its control to itself and stops at a page without entries, which
 * Windows may send in the middle of a long query (active-directory 3, "paging").
 */
export class PageRequest extends Control {
  readonly #size: number;
  readonly #cookie: Buffer;

  constructor(size: number, cookie: Buffer) {
    super(PAGED_RESULTS, { critical: true });
    this.#size = size;
    this.#cookie = cookie;
  }

  protected override writeControl(writer: BerWriter): void {
    const value = new BerWriter();
    value.startSequence();
    value.writeInt(this.#size);
    if (this.#cookie.length > 0) value.writeBuffer(this.#cookie, Ber.OctetString);
    else value.writeString('');
    value.endSequence();
    writer.writeBuffer(value.buffer, Ber.OctetString);
  }
}

/** Length of the message that starts the buffer, headers included; undefined when not all of it is there. */
function messageLength(buffer: Buffer): number | undefined {
  const first = buffer[1];
  if (first === undefined) return undefined;
  if (first < 0x80) return buffer.length >= first + 2 ? first + 2 : undefined;
  const width = first & 0x7f;
  if (buffer.length < 2 + width) return undefined;
  const total = 2 + width + buffer.readUIntBE(2, width);
  return buffer.length >= total ? total : undefined;
}

function cookieIn(controls: BerReader): Buffer | undefined {
  const end = controls.offset + controls.length;
  while (controls.offset < end) {
    if (controls.readSequence() === null) return undefined;
    const next = controls.offset + controls.length;
    const type = controls.readString();
    if (controls.offset < next && controls.peek() === Ber.Boolean) controls.readBoolean();
    if (type === PAGED_RESULTS && controls.offset < next) {
      const value = controls.readString(Ber.OctetString, true);
      if (value === null) return undefined;
      const reader = new BerReader(value);
      reader.readSequence();
      reader.readInt();
      return reader.readString(Ber.OctetString, true) ?? undefined;
    }
    controls.offset = next;
  }
  return undefined;
}

/** The paging cookie of a search-done message, undefined when the message is another one or has none. */
function cookieOf(message: Buffer): Buffer | undefined {
  const reader = new BerReader(message);
  reader.readSequence();
  reader.readInt();
  if (reader.peek() !== ProtocolOperation.LDAP_RES_SEARCH) return undefined;
  reader.readSequence(ProtocolOperation.LDAP_RES_SEARCH);
  reader.offset += reader.length;
  if (reader.remain <= 0 || reader.peek() !== ProtocolOperation.LDAP_CONTROLS) return undefined;
  reader.readSequence(ProtocolOperation.LDAP_CONTROLS);
  return cookieIn(reader);
}

/** Reads along with ldapts and keeps the cookie of the last page. */
export interface CookieReader {
  readonly listener: (bytes: Buffer) => void;
  /** The cookie of the page that came last; empty when it was the last page. Forgets it. */
  take(): Buffer;
}

export function createCookieReader(): CookieReader {
  let pending: Buffer = Buffer.alloc(0);
  let cookie: Buffer = Buffer.alloc(0);

  function listener(bytes: Buffer): void {
    pending = pending.length === 0 ? bytes : Buffer.concat([pending, bytes]);
    for (let length = messageLength(pending); length !== undefined; length = messageLength(pending)) {
      const found = cookieOf(pending.subarray(0, length));
      if (found !== undefined) cookie = Buffer.from(found);
      pending = pending.subarray(length);
    }
  }

  function take(): Buffer {
    const taken = cookie;
    cookie = Buffer.alloc(0);
    return taken;
  }

  return { listener, take };
}

import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { Ber, BerReader, BerWriter, ProtocolOperation } from 'ldapts';

/** A request as the fake hands it to its script. */
export interface FakeRequest {
  readonly operation: 'bind' | 'search' | 'add' | 'modify' | 'modifyDN' | 'delete';
  /** DN of the object, or the bind name. */
  readonly dn: string;
  /** Of a search. */
  readonly attributes: readonly string[];
  /** Cookie of a paged search; undefined when the search is not paged. */
  readonly cookie?: string;
  /** 1-based number of the connection. */
  readonly connection: number;
}

export interface FakeEntry {
  readonly dn: string;
  readonly attributes: Readonly<Record<string, readonly (string | Buffer)[]>>;
}

/** What the fake answers. */
export type FakeAnswer =
  | {
      readonly code?: number;
      readonly message?: string;
      readonly entries?: readonly FakeEntry[];
      /** Cookie of the next page; empty = last page; undefined = no paging control. */
      readonly cookie?: string;
    }
  /** Closes the connection without an answer. */
  | 'drop'
  /** Never answers. */
  | 'silence';

/** A server that speaks as much LDAP as the adapter does and answers as its script says. */
export interface FakeLdap {
  readonly port: number;
  readonly url: string;
  /** Everything that came in, in order. */
  readonly requests: readonly FakeRequest[];
  /** Connections open now. */
  open(): number;
  /** Closes all connections, as a controller does with idle ones. */
  dropAll(): void;
  close(): Promise<void>;
}

const PAGED_RESULTS = '1.2.840.113556.1.4.319';

const operations: ReadonlyMap<number, FakeRequest['operation']> = new Map([
  [ProtocolOperation.LDAP_REQ_BIND, 'bind'],
  [ProtocolOperation.LDAP_REQ_SEARCH, 'search'],
  [ProtocolOperation.LDAP_REQ_ADD, 'add'],
  [ProtocolOperation.LDAP_REQ_MODIFY, 'modify'],
  [ProtocolOperation.LDAP_REQ_MODRDN, 'modifyDN'],
  [ProtocolOperation.LDAP_REQ_DELETE, 'delete'],
]);

const answerTags: Readonly<Record<FakeRequest['operation'], number>> = {
  bind: ProtocolOperation.LDAP_RES_BIND,
  search: ProtocolOperation.LDAP_RES_SEARCH,
  add: ProtocolOperation.LDAP_RES_ADD,
  modify: ProtocolOperation.LDAP_RES_MODIFY,
  modifyDN: ProtocolOperation.LDAP_RES_MODRDN,
  delete: ProtocolOperation.LDAP_RES_DELETE,
};

function skip(reader: BerReader): void {
  reader.readByte();
  const offset = reader.readLength();
  if (offset === null) throw new Error('a cut message');
  reader.offset = offset + reader.length;
}

function readAttributes(reader: BerReader): string[] {
  reader.readString();
  for (let field = 0; field < 6; field++) skip(reader);
  const names: string[] = [];
  if (reader.readSequence() === null) return names;
  const end = reader.offset + reader.length;
  while (reader.offset < end) names.push(reader.readString() ?? '');
  return names;
}

function readCookie(reader: BerReader): string | undefined {
  if (reader.peek() !== ProtocolOperation.LDAP_CONTROLS) return undefined;
  reader.readSequence();
  const end = reader.offset + reader.length;
  while (reader.offset < end) {
    reader.readSequence();
    const next = reader.offset + reader.length;
    const type = reader.readString();
    if (reader.peek() === Ber.Boolean) reader.readBoolean();
    if (type === PAGED_RESULTS) {
      const value = new BerReader(reader.readString(Ber.OctetString, true) ?? Buffer.alloc(0));
      value.readSequence();
      value.readInt();
      return value.readString() ?? '';
    }
    reader.offset = next;
  }
  return undefined;
}

interface Parsed {
  readonly id: number;
  readonly request: Omit<FakeRequest, 'connection'>;
}

/** Undefined for messages that want no answer. */
function parse(bytes: Buffer): Parsed | undefined {
  const reader = new BerReader(bytes);
  reader.readSequence();
  const id = reader.readInt() ?? 0;
  const tag = reader.peek() ?? 0;
  const operation = operations.get(tag);
  if (operation === undefined) return undefined;
  if (operation === 'delete') {
    return { id, request: { operation, dn: reader.readString(tag) ?? '', attributes: [] } };
  }
  reader.readSequence();
  const end = reader.offset + reader.length;
  if (operation === 'bind') reader.readInt();
  const start = reader.offset;
  const dn = reader.readString() ?? '';
  let attributes: readonly string[] = [];
  if (operation === 'search') {
    reader.offset = start;
    attributes = readAttributes(reader);
  }
  reader.offset = end;
  const cookie = readCookie(reader);
  return { id, request: { operation, dn, attributes, ...(cookie === undefined ? {} : { cookie }) } };
}

function message(id: number, write: (writer: BerWriter) => void): Buffer {
  const writer = new BerWriter();
  writer.startSequence();
  writer.writeInt(id);
  write(writer);
  writer.endSequence();
  return writer.buffer;
}

function writeEntry(id: number, entry: FakeEntry): Buffer {
  return message(id, (writer) => {
    writer.startSequence(ProtocolOperation.LDAP_RES_SEARCH_ENTRY);
    writer.writeString(entry.dn);
    writer.startSequence();
    for (const [name, values] of Object.entries(entry.attributes)) {
      writer.startSequence();
      writer.writeString(name);
      writer.startSequence(ProtocolOperation.LBER_SET);
      for (const value of values) {
        writer.writeBuffer(typeof value === 'string' ? Buffer.from(value) : value, Ber.OctetString);
      }
      writer.endSequence();
      writer.endSequence();
    }
    writer.endSequence();
    writer.endSequence();
  });
}

function writeDone(id: number, tag: number, answer: Exclude<FakeAnswer, string>): Buffer {
  return message(id, (writer) => {
    writer.startSequence(tag);
    writer.writeEnumeration(answer.code ?? 0);
    writer.writeString('');
    writer.writeString(answer.message ?? '');
    writer.endSequence();
    if (answer.cookie === undefined) return;
    const value = new BerWriter();
    value.startSequence();
    value.writeInt(0);
    value.writeBuffer(Buffer.from(answer.cookie), Ber.OctetString);
    value.endSequence();
    writer.startSequence(ProtocolOperation.LDAP_CONTROLS);
    writer.startSequence();
    writer.writeString(PAGED_RESULTS);
    writer.writeBuffer(value.buffer, Ber.OctetString);
    writer.endSequence();
    writer.endSequence();
  });
}

/** Whole messages at the start of the bytes, and what is left. */
function splitMessages(bytes: Buffer): { readonly messages: readonly Buffer[]; readonly rest: Buffer } {
  const messages: Buffer[] = [];
  let rest = bytes;
  for (;;) {
    const reader = new BerReader(rest);
    const offset = rest.length < 2 ? null : reader.readLength(1);
    if (offset === null || rest.length < offset + reader.length) return { messages, rest };
    messages.push(rest.subarray(0, offset + reader.length));
    rest = rest.subarray(offset + reader.length);
  }
}

/**
 * Starts the fake. Binds succeed unless the script answers them.
 * @param script undefined = success without entries
 */
export async function startFakeLdap(
  script: (request: FakeRequest) => FakeAnswer | undefined,
  options: {
    readonly host?: string;
    readonly port?: number;
    readonly tls?: { readonly key: string; readonly cert: string };
  } = {},
): Promise<FakeLdap> {
  const requests: FakeRequest[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;

  function answer(socket: Socket, parsed: Parsed, connection: number): void {
    const request = { ...parsed.request, connection };
    requests.push(request);
    const given = script(request) ?? {};
    if (given === 'silence') return;
    if (given === 'drop') {
      socket.destroy();
      return;
    }
    const entries = (given.entries ?? []).map((entry) => writeEntry(parsed.id, entry));
    // In small pieces, so that readers must put messages together.
    const bytes = Buffer.concat([...entries, writeDone(parsed.id, answerTags[request.operation], given)]);
    for (let from = 0; from < bytes.length; from += 700) socket.write(bytes.subarray(from, from + 700));
  }

  function serve(socket: Socket): void {
    connections++;
    const connection = connections;
    let pending: Buffer = Buffer.alloc(0);
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.on('data', (bytes: Buffer) => {
      try {
        const { messages, rest } = splitMessages(Buffer.concat([pending, bytes]));
        pending = rest;
        for (const parsed of messages.map(parse)) {
          if (parsed !== undefined) answer(socket, parsed, connection);
        }
      } catch {
        // Not LDAP, e.g. a TLS greeting on a plain port.
        socket.destroy();
      }
    });
  }

  const server: Server =
    options.tls === undefined
      ? createServer(serve)
      : createTlsServer(options.tls, serve).on('tlsClientError', () => {});
  const host = options.host ?? '127.0.0.1';
  await new Promise<void>((resolve) => {
    server.listen(options.port ?? 0, host, resolve);
  });
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    url: `${options.tls === undefined ? 'ldap' : 'ldaps'}://${host}:${address.port}`,
    requests,
    open: () => sockets.size,
    dropAll: () => {
      for (const socket of sockets) socket.destroy();
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** An id and the bytes that the server sends for it. */
export function fakeGuid(number: number): { readonly id: string; readonly bytes: Buffer } {
  const bytes = Buffer.alloc(16, 0xab);
  bytes.writeUInt32LE(number, 0);
  const first = number.toString(16).padStart(8, '0');
  return { id: `${first}-abab-abab-abab-abababababab`, bytes };
}

/** An account as the server describes it. */
export function fakeAccount(
  number: number,
  attributes: Readonly<Record<string, readonly string[]>> = {},
): FakeEntry {
  return {
    dn: `CN=Person ${number},OU=Staff,DC=ad,DC=example,DC=test`,
    attributes: {
      objectGUID: [fakeGuid(number).bytes],
      cn: [`Person ${number}`],
      userAccountControl: ['512'],
      pwdLastSet: ['133000000000000000'],
      ...attributes,
    },
  };
}

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect as connectSocket } from 'node:net';
import type { Socket } from 'node:net';
import { testKey, validCertificate } from './certificates.ts';
import { readPages, useServers } from './harness.ts';
import { serveLists, tenant } from './server.ts';

const { serve, connect } = useServers();

interface Proxy {
  readonly url: string;
  /** `host:port` of each tunnel asked for. */
  readonly tunnels: readonly string[];
  close(): Promise<void>;
}

/** A proxy that leads every tunnel to one port of this machine. */
async function startProxy(targetPort: number): Promise<Proxy> {
  const tunnels: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((_, response) => response.writeHead(400).end());
  server.on('connect', (request, client: Socket) => {
    tunnels.push(request.url ?? '');
    const target = connectSocket(targetPort, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      target.pipe(client).pipe(target);
    });
    for (const socket of [client, target]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${isAddress(address) ? address.port : 0}`,
    tunnels,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

function isAddress(address: string | AddressInfo | null): address is AddressInfo {
  return typeof address === 'object' && address !== null;
}

describe('a proxy named in the environment', () => {
  const saved = { ...process.env };
  let proxy: Proxy | undefined;

  afterEach(async () => {
    process.env = { ...saved };
    await proxy?.close();
  });

  it('is used for the tenant, through a tunnel with verified TLS', async () => {
    const server = await serve(serveLists(tenant('E1')), { key: testKey, cert: validCertificate });
    proxy = await startProxy(Number(new URL(server.url).port));
    process.env = { ...saved, HTTPS_PROXY: proxy.url, https_proxy: proxy.url, NO_PROXY: '', no_proxy: '' };
    const { source } = connect('https://service5.ukg.test', { ca: validCertificate });
    expect(await readPages(source, 'employment')).toHaveLength(1);
    expect(proxy.tunnels[0]).toBe('service5.ukg.test:443');
  });

  it('cannot put another certificate in the way', async () => {
    const server = await serve(serveLists(tenant('E1')), { key: testKey, cert: validCertificate });
    proxy = await startProxy(Number(new URL(server.url).port));
    process.env = { ...saved, HTTPS_PROXY: proxy.url, https_proxy: proxy.url, NO_PROXY: '', no_proxy: '' };
    const { source } = connect('https://other.ukg.test', { ca: validCertificate });
    await expect(readPages(source, 'employment')).rejects.toMatchObject({ code: 'UKG_CERTIFICATE_INVALID' });
    expect(server.requests).toEqual([]);
  });

  it('is not used for this machine', async () => {
    const server = await serve(serveLists(tenant('E1')));
    process.env = { ...saved, HTTP_PROXY: 'http://127.0.0.1:1', http_proxy: 'http://127.0.0.1:1' };
    const { source } = connect(server.url);
    expect(await readPages(source, 'employment')).toHaveLength(1);
  });
});

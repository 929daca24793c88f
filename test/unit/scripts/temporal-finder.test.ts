import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { evaluate, temporalStandIn } from './run-node.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tenure-finder-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

/** Finds a server on a machine that has only what the test puts into the folder; a set-up error is an answer, too. */
function find(env: NodeJS.ProcessEnv): Promise<unknown> {
  return evaluate(
    'lib/temporal-finder.mjs',
    `try { return await it.findTemporal(); }
     catch (error) { if (error.name !== 'SetupError') throw error; return { problem: error.message, remedy: error.remedy }; }`,
    {
      PATH: join(folder, 'bin'),
      XDG_CACHE_HOME: join(folder, 'cache'),
      HOME: folder,
      TENURE_TEMPORAL_DOWNLOAD: 'off',
      ...env,
    },
  );
}

/** Where our own copy belongs on that machine. */
async function cachedPath(): Promise<string> {
  const script = 'return it.cachedProgram(await it.pinnedVersion());';
  return String(
    await evaluate('lib/temporal-program.mjs', script, { XDG_CACHE_HOME: join(folder, 'cache') }),
  );
}

describe('the server that is used', () => {
  test('is the one at TEMPORAL_ADDRESS when it answers, whatever else there is', async () => {
    const listener = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => listener.once('listening', resolve));
    const address = listener.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    await temporalStandIn(join(folder, 'bin', 'temporal'), '1.33.0');
    expect(await find({ TEMPORAL_ADDRESS: `127.0.0.1:${port}` })).toMatchObject({
      kind: 'server',
      address: `127.0.0.1:${port}`,
    });
    listener.close();
  });

  test('is never another one when TEMPORAL_ADDRESS does not answer', async () => {
    await temporalStandIn(join(folder, 'bin', 'temporal'), '1.33.0');
    expect(await find({ TEMPORAL_ADDRESS: '127.0.0.1:1' })).toEqual({
      problem: expect.stringContaining('TEMPORAL_ADDRESS=127.0.0.1:1 does not answer'),
      remedy: expect.stringContaining('unset TEMPORAL_ADDRESS'),
    });
  });

  test('is started from TENURE_TEMPORAL_CLI before the one on PATH', async () => {
    const own = await temporalStandIn(join(folder, 'own', 'temporal'), '1.32.0');
    await temporalStandIn(join(folder, 'bin', 'temporal'), '1.33.0');
    expect(await find({ TENURE_TEMPORAL_CLI: own })).toMatchObject({ program: own, version: '1.32.0' });
  });

  test.each([
    ['is too old', '1.31.2', 'carries server 1.31.2; we need 1.32.0'],
    ['is no Temporal CLI', 'none', 'does not run or is no Temporal CLI'],
  ])('is refused when TENURE_TEMPORAL_CLI %s', async (_what, server, problem) => {
    const own = await temporalStandIn(join(folder, 'own', 'temporal'), server);
    await temporalStandIn(join(folder, 'bin', 'temporal'), '1.33.0');
    expect(await find({ TENURE_TEMPORAL_CLI: own })).toMatchObject({
      problem: expect.stringContaining(problem),
    });
  });

  test('is started from PATH when new enough, before our own copy', async () => {
    const onPath = await temporalStandIn(join(folder, 'bin', 'temporal'), '1.40.1');
    await temporalStandIn(await cachedPath(), '1.32.0');
    expect(await find({})).toMatchObject({ program: onPath, version: '1.40.1' });
  });

  test('is our own copy when the one on PATH is too old', async () => {
    await temporalStandIn(join(folder, 'bin', 'temporal'), '1.9.3');
    const own = await temporalStandIn(await cachedPath(), '1.32.0');
    expect(await find({})).toMatchObject({ program: own, version: '1.32.0' });
  });

  test('is built with Go when nothing is there, and only once', async () => {
    const go = join(folder, 'bin', 'go');
    await mkdir(dirname(go), { recursive: true });
    await writeFile(go, goStandIn(join(folder, 'builds')), { mode: 0o755 });
    const own = await cachedPath();
    const env = { PATH: `${join(folder, 'bin')}:/usr/bin:/bin` };
    const [first, second] = await Promise.all([find(env), find(env)]);
    expect(first).toMatchObject({ program: own, version: '1.32.5' });
    expect(second).toMatchObject({ program: own, version: '1.32.5' });
    expect(await find(env)).toMatchObject({ program: own });
    expect(await readFile(join(folder, 'builds'), 'utf8')).toBe('built\n');
  });

  test('is downloaded when a download can be had', async () => {
    const mirror = await mirrorOf(await archiveWith('1.32.7'));
    const own = await cachedPath();
    expect(await find({ ...tools, TENURE_TEMPORAL_DOWNLOAD: mirror.address })).toMatchObject({
      program: own,
      version: '1.32.7',
      found: expect.stringContaining('downloaded just now'),
    });
    await mirror.close();
  });

  test.each([
    ['carries too old a server', '1.30.0', 'the downloaded program carries server 1.30.0, older than 1.32.0'],
    ['is no Temporal CLI', 'none', 'the downloaded program does not run here'],
  ])('is not kept when the download %s', async (_what, server, reason) => {
    const mirror = await mirrorOf(await archiveWith(server));
    expect(await find({ ...tools, TENURE_TEMPORAL_DOWNLOAD: mirror.address })).toMatchObject({
      problem: expect.stringContaining(reason),
    });
    expect(await readdir(join(folder, 'cache', 'tenure'))).toEqual(['temporal']);
    expect(await readdir(join(folder, 'cache', 'tenure', 'temporal'))).toEqual([]);
    await mirror.close();
  });

  test('is never downloaded over a connection that can be listened to', async () => {
    expect(await find({ TENURE_TEMPORAL_DOWNLOAD: 'http://mirror.example/cli' })).toMatchObject({
      problem: expect.stringContaining('http://mirror.example/cli is no https address'),
    });
  });

  test('leads to a remedy that names every way when none works', async () => {
    await mkdir(join(folder, 'bin'), { recursive: true });
    expect(await find({})).toEqual({
      problem: expect.stringMatching(/downloads are off.*no Go on PATH\n.*no Python/su),
      remedy: expect.stringMatching(/temporal\.io\/cli.*TENURE_TEMPORAL_CLI.*TEMPORAL_ADDRESS.*GOPROXY/su),
    });
  });
});

/** Programs that unpacking needs, without the Go and Python that the machine may have. */
const tools = { PATH: '/nowhere' };

beforeAll(async () => {
  const links = await mkdtemp(join(tmpdir(), 'tenure-tools-'));
  for (const name of ['tar', 'gzip', 'sh']) {
    const path = ['/usr/bin', '/bin'].map((place) => join(place, name)).find((file) => existsSync(file));
    if (path !== undefined) await symlink(path, join(links, name));
  }
  tools.PATH = links;
});

afterAll(() => rm(tools.PATH, { recursive: true, force: true }));

/** A tar archive as Temporal's download site gives it, with a stand-in inside. */
async function archiveWith(server: string): Promise<Buffer> {
  const content = join(folder, 'content');
  await temporalStandIn(join(content, 'temporal'), server);
  await promisify(execFile)('tar', ['-czf', join(folder, 'archive.tar.gz'), '-C', content, 'temporal']);
  return readFile(join(folder, 'archive.tar.gz'));
}

/** Serves the archive for the pinned version and this platform, 404 for anything else. */
async function mirrorOf(archive: Buffer): Promise<{ readonly address: string; close(): Promise<void> }> {
  const version = await evaluate('lib/temporal-program.mjs', 'return await it.pinnedVersion();');
  const server = createHttpServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const known = url.pathname === `/cli/v${String(version)}` && url.searchParams.get('platform') !== null;
    response.writeHead(known ? 200 : 404, { 'content-length': known ? archive.length : 0 });
    response.end(known ? archive : undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return {
    address: `http://127.0.0.1:${address.port}/cli`,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** Go new enough, whose builds take a moment, are counted in a file and give a program that carries server 1.32.5. */
function goStandIn(log: string): string {
  return `#!/bin/sh
case "$1" in
  version) echo 'go version go1.99.0 linux/amd64' ;;
  build)
    while [ "$1" != -o ]; do shift; done
    echo built >> '${log}'
    sleep 0.3
    printf '#!/bin/sh\\necho "temporal version 0.0.0 (Server 1.32.5, UI 2.0.0)"\\n' > "$2"
    chmod 755 "$2" ;;
esac
`;
}

describe('an address', () => {
  test.each([
    ['127.0.0.1:7233', { host: '127.0.0.1', port: 7233 }],
    ['temporal.corp.example', { host: 'temporal.corp.example', port: 7233 }],
    ['[::1]:7000', { host: '::1', port: 7000 }],
  ])('%s is read as host and port', async (address, expected) => {
    expect(
      await evaluate('lib/temporal-finder.mjs', `return it.hostAndPort(${JSON.stringify(address)});`),
    ).toEqual(expected);
  });
});

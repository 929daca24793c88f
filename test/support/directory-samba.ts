import { execFile, spawnSync } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const script = fileURLToPath(new URL('../../scripts/samba.mjs', import.meta.url));
const execute = promisify(execFile);

/** A throw-away Samba domain controller. */
export interface SambaController {
  readonly url: string;
  readonly address: string;
  readonly baseDn: string;
  readonly domain: string;
  readonly administrator: string;
  readonly password: string;
  /** PEM text. */
  readonly ca: string;
  readonly folder: string;
  stop(): Promise<void>;
}

/** Whether Samba is installed; synchronous, because Jest wants to know before it collects tests. */
export function sambaIsAvailable(): boolean {
  return spawnSync(process.execPath, [script, 'available'], { stdio: 'ignore' }).status === 0;
}

function parseSettings(text: string): ReadonlyMap<string, string> {
  const settings = new Map<string, string>();
  for (const line of text.split('\n')) {
    const equals = line.indexOf('=');
    if (equals > 0) settings.set(line.slice(0, equals), line.slice(equals + 1));
  }
  return settings;
}

/** Starts a controller with a domain of its own in a temporary folder; `stop` removes both. */
export async function startSamba(): Promise<SambaController> {
  const folder = join(mkdtempSync(join(tmpdir(), 'tenure-samba-')), 'dc');
  const { stdout } = await execute(process.execPath, [script, 'start', folder, '--exchange']);
  const settings = parseSettings(stdout);
  function setting(key: string): string {
    const value = settings.get(key);
    if (value === undefined) throw new Error(`samba.mjs printed no ${key}`);
    return value;
  }
  return {
    url: setting('AD_URL'),
    address: setting('AD_ADDRESS'),
    baseDn: setting('AD_BASE_DN'),
    domain: setting('AD_DOMAIN'),
    administrator: setting('AD_ADMIN_UPN'),
    password: setting('AD_ADMIN_PASSWORD'),
    ca: await readFile(setting('AD_CA_FILE'), 'utf8'),
    folder,
    stop: async () => {
      await execute(process.execPath, [script, 'stop', folder]);
      await rm(join(folder, '..'), { recursive: true, force: true });
    },
  };
}

/** Runs samba-tool on the database of a running controller. */
export async function sambaTool(controller: SambaController, args: readonly string[]): Promise<string> {
  const where = [
    '-H',
    join(controller.folder, 'private/sam.ldb'),
    '-s',
    join(controller.folder, 'etc/smb.conf'),
  ];
  const env = { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/usr/bin` };
  const { stdout } = await execute('/usr/bin/python3', ['-I', '/usr/bin/samba-tool', ...args, ...where], {
    env,
  });
  return stdout;
}

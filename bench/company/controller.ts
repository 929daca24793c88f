import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const execute = promisify(execFile);
/** From the compiled file: `dist/bench/processes`. */
const script = fileURLToPath(new URL('../../../scripts/samba.mjs', import.meta.url));

/** A throw-away domain controller. */
export interface Controller {
  readonly url: string;
  readonly baseDn: string;
  readonly username: string;
  readonly password: string;
  readonly caFile: string;
  stop(): Promise<void>;
}

/** Whether Samba is installed here. */
export async function sambaIsAvailable(): Promise<boolean> {
  return execute(process.execPath, [script, 'available']).then(
    () => true,
    () => false,
  );
}

/** Starts a controller in a new folder; `stop` removes it. */
export async function startController(folder: string): Promise<Controller> {
  const home = join(folder, 'dc');
  const { stdout } = await execute(process.execPath, [script, 'start', home]);
  const lines = stdout.split('\n').map((line) => /^([A-Z_]+)=(.*)$/u.exec(line));
  const settings = new Map(lines.map((match) => [match?.[1] ?? '', match?.[2] ?? '']));
  function setting(name: string): string {
    const value = settings.get(name);
    if (value === undefined) throw new Error(`samba.mjs printed no ${name}`);
    return value;
  }
  return {
    url: setting('AD_URL'),
    baseDn: setting('AD_BASE_DN'),
    username: setting('AD_ADMIN_UPN'),
    password: setting('AD_ADMIN_PASSWORD'),
    caFile: setting('AD_CA_FILE'),
    async stop() {
      await execute(process.execPath, [script, 'stop', home]);
      await rm(home, { recursive: true, force: true });
    },
  };
}

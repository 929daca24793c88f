import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Client } from 'ldapts';
import { practiceGroups, practiceUnits } from './company-file.ts';

const execute = promisify(execFile);

/** A throw-away Samba domain controller of the practice company. */
export interface DomainController {
  readonly url: string;
  readonly baseDn: string;
  readonly username: string;
  readonly password: string;
  /** PEM of the issuing CA. */
  readonly ca: string;
  /** Stops it and forgets its data. */
  stop(): Promise<void>;
}

/** Group types as AD stores them (MS-ADTS 2.2.12): global security, global distribution. */
const groupTypes = { security: '-2147483646', distribution: '2' } as const;

/** The set-up script, found from the compiled file as well as from the source. */
function script(): string | undefined {
  for (
    let folder = dirname(fileURLToPath(import.meta.url));
    folder !== dirname(folder);
    folder = dirname(folder)
  ) {
    const found = join(folder, 'scripts', 'samba.mjs');
    if (existsSync(found)) return found;
  }
  return undefined;
}

async function samba(args: readonly string[]): Promise<ReadonlyMap<string, string> | undefined> {
  const file = script();
  if (file === undefined) return undefined;
  const { stdout } = await execute(process.execPath, [file, ...args]);
  const settings = new Map<string, string>();
  for (const line of stdout.split('\n')) {
    const equals = line.indexOf('=');
    if (equals > 0) settings.set(line.slice(0, equals), line.slice(equals + 1));
  }
  return settings;
}

/** Whether a domain controller can be started here. */
export async function controllerIsAvailable(): Promise<boolean> {
  return samba(['available']).then(
    (answer) => answer !== undefined,
    () => false,
  );
}

/**
 * Starts a controller with a new domain; one that an earlier run left there is stopped first.
 * @param folder its own, below the scratch folder
 */
export async function startController(folder: string): Promise<DomainController> {
  await stopController(folder);
  const settings = await samba(['start', folder]);
  const setting = (key: string): string => settings?.get(key) ?? '';
  return {
    url: setting('AD_URL'),
    baseDn: setting('AD_BASE_DN'),
    username: setting('AD_ADMIN_UPN'),
    password: setting('AD_ADMIN_PASSWORD'),
    ca: await readFile(setting('AD_CA_FILE'), 'utf8'),
    stop: async () => stopController(folder),
  };
}

async function stopController(folder: string): Promise<void> {
  if (existsSync(folder)) await samba(['stop', folder]);
  await rm(folder, { recursive: true, force: true });
}

/** The company's own set-up of its domain: organizational units, groups and lists. Tenure makes none of them. */
export async function furnishDomain(controller: DomainController): Promise<void> {
  const client = new Client({ url: controller.url, tlsOptions: { ca: controller.ca }, timeout: 20_000 });
  try {
    await client.bind(controller.username, controller.password);
    for (const name of practiceUnits) {
      await client.add(`OU=${name},${controller.baseDn}`, { objectClass: ['top', 'organizationalUnit'] });
    }
    for (const { name, kind } of practiceGroups) {
      await client.add(`CN=${name},OU=Groups,${controller.baseDn}`, {
        objectClass: ['top', 'group'],
        sAMAccountName: name,
        groupType: groupTypes[kind],
      });
    }
  } finally {
    await client.unbind();
  }
}

import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadConfiguration, payloadKeys } from '../../config/index.ts';
import { createMemoryDirectory } from '../../sandbox/directory/index.ts';
import { startSmtpSink } from '../../sandbox/mail/index.ts';
import { startUkgSandbox } from '../../sandbox/ukg/index.ts';
import { TenureError, codeOf } from '../../domain/errors.ts';
import { startCodecServer } from '../../../workers/codec-server.ts';
import { temporalAddress } from '../context.ts';
import { practiceGroups, practiceUnits, writeCompany } from './company-file.ts';
import { controllerIsAvailable, furnishDomain, startController } from './domain-controller.ts';
import { openEngine, prepareBundle } from './engine.ts';
import { typedPath } from './names.ts';
import type { Configuration } from '../../config/index.ts';
import type { MemoryDirectory } from '../../sandbox/directory/index.ts';
import type { SmtpSink, SunkMail } from '../../sandbox/mail/index.ts';
import type { UkgSandbox } from '../../sandbox/ukg/index.ts';
import type { Logger } from '../../observability/index.ts';
import type { CompanyPlaces } from './company-file.ts';
import type { Engine } from './engine.ts';
import type { Closers } from './interrupt.ts';

export interface CompanyOptions {
  /** Where its files are kept; wiped when it holds an earlier practice company. */
  readonly folder: string;
  readonly people: number;
  readonly seed: number;
  /** Keep the directory in memory even where Samba is installed. */
  readonly memory: boolean;
  readonly temporalAddress: string;
  /** Temporal Web, when it runs. */
  readonly webUrl?: string;
  /** Where Temporal Web asks for payloads to be decoded. */
  readonly codecPort?: number;
  /** Whether the Temporal server goes down with us. */
  readonly ownServer: boolean;
  readonly logger: Logger;
  /** Told one line per part that has started. */
  readonly say: (line: string) => void;
}

/** The practice company, running. */
export interface Company {
  readonly configuration: Configuration;
  readonly engine: Engine;
  readonly ukg: UkgSandbox;
  readonly mails: readonly SunkMail[];
  readonly directory: 'samba' | 'memory';
}

/** Name of the file that marks a folder as a practice company's, with the process that runs it. */
const markerFile = 'practice.json';

/**
 * Starts all parts of the practice company. What has been started is in `closers`, also when it fails half-way:
 * the caller closes them, last started first.
 */
export async function openCompany(options: CompanyOptions, closers: Closers): Promise<Company> {
  const { folder, say } = options;
  await takeFolder(folder);
  closers.unshift(async () => rm(join(folder, markerFile), { force: true }));
  // Bundling takes as long as starting a domain controller: side by side.
  const bundle = prepareBundle();
  bundle.catch(() => undefined);
  const started = await Promise.all([
    openDirectory(options, closers),
    openUkg(options, closers),
    openMail(options, closers),
  ]);
  const [directory, ukg, sink] = started;
  const file = await writeCompany(folder, {
    ukgUrl: ukg.sandbox.url,
    ukg: ukg.credentials,
    smtpUrl: sink.url,
    temporalAddress: options.temporalAddress,
    ...(options.webUrl === undefined ? {} : { webUrl: options.webUrl }),
    directory: directory.place,
  });
  say(`Configuration     ${typedPath(file)}`);
  const configuration = await loadConfiguration(typedPath(file));
  await openCodec(options, configuration, closers);
  const engine = await openEngine({
    configuration,
    temporal: temporalAddress(configuration.connections.temporal),
    logger: options.logger,
    ownServer: options.ownServer,
    bundle,
    ...(directory.memory === undefined ? {} : { parts: { directory: directory.memory } }),
  });
  closers.unshift(async () => engine.close());
  say(`Worker            this process, queue tenure/${configuration.policy.organization}`);
  if (options.webUrl !== undefined) say(`Temporal Web      ${options.webUrl}`);
  return {
    configuration,
    engine,
    ukg: ukg.sandbox,
    mails: sink.mails,
    directory: directory.memory === undefined ? 'samba' : 'memory',
  };
}

async function takeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const marker = join(folder, markerFile);
  const pid = Number(await readFile(marker, 'utf8').catch(() => '0'));
  if (pid > 0 && pid !== process.pid && isAlive(pid)) {
    throw new TenureError(
      'REQUEST_INVALID',
      `A practice company runs in ${folder} already (process ${pid}).`,
      {
        place: marker,
        remedy: `Stop it with Ctrl-C, name another folder with --folder, or delete ${marker} when process ${pid} is something else.`,
      },
    );
  }
  for (const name of ['data', 'mails', 'mail', 'secrets']) {
    await rm(join(folder, name), { recursive: true, force: true });
  }
  await writeFile(marker, String(process.pid));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of somebody else may not be asked, but it lives.
    return codeOf(error) === 'EPERM';
  }
}

interface OpenDirectory {
  readonly place: CompanyPlaces['directory'];
  readonly memory?: MemoryDirectory;
}

async function openDirectory(options: CompanyOptions, closers: Closers): Promise<OpenDirectory> {
  const { say } = options;
  if (options.memory || !(await controllerIsAvailable())) {
    const why = options.memory ? '' : '; for a real one: sudo node scripts/samba.mjs install';
    say(`Active Directory  in memory${why}`);
    return openMemory();
  }
  const folder = join(options.folder, 'samba');
  try {
    const controller = await startController(folder);
    closers.unshift(async () => controller.stop());
    await furnishDomain(controller);
    say(`Active Directory  Samba domain controller at ${controller.url}`);
    const { url, baseDn, username, password, ca } = controller;
    return { place: { url, baseDn, username, password, ca, inMemory: false } };
  } catch (error) {
    const reason = error instanceof Error ? error.message.trim().split('\n').at(-1) : 'unknown cause';
    say(`Active Directory  in memory, because Samba did not start: ${reason ?? ''}`);
    return openMemory();
  }
}

function openMemory(): OpenDirectory {
  const baseDn = 'DC=practice,DC=example';
  const memory = createMemoryDirectory({
    baseDn,
    containers: practiceUnits.map((name) => `OU=${name},${baseDn}`),
    groups: practiceGroups.map(({ name, kind }) => ({ name, kind, container: `OU=Groups,${baseDn}` })),
  });
  const place = {
    url: 'ldaps://127.0.0.1:636',
    baseDn,
    username: 'nobody',
    password: 'in-memory',
    inMemory: true,
  };
  return { place, memory };
}

function secret(): string {
  return randomBytes(12).toString('base64url');
}

async function openUkg(options: CompanyOptions, closers: Closers) {
  const credentials = {
    username: 'TENURE_SVC',
    password: secret(),
    customerApiKey: 'PRCTC',
    userApiKey: secret(),
  };
  const sandbox = await startUkgSandbox({
    seed: options.seed,
    people: options.people,
    credentials,
    today: new Date().toISOString(),
    requireUserApiKey: true,
  });
  closers.unshift(async () => sandbox.close());
  options.say(`UKG Pro           simulator with ${options.people} people at ${sandbox.url}`);
  return { sandbox, credentials };
}

/** Every mail is also kept as a file, for the newcomer to read. */
async function openMail(options: CompanyOptions, closers: Closers): Promise<SmtpSink> {
  const folder = join(options.folder, 'mails');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  let count = 0;
  let written: Promise<void> = Promise.resolve();
  const sink = await startSmtpSink({
    onMail: (mail) => {
      count += 1;
      const file = join(folder, `${String(count).padStart(4, '0')}.txt`);
      const text = `From: ${mail.from}\nTo: ${mail.recipients.join(', ')}\nSubject: ${mail.subject}\n\n${mail.text}\n`;
      written = written
        .then(async () => writeFile(file, text, { mode: 0o600 }))
        .catch(() => options.logger.warn({ file }, 'A mail could not be kept'));
    },
  });
  closers.unshift(async () => {
    await sink.close();
    await written;
  });
  options.say(`Mail              sink at ${sink.url}, kept in ${typedPath(folder)}`);
  return sink;
}

/** Without it Temporal Web shows encrypted payloads only. */
async function openCodec(
  options: CompanyOptions,
  configuration: Configuration,
  closers: Closers,
): Promise<void> {
  const { webUrl, codecPort } = options;
  if (webUrl === undefined || codecPort === undefined) return;
  const { encryption, namespace } = configuration.connections.temporal;
  const server = await startCodecServer({
    keys: await payloadKeys(encryption),
    namespaces: [namespace],
    host: '127.0.0.1',
    port: codecPort,
    webOrigins: [new URL(webUrl).origin, new URL(webUrl.replace('127.0.0.1', 'localhost')).origin],
    logger: options.logger,
  });
  closers.unshift(async () => server.close());
}

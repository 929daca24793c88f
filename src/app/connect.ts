import { join } from 'node:path';
import { createActiveDirectory } from '../connectors/active-directory/index.ts';
import { createMailer } from '../connectors/mail/index.ts';
import { createFileJournal, createFileSnapshots } from '../connectors/storage/index.ts';
import { createUkgSource } from '../connectors/ukg/index.ts';
import { directoryAttributes } from './directory-needs.ts';
import type { Configuration } from '../config/index.ts';
import type { DirectoryPort, HrSource, Journal, Mailer, SnapshotStore } from '../contracts/ports.ts';
import type { Policy } from '../domain/policy.ts';
import type { Logger } from '../observability/index.ts';

/** UKG Pro as the configuration names it. Nothing is sent before the first call. */
export function connectHr(configuration: Configuration, logger: Logger): HrSource {
  const { password, customerApiKey, userApiKey, ...ukg } = configuration.connections.ukg;
  return createUkgSource({
    ...ukg,
    password: password.reveal(),
    ...(customerApiKey === undefined ? {} : { customerApiKey: customerApiKey.reveal() }),
    ...(userApiKey === undefined ? {} : { userApiKey: userApiKey.reveal() }),
    definitions: configuration.policy.attributes,
    logger,
  });
}

/** Active Directory as the configuration names it. Connects at the first call. */
export function connectDirectory(configuration: Configuration, logger: Logger): DirectoryPort {
  const { password, ...directory } = configuration.connections.activeDirectory;
  return createActiveDirectory({
    ...directory,
    password: password.reveal(),
    attributes: directoryAttributes(configuration.policy),
    joinAttributes: joinAttributes(configuration.policy),
    logger,
  });
}

/** The mail server, when one is configured. */
export function connectMail(configuration: Configuration): Mailer | undefined {
  const { smtp } = configuration.connections;
  return smtp === undefined ? undefined : createMailer({ url: smtp.url.reveal() });
}

/** Journal and snapshots below the configured folder. */
export function openStorage(
  configuration: Configuration,
  logger: Logger,
): { readonly journal: Journal; readonly snapshots: SnapshotStore } {
  const { path } = configuration.connections.storage;
  return {
    journal: createFileJournal({
      folder: join(path, 'journal'),
      onDamage: (file, line) => logger.warn({ file, line }, 'A damaged line of the journal was passed over'),
    }),
    snapshots: createFileSnapshots(join(path, 'snapshots')),
  };
}

/** Attributes by which an account is known to be the person's. */
export function joinAttributes(policy: Policy): readonly string[] {
  const { attribute, personKeyAttribute } = policy.join;
  return personKeyAttribute === undefined ? [attribute] : [attribute, personKeyAttribute];
}

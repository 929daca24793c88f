import { createEmployeeActivities, createHrSyncActivities } from '../../activities/index.ts';
import { connectDirectory, connectHr, connectMail, openStorage } from './connect.ts';
import type { Dependencies } from '../../activities/index.ts';
import type { Configuration } from '../config/index.ts';
import type { EmployeeActivities, HrSyncActivities } from '../contracts/activities.ts';
import type { DirectoryPort, EmployeeStarter, HrSource, Mailer } from '../contracts/ports.ts';
import type { Logger } from '../observability/index.ts';

/** Parts that a caller brings along instead of what the configuration names: the practice company, tests. */
export interface Parts {
  readonly directory?: DirectoryPort;
  readonly hr?: HrSource;
  readonly mailer?: Mailer;
  readonly employees?: EmployeeStarter;
}

/** Dependencies of the activities, and what closes them. */
export interface Composition {
  readonly dependencies: Dependencies;
  close(): Promise<void>;
}

/** From configuration to acting parts. Nothing is connected before it is used. */
export function compose(configuration: Configuration, logger: Logger, parts: Parts = {}): Composition {
  const { extract, policy } = configuration;
  const hr = parts.hr ?? connectHr(configuration, logger);
  const directory = parts.directory ?? connectDirectory(configuration, logger);
  const mailer = parts.mailer ?? connectMail(configuration);
  const dependencies: Dependencies = {
    policy,
    hr,
    directory,
    ...openStorage(configuration, logger),
    ...(mailer === undefined ? {} : { mailer }),
    ...(parts.employees === undefined ? {} : { employees: parts.employees }),
    ...(extract.mode === 'delta' ? { fullSyncEveryMs: extract.fullSyncEveryMs } : {}),
    logger,
  };
  return {
    dependencies,
    async close() {
      await Promise.allSettled([hr.close(), directory.close(), mailer?.close()]);
    },
  };
}

/** Everything that a main worker serves. */
export function allActivities(dependencies: Dependencies): EmployeeActivities & HrSyncActivities {
  return { ...createEmployeeActivities(dependencies), ...createHrSyncActivities(dependencies) };
}

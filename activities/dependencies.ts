import type {
  DirectoryPort,
  EmployeeStarter,
  HrSource,
  Journal,
  Mailer,
  SnapshotStore,
} from '../src/contracts/ports.ts';
import type { Policy } from '../src/domain/policy.ts';
import type { Logger } from '../src/observability/index.ts';

/** Everything the activities act with; assembled in `src/app`, replaced by doubles in tests. */
export interface Dependencies {
  readonly policy: Policy;
  readonly hr: HrSource;
  readonly directory: DirectoryPort;
  /** Absent when no mail server is configured; then the policy has no templates. */
  readonly mailer?: Mailer;
  readonly journal: Journal;
  readonly snapshots: SnapshotStore;
  /** Absent where no workflows are started (preview, directory-only workers). */
  readonly employees?: EmployeeStarter;
  /** In `delta` mode a full read is made this often. */
  readonly fullSyncEveryMs?: number;
  readonly logger: Logger;
}

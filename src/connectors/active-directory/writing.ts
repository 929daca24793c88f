import { Attribute, Change as Modification } from 'ldapts';
import { TenureError } from '../../domain/errors.ts';
import type { Accounts } from './accounts.ts';
import type { LdapClient, WriteOutcome } from './client.ts';
import { lostConnection, refusalError, type Refusal } from './errors.ts';
import type { GroupCache } from './groups.ts';
import type { MemberBatches } from './member-batches.ts';
import type { ActiveDirectorySettings } from './options.ts';

/** What the changes work on. */
export interface WriteContext {
  readonly settings: ActiveDirectorySettings;
  readonly client: LdapClient;
  readonly accounts: Accounts;
  readonly groups: GroupCache;
  readonly members: MemberBatches;
}

/** How a write is judged when its answer is not plain success. */
export interface Judgement {
  /** For messages: what was tried, without personal data. */
  readonly action: string;
  readonly place?: string;
  /** Refusals that mean "it stands there already", believed only after re-reading. */
  readonly alreadySo?: (refusal: Refusal) => boolean;
  /** Reads again: does the directory hold what was wanted? */
  readonly holds: () => Promise<boolean>;
}

/**
 * Turns an outcome into what happened: a lost answer is settled by re-reading.
 * @throws TenureError by the error table; AD_UNREACHABLE when the answer was lost and nothing was written
 */
export async function settle(outcome: WriteOutcome, judgement: Judgement): Promise<'written' | 'alreadySo'> {
  if (outcome.kind === 'done') return 'written';
  if (outcome.kind === 'unknown') {
    if (await judgement.holds()) return 'written';
    throw lostConnection(judgement.action);
  }
  if (judgement.alreadySo?.(outcome.refusal) === true && (await judgement.holds())) return 'alreadySo';
  throw refusalError(outcome.refusal, judgement.action, judgement.place);
}

/** One attribute replaced; no values = removed, silently when it is absent (active-directory 4). */
export function replace(type: string, values: readonly string[]): Modification {
  return new Modification({
    operation: 'replace',
    modification: new Attribute({ type, values: [...values] }),
  });
}

/** The password, set without knowing the old one. */
export function replacePassword(password: string): Modification {
  return new Modification({
    operation: 'replace',
    modification: new Attribute({ type: 'unicodePwd', values: [passwordValue(password)] }),
  });
}

/** unicodePwd: the password in quotes, UTF-16 little-endian (active-directory 4). */
export function passwordValue(password: string): Buffer {
  return Buffer.from(`"${password}"`, 'utf16le');
}

/** The account no longer holds what the plan was made from. */
export function stale(accountId: string, what: string): TenureError {
  return new TenureError('AD_STALE', `account ${accountId}: ${what} changed since the plan was made`);
}

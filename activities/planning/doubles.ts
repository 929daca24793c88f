import { TenureError } from '../../src/domain/errors.ts';
import { valuesOf } from '../../src/domain/directory/ensure.ts';
import { createsAccount } from '../../src/domain/plan/stance.ts';
import type { AccountState } from '../../src/domain/directory/types.ts';
import type { DesiredInput } from '../../src/domain/plan/desired-state.ts';
import type { Actual } from '../../src/domain/plan/plan-changes.ts';
import type { Policy } from '../../src/domain/policy.ts';
import type { DirectoryPort } from '../../src/contracts/ports.ts';
import type { People } from './people.ts';

/** What matching a person with accounts needs. */
interface Matching {
  readonly policy: Policy;
  readonly directory: DirectoryPort;
  readonly people: People;
}

/**
 * Accounts of the same human under other person keys, for somebody who would get a new one: HR sometimes enters a
 * former employee afresh (ukg-pro-api 5). Former keys whose account is gone do not count.
 */
export async function doublesOf(
  { policy, directory, people }: Matching,
  { record, event }: DesiredInput,
): Promise<NonNullable<Actual['doubles']>> {
  if (!createsAccount(event)) return [];
  const found: { personKey: string; accountId: string }[] = [];
  for (const { key, join } of await people.sameHuman(record)) {
    for (const { id } of await directory.find(policy.join.attribute, join))
      found.push({ personKey: key, accountId: id });
  }
  return found;
}

/**
 * Refuses an account that may be somebody else's: one found by a join value that HR gave to another human too, and
 * one to be deleted that carries the join value of another person by now.
 * @throws TenureError AD_AMBIGUOUS naming the other person
 */
export async function refuseDoubtfulAccount(
  planning: Matching,
  { record, memory, event }: DesiredInput,
  account: AccountState | undefined,
): Promise<void> {
  if (account === undefined) return;
  const deletes = event === 'accountDeletion';
  if (memory.accounts.activeDirectory?.id === account.id && !deletes) return;
  const other = await otherHolder(planning, record, account, deletes);
  if (other === undefined) return;
  const { personKey } = record;
  const { attribute } = planning.policy.join;
  const whose = deletes ? 'by now the account of' : 'that of another human';
  throw new TenureError(
    'AD_AMBIGUOUS',
    `${personKey}: the account ${account.id} carries the ${attribute} of ${other}: it may be ${whose}; nothing was changed`,
    {
      personKey,
      place: account.id,
      remedy: deletes
        ? `If ${other} has the account now, answer skip: it is kept, and ${personKey} is done with. Otherwise correct its ${attribute} and answer retry.`
        : `Correct the ${attribute} in HR or in the directory, then answer retry.`,
    },
  );
}

/** Another person to whom the account may belong by its join value. */
export async function otherHolder(
  { policy, people }: Pick<Matching, 'policy' | 'people'>,
  record: DesiredInput['record'],
  account: AccountState,
  whoever: boolean,
): Promise<string | undefined> {
  const [join] = valuesOf(account.attributes, policy.join.attribute);
  if (join === undefined) return undefined;
  const others = await people.sameJoin(record, join);
  return others.find(({ another }) => whoever || another)?.key;
}

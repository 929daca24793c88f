import type { Applied } from '../../contracts/ports.ts';
import type { GroupRef } from '../../domain/directory/types.ts';
import { TenureError } from '../../domain/errors.ts';
import type { HeldAccount } from './accounts.ts';
import { ldapCode, type Refusal } from './errors.ts';
import type { KnownGroup } from './groups.ts';
import { settle, type WriteContext } from './writing.ts';

interface Warning {
  readonly code: string;
  readonly message: string;
}

/** Groups of one account that are changed at the same time. */
const AT_ONCE = 8;

function vanished(name: string): Warning {
  return { code: 'AD_GROUP_MISSING', message: `group ${name} no longer exists` };
}

function meansAlreadySo(refusal: Refusal, adding: boolean): boolean {
  if (adding) return refusal.code === ldapCode.alreadyExists;
  return refusal.code === ldapCode.unwilling || refusal.code === ldapCode.noSuchAttribute;
}

type Done = { readonly group: KnownGroup; readonly result: 'written' | 'alreadySo' | 'vanished' };

async function changeGroup(
  context: WriteContext,
  accountId: string,
  group: KnownGroup,
  adding: boolean,
): Promise<Done> {
  const outcome = await context.members.change(group.id, accountId, adding);
  if (outcome.kind === 'refused' && outcome.refusal.code === ldapCode.noSuchObject) {
    context.groups.forget(group.id);
    if (!(await context.groups.byIds([group.id])).has(group.id)) return { group, result: 'vanished' };
  }
  const result = await settle(outcome, {
    action: adding ? `adding a member to ${group.name}` : `removing a member from ${group.name}`,
    place: group.dn,
    alreadySo: (refusal) => meansAlreadySo(refusal, adding),
    holds: async () => {
      const now = await context.accounts.held(accountId);
      return now?.state.groups.some(({ id }) => id === group.id) === adding;
    },
  });
  return { group, result };
}

/** Changes all of them, some at a time; the first failure is raised when all that had begun are settled. */
async function changeAll(
  context: WriteContext,
  accountId: string,
  groups: readonly KnownGroup[],
  adding: boolean,
): Promise<readonly Done[]> {
  const done: Done[] = [];
  for (let from = 0; from < groups.length; from += AT_ONCE) {
    const part = groups.slice(from, from + AT_ONCE);
    // oxlint-disable-next-line no-await-in-loop -- a bounded number of requests at a time
    const results = await Promise.allSettled(
      part.map((group) => changeGroup(context, accountId, group, adding)),
    );
    for (const result of results) {
      if (result.status === 'rejected') throw result.reason;
      done.push(result.value);
    }
  }
  return done;
}

/**
 * Adds an account to groups or takes it out of them. Memberships that stand already cost no write, a group that
 * vanished is a warning, a protected group refuses the whole change before its first write.
 * @throws TenureError AD_PROTECTED
 */
export async function changeGroups(
  context: WriteContext,
  account: HeldAccount,
  refs: readonly GroupRef[],
  adding: boolean,
): Promise<Applied> {
  const accountId = account.state.id;
  const known = await context.groups.byIds(refs.map(({ id }) => id));
  const member = new Set(account.state.groups.map(({ id }) => id));
  const warnings: Warning[] = [];
  const due: KnownGroup[] = [];
  for (const ref of refs) {
    const group = known.get(ref.id);
    if (group?.protectedBy !== undefined) {
      throw new TenureError('AD_PROTECTED', `group ${group.name} is protected: ${group.protectedBy}`, {
        place: group.name,
      });
    }
    if (group === undefined) warnings.push(vanished(ref.name));
    else if (member.has(group.id) !== adding) due.push(group);
  }
  const done = await changeAll(context, accountId, due, adding);
  for (const { group, result } of done) {
    if (result === 'vanished') warnings.push(vanished(group.name));
  }
  const written = done.filter(({ result }) => result === 'written').map(({ group }) => group.name);
  return {
    accountId,
    writes: written.length,
    ...(written.length === 0
      ? {}
      : { before: { groups: adding ? [] : written }, after: { groups: adding ? written : [] } }),
    ...(warnings.length === 0 ? {} : { warnings }),
  };
}

import { Attribute, Change as Modification } from 'ldapts';
import type { LdapClient, WriteOutcome } from './client.ts';
import { guidDn } from './entry.ts';

/** Members per request; batches of this size are nearly as quick as any larger one (active-directory 9). */
const MEMBERS_PER_REQUEST = 500;

interface Waiting {
  readonly accountId: string;
  readonly resolve: (outcome: WriteOutcome) => void;
  readonly reject: (error: unknown) => void;
}

/** Changes of members, many accounts of one group together. */
export interface MemberBatches {
  /** Adds the account to the group or takes it out; the outcome is the account's own. */
  change(groupId: string, accountId: string, adding: boolean): Promise<WriteOutcome>;
}

/**
 * While a request for a group is on its way, further accounts for the same group wait and then go out together: a
 * first load of thousands into one group costs tens of requests, and a single change is never delayed.
 */
export function createMemberBatches(client: LdapClient): MemberBatches {
  const queues = new Map<string, Waiting[]>();

  function send(groupId: string, accountIds: readonly string[], adding: boolean): Promise<WriteOutcome> {
    const modification = new Modification({
      operation: adding ? 'add' : 'delete',
      modification: new Attribute({ type: 'member', values: accountIds.map(guidDn) }),
    });
    return client.write((connection) => connection.modify(guidDn(groupId), modification));
  }

  /** One request for all; when it is refused, one per account, because one bad member refuses the whole request. */
  async function sendTogether(groupId: string, batch: readonly Waiting[], adding: boolean): Promise<void> {
    const ids = batch.map(({ accountId }) => accountId);
    const outcome = await send(groupId, ids, adding);
    if (outcome.kind !== 'refused' || batch.length === 1) {
      for (const { resolve } of batch) resolve(outcome);
      return;
    }
    for (const { accountId, resolve } of batch) {
      // oxlint-disable-next-line no-await-in-loop -- rare, and the server serialises writes to one group
      resolve(await send(groupId, [accountId], adding));
    }
  }

  async function drain(key: string, queue: Waiting[], groupId: string, adding: boolean): Promise<void> {
    while (queue.length > 0) {
      const batch = queue.splice(0, MEMBERS_PER_REQUEST);
      try {
        // oxlint-disable-next-line no-await-in-loop -- the next batch gathers meanwhile
        await sendTogether(groupId, batch, adding);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    queues.delete(key);
  }

  function change(groupId: string, accountId: string, adding: boolean): Promise<WriteOutcome> {
    const key = `${adding ? 'add' : 'remove'}/${groupId}`;
    return new Promise((resolve, reject) => {
      const waiting = { accountId, resolve, reject };
      const queue = queues.get(key);
      if (queue !== undefined) {
        queue.push(waiting);
        return;
      }
      const started = [waiting];
      queues.set(key, started);
      void drain(key, started, groupId, adding);
    });
  }

  return { change };
}

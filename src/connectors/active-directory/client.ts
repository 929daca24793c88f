import { Control, PresenceFilter, type Client, type Filter } from 'ldapts';
import { TenureError } from '../../domain/errors.ts';
import { entryFrom, guidDn, guidText, withTexts, type DirectoryEntry } from './entry.ts';
import { ldapCode, lostConnection, lostLogon, refusalError, refusalOf, type Refusal } from './errors.ts';
import type { ActiveDirectorySettings } from './options.ts';
import { createCookieReader, PageRequest } from './paging.ts';
import { createPool } from './pool.ts';

/** Binary attributes, in the schema's spelling: ldapts compares with the name the server returns. */
const BINARY = ['objectGUID', 'objectSid'];

const SHOW_DELETED = '1.2.840.113556.1.4.417';

export interface Search {
  /** DN or `<GUID=...>`. */
  readonly base: string;
  readonly scope: 'base' | 'sub';
  readonly filter: Filter;
  readonly attributes: readonly string[];
  /** Deleted objects too, as far as the service account may see them. */
  readonly deleted?: boolean;
  /** Entries wanted; the rest is cut off silently. */
  readonly limit?: number;
}

/** What became of a write. `unknown`: the request went out and no answer came back. */
export type WriteOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'unknown' };

/** Naming contexts of the domain controller (rootDSE). */
export interface DomainNames {
  readonly domainDn: string;
  readonly schemaDn: string;
}

/** LDAP requests with the rules of the house: pooled, counted, whole values, errors as TenureError. */
export interface LdapClient {
  /**
   * Entries that match. Asked again once when the connection was lost. A base that does not exist gives none for scope
   * `base` and AD_CONTAINER_MISSING for `sub`.
   */
  search(search: Search): Promise<readonly DirectoryEntry[]>;
  /** The same page by page, on a connection of its own. */
  pages(search: Search): AsyncIterable<readonly DirectoryEntry[]>;
  /** Sends one write. Throws only when nothing was sent. */
  write(request: (client: Client) => Promise<void>): Promise<WriteOutcome>;
  names(): Promise<DomainNames>;
  counters(): { readonly writes: number; readonly reads: number };
  close(): Promise<void>;
}

async function readNames(search: LdapClient['search']): Promise<DomainNames> {
  const [root] = await search({
    base: '',
    scope: 'base',
    filter: new PresenceFilter({ attribute: 'objectClass' }),
    attributes: ['defaultNamingContext', 'schemaNamingContext'],
  });
  const domainDn = root?.text('defaultNamingContext');
  const schemaDn = root?.text('schemaNamingContext');
  if (domainDn !== undefined && schemaDn !== undefined) return { domainDn, schemaDn };
  throw new TenureError('AD_OPERATION_FAILED', 'the server does not say which domain it serves', {
    remedy: 'Check directories.activeDirectory.urls: they must name domain controllers of Active Directory.',
  });
}

/** A subtree that does not exist is an error: nothing found there must never be taken for "no such account". */
function readError(error: unknown, base: string): TenureError {
  if (error instanceof TenureError) return error;
  const refusal = refusalOf(error);
  if (refusal === undefined) return lostConnection('reading');
  if (refusal.code !== ldapCode.noSuchObject) return refusalError(refusal, 'reading');
  return new TenureError('AD_CONTAINER_MISSING', `${base} does not exist, or may not be read`, {
    place: base,
    remedy: 'Correct directories.activeDirectory.baseDn, or let the service account read it.',
  });
}

export function createLdapClient(settings: ActiveDirectorySettings): LdapClient {
  const pool = createPool(settings);
  const counted = { writes: 0, reads: 0 };
  let names: Promise<DomainNames> | undefined;

  async function send(client: Client, request: Search, controls: Control[]): Promise<DirectoryEntry[]> {
    counted.reads++;
    const { searchEntries } = await client.search(
      request.base,
      {
        scope: request.scope,
        filter: request.filter,
        attributes: [...request.attributes],
        explicitBufferAttributes: BINARY,
        // ldapts asks for 10 seconds unless told; unindexed searches of a large domain take longer.
        timeLimit: Math.ceil(settings.timeoutMs / 1000),
        ...(request.limit === undefined ? {} : { sizeLimit: request.limit }),
      },
      request.deleted === true ? [...controls, new Control(SHOW_DELETED)] : controls,
    );
    return searchEntries.map(entryFrom);
  }

  async function sendTwice(request: Search): Promise<DirectoryEntry[]> {
    try {
      return await pool.use((client) => send(client, request, []));
    } catch (error) {
      const refusal = refusalOf(error);
      if (error instanceof TenureError || (refusal !== undefined && !lostLogon(refusal))) throw error;
    }
    return pool.use((client) => send(client, request, []));
  }

  /** The rest of an attribute of which the server sent a part (active-directory 3, "ranges"). */
  async function restOf(entry: DirectoryEntry, attribute: string, request: Search): Promise<string[]> {
    const id = entry.bytes('objectGUID');
    const base = id === undefined ? entry.dn : guidDn(guidText(id));
    const values = [...entry.texts(attribute)];
    let next = entry.partial.get(attribute.toLowerCase());
    while (next !== undefined) {
      const part = {
        ...request,
        base,
        scope: 'base' as const,
        attributes: [`${attribute};range=${next}-*`],
      };
      // oxlint-disable-next-line no-await-in-loop -- where a range begins is known when the one before has come
      const [found] = await sendTwice(part);
      const received: readonly string[] = found?.texts(attribute) ?? [];
      values.push(...received);
      next = received.length === 0 ? undefined : found?.partial.get(attribute.toLowerCase());
    }
    return values;
  }

  async function complete(entries: readonly DirectoryEntry[], request: Search): Promise<DirectoryEntry[]> {
    const whole: DirectoryEntry[] = [];
    for (const entry of entries) {
      let filled = entry;
      for (const attribute of entry.partial.keys()) {
        // oxlint-disable-next-line no-await-in-loop -- rare, and the values may be many
        filled = withTexts(filled, attribute, await restOf(entry, attribute, request));
      }
      whole.push(filled);
    }
    return whole;
  }

  async function search(request: Search): Promise<readonly DirectoryEntry[]> {
    try {
      return await complete(await sendTwice(request), request);
    } catch (error) {
      const missing = refusalOf(error)?.code === ldapCode.noSuchObject;
      if (missing && request.scope === 'base') return [];
      throw readError(error, request.base);
    }
  }

  async function* pages(request: Search): AsyncIterable<readonly DirectoryEntry[]> {
    const cookies = createCookieReader();
    const connection = await pool.lease(cookies.listener);
    let cookie: Buffer = Buffer.alloc(0);
    try {
      do {
        // The cookie of a page comes with the page.
        // oxlint-disable-next-line no-await-in-loop
        const entries = await send(connection.client, request, [new PageRequest(settings.pageSize, cookie)]);
        cookie = cookies.take();
        // oxlint-disable-next-line no-await-in-loop
        if (entries.length > 0) yield await complete(entries, request);
      } while (cookie.length > 0);
    } catch (error) {
      throw readError(error, request.base);
    } finally {
      pool.release(connection);
    }
  }

  async function write(request: (client: Client) => Promise<void>): Promise<WriteOutcome> {
    for (let attempt = 1; ; attempt++) {
      try {
        // oxlint-disable-next-line no-await-in-loop -- the second attempt follows a refusal, not a success
        await pool.use((client) => {
          counted.writes++;
          return request(client);
        });
        return { kind: 'done' };
      } catch (error) {
        if (error instanceof TenureError) throw error;
        const refusal = refusalOf(error);
        if (refusal === undefined) return { kind: 'unknown' };
        // Not logged on: the server did nothing, so the same request may go out again.
        if (!lostLogon(refusal) || attempt > 1) return { kind: 'refused', refusal };
      }
    }
  }

  return {
    search,
    pages,
    write,
    names: () => {
      names ??= readNames(search).catch((error: unknown) => {
        names = undefined;
        throw error;
      });
      return names;
    },
    counters: () => ({ ...counted }),
    close: () => pool.close(),
  };
}

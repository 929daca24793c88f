import type { HrPage, HrRow, HrSource } from '../../../src/contracts/ports.ts';
import { connect, startServer } from './server.ts';
import type { Connected, Handler, TestServer } from './server.ts';

/** Starts servers and sources, and ends them after each test. */
export interface Harness {
  readonly serve: typeof startServer;
  readonly connect: typeof connect;
  /** Both at once. */
  readonly tenantWith: (
    handler: Handler,
    options?: Parameters<typeof connect>[1],
  ) => Promise<Connected & { readonly server: TestServer }>;
}

export function useServers(): Harness {
  const servers: TestServer[] = [];
  const sources: HrSource[] = [];

  afterEach(async () => {
    await Promise.all(sources.splice(0).map((source) => source.close()));
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });

  async function serve(...given: Parameters<typeof startServer>): Promise<TestServer> {
    const server = await startServer(...given);
    servers.push(server);
    return server;
  }

  function connectTracked(...given: Parameters<typeof connect>): Connected {
    const result = connect(...given);
    sources.push(result.source);
    return result;
  }

  return {
    serve,
    connect: connectTracked,
    async tenantWith(handler, options = {}) {
      const server = await serve(handler);
      return { ...connectTracked(server.url, options), server };
    },
  };
}

/** Pages of one list. */
export async function readPages(
  source: HrSource,
  list: string,
  fromPage = 1,
  signal?: AbortSignal,
): Promise<HrPage[]> {
  const pages: HrPage[] = [];
  for await (const page of source.pages(list, fromPage, signal)) pages.push(page);
  return pages;
}

/** Rows of all lists, read one after the other, as a run does. */
export async function readEverything(source: HrSource): Promise<Map<string, HrRow[]>> {
  const rows = new Map<string, HrRow[]>();
  for (const list of source.lists) {
    // oxlint-disable-next-line no-await-in-loop -- as a run does
    rows.set(
      list,
      (await readPages(source, list)).flatMap((page) => page.rows),
    );
  }
  return rows;
}

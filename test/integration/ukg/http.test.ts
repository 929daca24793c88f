import type { ServerResponse } from 'node:http';
import type { HrPage, HrSource } from '../../../src/contracts/ports.ts';
import { TenureError } from '../../../src/domain/errors.ts';
import { silentLogger } from '../../../src/observability/index.ts';
import { expiredCertificate, testKey, validCertificate } from './certificates.ts';
import { readPages, useServers } from './harness.ts';
import { connect, paths, sendJson, serveLists, startServer, tenant } from './server.ts';
import type { Handler } from './server.ts';

const { serve, connect: connected } = useServers();

function read(source: HrSource, signal?: AbortSignal): Promise<HrPage[]> {
  return readPages(source, 'employment', 1, signal);
}

async function failureOf(promise: Promise<unknown>): Promise<TenureError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof TenureError) return error;
    throw error;
  }
  throw new Error('expected a failure');
}

/** Gives the answers of `first` to the first requests, then a healthy tenant's. */
function thenHealthy(...first: ((response: ServerResponse) => void)[]): Handler {
  const healthy = serveLists(tenant('E1', 'E2'));
  const waiting = [...first];
  return (request, response) => {
    const answer = waiting.shift();
    if (answer === undefined) healthy(request, response);
    else answer(response);
  };
}

function status(code: number, headers: Record<string, string> = {}, body = '') {
  return (response: ServerResponse): void => {
    response.writeHead(code, headers).end(body);
  };
}

const badGateway = '<html><body>502 Bad Gateway</body></html>';

describe('what is sent', () => {
  it('goes to the host only, with user, customer key and user key', async () => {
    const server = await serve(serveLists(tenant('E1')));
    await read(connected(server.url, { userApiKey: 'USER12345678' }).source);
    expect(server.requests[0]).toMatchObject({
      path: '/personnel/v1/employment-details',
      query: { page: '1', per_Page: '1000' },
      headers: {
        authorization: `Basic ${Buffer.from('TENURE_SVC:hunter2').toString('base64')}`,
        'us-customer-api-key': 'CUST1',
        'x-api-key': 'USER12345678',
        accept: 'application/json',
      },
    });
  });

  it('carries the user key in the header that was configured', async () => {
    const server = await serve(serveLists(tenant('E1')));
    const options = { userApiKey: 'USER12345678', userApiKeyHeader: 'US-User-Api-Key' };
    await read(connected(server.url, options).source);
    expect(server.requests[0]?.headers['us-user-api-key']).toBe('USER12345678');
    expect(server.requests[0]?.headers['x-api-key']).toBeUndefined();
  });

  it('carries a user key that is the only key as customer key', async () => {
    const server = await serve(serveLists(tenant('E1')));
    const { source } = connected(server.url, { customerApiKey: '', userApiKey: 'USER12345678' });
    await read(source);
    expect(server.requests[0]?.headers['us-customer-api-key']).toBe('USER12345678');
    expect(server.requests[0]?.headers['x-api-key']).toBeUndefined();
  });

  it.each([
    [{ customerApiKey: '' }, 'ukg.customerApiKey'],
    [{ customerApiKey: 'CU\nST1' }, 'ukg.customerApiKey'],
    [{ username: 'a:b' }, 'ukg.username'],
    [{ baseUrl: 'http://service5.ultipro.com' }, 'ukg.baseUrl'],
    [{ userApiKey: 'USER12345678', userApiKeyHeader: 'x api key' }, 'ukg.userApiKeyHeader'],
  ])('is refused before the first request when it cannot work: %p', (options, place) => {
    expect(() => connect('http://127.0.0.1:1', options)).toThrow(
      expect.objectContaining({ code: 'CONFIG_INVALID', place }),
    );
  });
});

describe('what passes by itself', () => {
  it.each([
    ['429 without Retry-After', status(429), 1_000],
    ['429 with seconds', status(429, { 'retry-after': '7' }), 7_000],
    ['429 with a date', status(429, { 'retry-after': 'Sun, 01 Mar 2026 10:00:09 GMT' }), 9_000],
    ['500 with JSON', status(500, {}, '{"title":"Internal Server Error"}'), 1_000],
    ['502 with HTML', status(502, { 'content-type': 'text/html' }, badGateway), 1_000],
    ['503 with Retry-After', status(503, { 'retry-after': '3' }), 3_000],
    ['504 without body', status(504), 1_000],
    ['a closed connection', (response: ServerResponse) => response.destroy(), 1_000],
    ['truncated JSON', status(200, {}, '[{"employeeID":"E1"'), 1_000],
    ['an empty body', status(200), 1_000],
    [
      'a connection that ends in the middle of the body',
      (response: ServerResponse) => {
        response.writeHead(200, { 'content-length': '1000' });
        response.write('[{"employeeID":"E1"', () => response.destroy());
      },
      1_000,
    ],
  ])('is waited out: %s', async (_, answer, waitMs) => {
    const server = await serve(thenHealthy(answer));
    const { source, waits } = connected(server.url);
    expect((await read(source)).flatMap((page) => page.rows)).toHaveLength(2);
    expect(waits).toEqual([waitMs]);
  });

  it('is waited for longer each time, and at last thrown as retryable', async () => {
    const server = await serve((_, response) => status(503)(response));
    const { source, waits } = connected(server.url);
    expect(await failureOf(read(source))).toMatchObject({ code: 'UKG_UNAVAILABLE', retryable: true });
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000]);
    expect(server.requests).toHaveLength(6);
  });

  it('is left to the caller when the wait asked for is long', async () => {
    const server = await serve((_, response) => status(429, { 'retry-after': '120' })(response));
    const { source, waits } = connected(server.url);
    expect(await failureOf(read(source))).toMatchObject({
      code: 'UKG_RATE_LIMITED',
      retryable: true,
      retryAfterMs: 120_000,
    });
    expect(waits).toEqual([]);
    expect(server.requests).toHaveLength(1);
  });

  it('is an unreachable host', async () => {
    const server = await startServer(serveLists({}));
    await server.close();
    const failure = await failureOf(read(connected(server.url).source));
    expect(failure).toMatchObject({ code: 'UKG_UNREACHABLE', retryable: true });
    expect(failure.message).toContain(server.url);
    expect(failure.message).toContain('ECONNREFUSED');
  });

  it('is a body that does not come to its end in time', async () => {
    const server = await serve((_, response) => {
      response.writeHead(200);
      response.write('[');
    });
    const failure = await failureOf(read(connected(server.url, { timeoutMs: 60 }).source));
    expect(failure).toMatchObject({ code: 'UKG_UNAVAILABLE', retryable: true });
    expect(failure.message).toContain('60 ms');
  });
});

describe('what does not pass by itself', () => {
  it.each([
    ['400', status(400, {}, '{"errors":{"modelstate":{"page":["bad"]}}}'), 'UKG_REQUEST_REFUSED'],
    ['401', status(401), 'UKG_UNAUTHORIZED'],
    ['403 without body', status(403), 'UKG_FORBIDDEN'],
    ['404', status(404), 'UKG_NOT_FOUND'],
    ['a redirect', status(302, { location: 'https://elsewhere.example/' }), 'UKG_REDIRECT_REFUSED'],
    ['a permanent redirect', status(308, { location: '/other' }), 'UKG_REDIRECT_REFUSED'],
    [
      'a page of HTML',
      status(200, { 'content-type': 'text/html' }, '<html>Sign in</html>'),
      'UKG_ANSWER_INVALID',
    ],
    ['JSON that is no list', status(200, {}, '{"rows":[]}'), 'UKG_ANSWER_INVALID'],
  ])('is asked once only: %s', async (_, answer, code) => {
    const server = await serve((_request, response) => answer(response));
    const { source, waits } = connected(server.url);
    expect(await failureOf(read(source))).toMatchObject({ code, retryable: false });
    expect(waits).toEqual([]);
    expect(server.requests).toHaveLength(1);
  });

  it('is an answer over the size limit, announced or not', async () => {
    const big = JSON.stringify([{ employeeID: 'x'.repeat(5_000) }]);
    const announced = await serve((_, response) =>
      status(200, { 'content-length': String(big.length) }, big)(response),
    );
    const streamed = await serve((_, response) => {
      response.writeHead(200);
      response.write(big.slice(0, 3_000));
      response.end(big.slice(3_000));
    });
    for (const server of [announced, streamed]) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other is enough
      const failure = await failureOf(read(connected(server.url, { maxAnswerBytes: 4_000 }).source));
      expect(failure).toMatchObject({ code: 'UKG_ANSWER_TOO_LARGE', retryable: false });
      expect(server.requests).toHaveLength(1);
    }
  });
});

describe('certificates', () => {
  it('of an unknown issuer are refused, and accepted when the issuer is named', async () => {
    const server = await serve(serveLists(tenant('E1')), { key: testKey, cert: validCertificate });
    expect(await failureOf(read(connected(server.url).source))).toMatchObject({
      code: 'UKG_CERTIFICATE_INVALID',
      retryable: false,
    });
    expect(server.requests).toEqual([]);
    expect(await read(connected(server.url, { ca: validCertificate }).source)).toHaveLength(1);
  });

  it('that have expired are refused although the issuer is trusted', async () => {
    const server = await serve(serveLists(tenant('E1')), { key: testKey, cert: expiredCertificate });
    const failure = await failureOf(read(connected(server.url, { ca: expiredCertificate }).source));
    expect(failure.code).toBe('UKG_CERTIFICATE_INVALID');
    expect(failure.message).toContain('CERT_HAS_EXPIRED');
    expect(server.requests).toEqual([]);
  });
});

describe('cancelling', () => {
  it('ends a request under way with the reason given', async () => {
    const controller = new AbortController();
    const server = await serve(() => controller.abort(new Error('worker stops')));
    await expect(read(connected(server.url).source, controller.signal)).rejects.toThrow('worker stops');
    expect(server.requests).toHaveLength(1);
  });

  it('ends a wait between attempts', async () => {
    const controller = new AbortController();
    const server = await serve((_, response) => status(503)(response));
    const { source } = connected(server.url, {
      sleep: async () => controller.abort(new Error('worker stops')),
    });
    await expect(read(source, controller.signal)).rejects.toThrow('worker stops');
    expect(server.requests).toHaveLength(1);
  });
});

describe('throttling', () => {
  it('holds back all requests of the tenant, not only the one that was throttled', async () => {
    const arrivals: number[] = [];
    let now = 0;
    let throttled = false;
    const lists = serveLists(tenant('E1'));
    const server = await serve((request, response) => {
      arrivals.push(now);
      if (throttled) return lists(request, response);
      throttled = true;
      return status(429, { 'retry-after': '20' })(response);
    });
    const { source } = connected(server.url, {
      now: () => now,
      sleep: async (ms) => {
        now += ms;
      },
    });
    await source.person('E1');
    await source.person('E1');
    const [first, ...others] = arrivals;
    expect(first).toBe(0);
    // The second request of the first call may be under way already; every later one waits.
    expect(others.filter((at) => at < 20_000).length).toBeLessThanOrEqual(1);
  });

  it('lets two requests through at a time', async () => {
    let underWay = 0;
    let most = 0;
    const lists = serveLists(tenant('E1'));
    const server = await serve((request, response) => {
      underWay += 1;
      most = Math.max(most, underWay);
      setImmediate(() => {
        underWay -= 1;
        lists(request, response);
      });
    });
    const { source } = connected(server.url);
    await Promise.all(Array.from({ length: 20 }, () => source.person('E1')));
    expect(server.requests).toHaveLength(40);
    expect(most).toBeLessThanOrEqual(2);
  });
});

describe('logs', () => {
  it('hold no credentials and nothing of the rows', async () => {
    const server = await serve(thenHealthy(status(500, {}, '{"title":"hunter2"}')));
    const { source, logged } = connected(server.url, { userApiKey: 'USER12345678' });
    await read(source);
    const text = JSON.stringify(logged);
    expect(logged.length).toBeGreaterThan(1);
    expect(text).toContain(paths.employment);
    for (const secret of ['hunter2', 'CUST1', 'USER12345678', 'Basic', '000012444', 'Dana']) {
      expect(text).not.toContain(secret);
    }
  });

  it("go to the product's own logger", async () => {
    const server = await serve((_, response) => sendJson(response, []));
    expect(await read(connected(server.url, { logger: silentLogger() }).source)).toEqual([]);
  });
});

import type { Finding } from '../../../src/contracts/ports.ts';
import type { AttributeDefinition } from '../../../src/domain/hr/record.ts';
import { standardAttributes } from '../../../src/domain/hr/standard-attributes.ts';
import { useServers } from './harness.ts';
import { employmentRow, paths, sendJson, serveLists, startServer, tenant } from './server.ts';
import type { Handler, Received } from './server.ts';

const { connect, tenantWith } = useServers();

const goodBasic = `Basic ${Buffer.from('TENURE_SVC:hunter2').toString('base64')}`;

/** What one check of the credentials answers: undefined when it passes. */
type Gate = (request: Received) => { readonly status: number; readonly body: unknown } | undefined;

function guarded(...gates: Gate[]): Handler {
  const lists = serveLists(fullTenant());
  return (request, response) => {
    for (const gate of gates) {
      const refusal = gate(request);
      if (refusal !== undefined) return sendJson(response, refusal.body, refusal.status);
    }
    return lists(request, response);
  };
}

function fullTenant() {
  const wire = standardAttributes
    .flatMap((definition) => definition.from)
    .map((from): [string, string] => [from.slice(from.indexOf('.') + 1), '']);
  const filled = { ...Object.fromEntries(wire), dateOfTermination: null };
  return {
    ...tenant(),
    [paths.employment]: [{ ...filled, ...employmentRow('E1') }],
    [paths.person]: [{ ...filled, employeeId: 'E1', companyId: 'QX7P2' }],
  };
}

function password(body: unknown): Gate {
  return ({ headers }) => (headers.authorization === goodBasic ? undefined : { status: 401, body });
}

function customerKey(body: unknown): Gate {
  return ({ headers }) => (headers['us-customer-api-key'] === 'CUST1' ? undefined : { status: 401, body });
}

function failed(findings: readonly Finding[]): Finding[] {
  return findings.filter((finding) => !finding.ok);
}

function logonAttempts(requests: readonly Received[]): number {
  return requests.filter(({ headers }) => headers.authorization !== undefined).length;
}

describe('check', () => {
  it('finds nothing wrong with a tenant that answers everything', async () => {
    const { source, server } = await tenantWith(serveLists(fullTenant()), { userApiKey: 'USER12345678' });
    const findings = await source.check();
    expect(failed(findings)).toEqual([]);
    expect(findings.map((finding) => finding.subject)).toEqual(
      expect.arrayContaining([
        'UKG service endpoint',
        'UKG user name and password',
        'UKG customer key',
        'UKG user key',
        'UKG web service "Employee Person Details" (person)',
        'UKG web service "Personnel Integration" (employment)',
        'UKG web service "Employee Export" (changes)',
      ]),
    );
    expect(server.requests).toHaveLength(4);
  });

  it.each([
    [paths.person, 'Employee Person Details', 'error'],
    [paths.employment, 'Personnel Integration', 'error'],
    [paths.changes, 'Employee Export', 'warning'],
    [paths.details, 'Personnel Integration', 'warning'],
    [paths.orgLevels, 'Company Configuration Integration', 'error'],
  ] as const)('names the role that is missing for %s', async (path, role, severity) => {
    const department: AttributeDefinition = {
      name: 'department',
      from: ['employment.orgLevel2Code'],
      type: 'text',
      describe: 'orgLevel2',
    };
    const lists = serveLists({
      ...fullTenant(),
      [paths.orgLevels]: [{ level: 2, code: '0120', description: 'Intensive care' }],
    });
    const { source } = await tenantWith(
      (request, response) => {
        if (request.path === path) response.writeHead(403).end();
        else lists(request, response);
      },
      { definitions: [...standardAttributes, department] },
    );
    const findings = failed(await source.check());
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({
      severity,
      remedy: expect.stringContaining(`View on the web service "${role}"`),
    });
  });

  it('tells an attribute whose field UKG Pro does not send', async () => {
    const { source } = await tenantWith(serveLists(fullTenant()), {
      definitions: [...standardAttributes, { name: 'desk', from: ['employment.deskNumber'], type: 'text' }],
    });
    const findings = failed(await source.check());
    expect(findings).toEqual([
      expect.objectContaining({
        severity: 'warning',
        message: expect.stringContaining('employment.deskNumber'),
      }),
    ]);
  });

  it('tells a service account that sees nobody', async () => {
    const { source } = await tenantWith(serveLists(tenant()));
    expect(failed(await source.check()).map(({ subject, severity }) => [subject, severity])).toEqual([
      ['UKG list employment', 'error'],
      ['UKG list person', 'error'],
    ]);
  });

  it('says what is the matter with an endpoint that does not answer, and stops there', async () => {
    const server = await startServer(serveLists({}));
    await server.close();
    const findings = await connect(server.url).source.check();
    expect(findings).toEqual([
      expect.objectContaining({
        ok: false,
        severity: 'error',
        subject: 'UKG service endpoint',
        remedy: expect.any(String),
      }),
    ]);
  });

  it.each([
    ['a redirect', 302, 'redirects'],
    ['a wrong host', 404, '404'],
  ])('says that the endpoint is %s', async (_, status, text) => {
    const { source } = await tenantWith((_request, response) => sendJson(response, {}, status));
    const findings = await source.check();
    expect(findings).toHaveLength(1);
    expect(findings[0]?.message).toContain(text);
  });
});

describe('check after a 401', () => {
  it.each([
    [
      'the password',
      guarded(password({ message: 'Invalid user name or password' })),
      { password: 'wrong' },
      'UKG user name and password',
    ],
    [
      'the customer key',
      guarded(customerKey({ title: 'Invalid US-Customer-Api-Key' })),
      { customerApiKey: 'WRONG' },
      'UKG customer key',
    ],
  ])(
    'believes the words of UKG Pro about %s, with one logon attempt',
    async (_, handler, options, subject) => {
      const { source, server } = await tenantWith(handler, options);
      const findings = failed(await source.check());
      expect(findings.map((finding) => finding.subject)).toEqual([subject]);
      expect(logonAttempts(server.requests)).toBe(1);
    },
  );

  it('concludes that it is the password when the key is told from an invented one', async () => {
    const handler = guarded(customerKey({ code: '17' }), password({ code: '18' }));
    const { source, server } = await tenantWith(handler, { password: 'wrong' });
    const findings = failed(await source.check());
    expect(findings.map((finding) => finding.subject)).toEqual(['UKG user name and password']);
    expect(logonAttempts(server.requests)).toBe(1);
  });

  it('concludes nothing from refusals that differ by themselves', async () => {
    let count = 0;
    const { source } = await tenantWith((_, response) => {
      count += 1;
      sendJson(response, { title: `Refused ${'abc'.repeat(count)}` }, 401);
    });
    expect(failed(await source.check()).map((finding) => finding.subject)).toEqual(['UKG credentials']);
  });

  it('finds the user key by leaving it out', async () => {
    const handler = guarded(password({}), customerKey({}), ({ headers }) =>
      headers['x-api-key'] === undefined ? undefined : { status: 401, body: {} },
    );
    const { source, server } = await tenantWith(handler, { userApiKey: 'WRONG1234567' });
    expect(failed(await source.check()).map((finding) => finding.subject)).toEqual(['UKG user key']);
    expect(logonAttempts(server.requests)).toBe(2);
  });

  it.each([
    ['password', { password: 'wrong' }],
    ['customer key', { customerApiKey: 'WRONG' }],
  ])('says that it does not know when nothing tells, be it the %s', async (_, options) => {
    const { source, server } = await tenantWith(guarded(password({}), customerKey({})), {
      ...options,
      userApiKey: 'USER12345678',
    });
    const [, finding, ...others] = await source.check();
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ ok: false, subject: 'UKG credentials' });
    expect(finding?.message).toContain('which is not known');
    expect(logonAttempts(server.requests)).toBeLessThanOrEqual(2);
  });

  it('repeats no secret', async () => {
    const { source } = await tenantWith(
      (request, response) => sendJson(response, { title: JSON.stringify(request.headers) }, 401),
      { userApiKey: 'USER12345678' },
    );
    const text = JSON.stringify(await source.check());
    for (const secret of ['hunter2', 'CUST1', 'USER12345678', goodBasic.slice('Basic '.length)]) {
      expect(text).not.toContain(secret);
    }
  });
});

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { parseConfiguration } from '../../../src/config/load.ts';
import { searchAttributes } from '../../../src/contracts/search-attributes.ts';

const root = join(__dirname, '..', '..', '..');

const dependencies = z.record(
  z.string(),
  z.strictObject({
    condition: z.enum(['service_started', 'service_healthy', 'service_completed_successfully']),
  }),
);

const composeFile = z.object({
  services: z.record(
    z.string(),
    z.object({
      image: z.string().optional(),
      command: z.array(z.string()).optional(),
      depends_on: dependencies.default({}),
      environment: z.record(z.string(), z.string()).default({}),
      volumes: z.array(z.string()).default([]),
      secrets: z
        .array(z.union([z.string(), z.object({ source: z.string() }).transform(({ source }) => source)]))
        .default([]),
      ports: z.array(z.string()).default([]),
      healthcheck: z.object({ test: z.array(z.string()) }).optional(),
      profiles: z.array(z.string()).optional(),
      restart: z.string().optional(),
    }),
  ),
  volumes: z.record(z.string(), z.unknown()),
  secrets: z.record(z.string(), z.object({ file: z.string() })),
});

const compose = composeFile.parse(
  parse(readFileSync(join(root, 'docker-compose.yml'), 'utf8'), { merge: true }),
);
type Service = (typeof compose)['services'][string];

/** Every service with what a reader of the file would object to. */
function objections(objection: (service: Service) => readonly string[]): string[] {
  return Object.entries(compose.services).flatMap(([name, service]) =>
    objection(service).map((problem) => `${name}: ${problem}`),
  );
}

test('names only secrets, volumes and files that exist', () => {
  const secrets = objections((service) =>
    service.secrets.filter((secret) => compose.secrets[secret] === undefined),
  );
  const sources = objections((service) =>
    service.volumes
      .filter((volume) => !volume.startsWith('${'))
      .map((volume) => volume.split(':')[0] ?? '')
      .filter((source) =>
        source.startsWith('.') ? !existsSync(join(root, source)) : !(source in compose.volumes),
      ),
  );
  expect([...secrets, ...sources]).toEqual([]);
});

function reachable(other: Service | undefined, condition: string): boolean {
  if (condition === 'service_healthy') return other?.healthcheck !== undefined;
  if (condition === 'service_completed_successfully') return other?.restart === 'on-failure:6';
  return other !== undefined;
}

test('waits only for states that the other service can reach', () => {
  const stuck = objections((service) =>
    Object.entries(service.depends_on)
      .filter(([name, { condition }]) => !reachable(compose.services[name], condition))
      .map(([name]) => name),
  );
  expect(stuck).toEqual([]);
});

test('lets every port be reached from this machine only', () => {
  expect(
    objections((service) => service.ports.filter((port) => !/^127\.0\.0\.1:\d+:\d+$/u.test(port))),
  ).toEqual([]);
});

test('has no secret in any environment, only the names of files', () => {
  const open = objections((service) =>
    Object.entries(service.environment)
      .filter(([name]) => /PASSWORD|PWD|KEY|TOKEN|SECRET/u.test(name))
      .filter(([, value]) => !value.startsWith('/run/secrets/'))
      .map(([name]) => name),
  );
  expect(open).toEqual([]);
});

test('keeps the database and the journal in named volumes', () => {
  expect(compose.services['postgres']?.volumes).toEqual(['postgres-data:/var/lib/postgresql/data']);
  expect(compose.services['worker']?.volumes).toContain('tenure-data:/var/lib/tenure');
});

test('creates exactly the search attributes that the workflows write', () => {
  const script = readFileSync(join(root, 'deploy', 'temporal', 'set-up-namespace.sh'), 'utf8');
  const listed = [...script.matchAll(/^(Tenure\w+) (\w+)$/gmu)].map(([, name, type]) => ({ name, type }));
  expect(listed).toEqual(Object.values(searchAttributes));
});

test("the rehearsal's tenure.yaml is valid and names only places and groups that its directory gets", () => {
  const base = 'DC=practice,DC=test';
  const folder = join(root, 'deploy', 'demo');
  const text = readFileSync(join(folder, 'tenure.yaml'), 'utf8');
  // Secrets at their place in the checkout; the certificate is made by the directory's first start.
  const here = text
    .replaceAll('/run/secrets/', join(folder, 'secrets', '/'))
    .replace(/^ *caFile: .*\n/mu, '');
  const { policy } = parseConfiguration(here, join(folder, 'tenure.yaml'), {
    SMTP_URL: 'smtp://127.0.0.1:2525',
  });
  const ldif = readFileSync(join(root, 'deploy', 'demo', 'directory.ldif'), 'utf8').replaceAll(
    '@BASE@',
    base,
  );
  const entries = [...ldif.matchAll(/^dn: (.+)$/gmu)].map(([, dn]) => dn ?? '');
  const named = JSON.stringify(policy);
  const units = [...named.matchAll(/OU=\w+,DC=practice,DC=test/gu)].map(([dn]) => dn);
  expect(entries).toEqual(expect.arrayContaining(units));
  for (const group of ['All Staff', 'US Sales', 'everyone']) {
    expect(named).toContain(JSON.stringify(group));
    expect(entries).toContain(`CN=${group},OU=Groups,${base}`);
  }
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import {
  jsonSchemaText,
  parseConfiguration,
  problemsOf,
  starterConfiguration,
  starterVariables,
} from '../../../src/config/index.ts';
import { referenceFiles } from '../../../src/config/reference.ts';
import { annotatedSchema, keyHomes } from '../../../src/config/schema-walk.ts';
import { errorTable } from '../../../src/domain/errors.ts';

const root = join(__dirname, '..', '..', '..');
const example = readFileSync(join(root, 'test', 'support', 'examples', 'tenure.yaml'), 'utf8');
const files = new Map(referenceFiles(example).map(({ name, text }) => [name, text]));

describe('the committed reference', () => {
  it.each([...files.keys()])(
    '%s is what the sources say (else: node scripts/generate-reference.mjs)',
    (name) => {
      expect(readFileSync(join(root, 'docs', 'reference', name), 'utf8')).toBe(files.get(name));
    },
  );

  it('names every key of the schema, each with a meaning', () => {
    const page = files.get('configuration.md') ?? '';
    const keys = [...keyHomes(annotatedSchema()).keys()];
    expect(keys.filter((key) => !new RegExp(`[.#\\s]${key}(?:\`|\\n)`, 'u').test(page))).toEqual([]);
    const undescribed = page.split('\n').filter((line) => line.startsWith('| `') && /\|\s*\|$/u.test(line));
    expect(undescribed).toEqual([]);
  });

  it('names every error code', () => {
    expect(
      Object.keys(errorTable).filter((code) => !files.get('errors.md')?.includes(`\`${code}\``)),
    ).toEqual([]);
  });
});

describe('the JSON Schema', () => {
  it('accepts what the loader accepts and refuses an unknown key', () => {
    const schema = z.fromJSONSchema(JSON.parse(jsonSchemaText()));
    const minimal = {
      organization: 'acme',
      timeZone: 'UTC',
      ukg: { baseUrl: 'https://x', username: 'x', password: 'env:X' },
      directories: {
        activeDirectory: { urls: ['ldaps://x'], baseDn: 'DC=x', username: 'x', password: 'env:X' },
      },
      profile: { sn: '=lastName', names: { candidates: ['=lastName'], suffix: '@x.example' } },
      organizationalUnits: { default: 'OU=x' },
    };
    expect(schema.safeParse(minimal).success).toBe(true);
    expect(schema.safeParse({ ...minimal, organisation: 'acme' }).success).toBe(false);
    expect(schema.safeParse({ ...minimal, timeZone: 5 }).success).toBe(false);
  });

  it('keeps our own annotations to itself', () => {
    expect(jsonSchemaText()).not.toContain('x-tenure');
  });
});

describe('the starter configuration', () => {
  const environment = Object.fromEntries(starterVariables.map((name) => [name, 'x']));

  it('tells editors where the schema is, in its first line', () => {
    expect(starterConfiguration({ schema: './s.json' }).split('\n')[0]).toBe(
      '# yaml-language-server: $schema=./s.json',
    );
  });

  it('loads once its variables are set, for any names', () => {
    const text = starterConfiguration({
      organization: 'umbrella',
      baseDn: 'OU=R\\2C D,DC=u,DC=example',
      mailDomain: 'u.example',
      timeZone: 'Asia/Kolkata',
    });
    const { policy, connections } = parseConfiguration(text, 'tenure.yaml', environment);
    expect(policy.organization).toBe('umbrella');
    expect(policy.organizationalUnits.default).toBe('OU=Staff,OU=R\\2C D,DC=u,DC=example');
    expect(connections.activeDirectory.urls).toEqual(['ldaps://dc1.u.example:636']);
  });

  it('needs exactly these variables', () => {
    let missing: readonly string[] = [];
    try {
      parseConfiguration(starterConfiguration(), 'tenure.yaml', {});
    } catch (error) {
      missing = problemsOf(error)
        .filter(({ severity }) => severity === 'error')
        .map(({ message }) => / variable (\w+) /u.exec(message)?.[1] ?? message);
    }
    expect(missing).toEqual([...starterVariables]);
  });

  it('loads with its notifications uncommented as well', () => {
    const [head = '', mail = ''] = starterConfiguration().split('\n# notifications:');
    const uncommented = `${head}\nnotifications:${mail.replaceAll('\n# ', '\n')}`.replace(
      'mail/welcome.liquid',
      'Hello',
    );
    expect(
      parseConfiguration(uncommented, 'tenure.yaml', { ...environment, SMTP_URL: 'smtp://mail:25' }).policy
        .notifications?.templates,
    ).toHaveLength(1);
  });
});

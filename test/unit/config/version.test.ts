import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { formatProblems, parseConfiguration, problemsOf } from '../../../src/config/index.ts';
import { configurationText, load, refusal, testEnvironment, type SectionTexts } from './support.ts';

const versionOf = (sections: SectionTexts): string => load(sections).policy.version;
const before = versionOf({});

describe('the policy version', () => {
  it.each<{ readonly what: string; readonly sections: SectionTexts }>([
    { what: 'a comment', sections: { guards: '# nothing\n\nguards: {}' } },
    {
      what: 'a default that is written out',
      sections: {
        lifecycle: 'lifecycle: { hire: { createDaysAhead: { default: 7 } }, change: { groups: managed } }',
      },
    },
    {
      what: 'the order of keys',
      sections: {
        organizationalUnits: 'organizationalUnits: { rules: [], default: "OU=Staff,DC=corp,DC=example" }',
      },
    },
    {
      what: 'a connection',
      sections: {
        ukg: 'ukg: { baseUrl: https://service4.ultipro.ca, username: x, password: env:SECRET, userApiKey: env:SECRET }',
      },
    },
    { what: 'the schedule', sections: { hrData: 'hrData: { schedule: { every: 2h } }' } },
    { what: 'a guard', sections: { guards: 'guards: { perRun: { creations: 7 } }' } },
    { what: 'a queue', sections: { workers: 'workers: { activeDirectory: {} }' } },
  ])('does not change with $what', ({ sections }) => {
    expect(versionOf(sections)).toBe(before);
  });

  it.each<{ readonly what: string; readonly sections: SectionTexts }>([
    { what: 'a day', sections: { lifecycle: 'lifecycle: { hire: { createDaysAhead: 6 } }' } },
    { what: 'a condition', sections: { hrData: 'hrData: { include: country = "USA" }' } },
    { what: 'an attribute', sections: { hrData: 'hrData: { attributes: { x: { from: person.x } } }' } },
    { what: 'a table', sections: { tables: 'tables: { a: { b: c } }' } },
    { what: 'the environment', sections: { other: 'environment: test' } },
    {
      what: 'the join attribute',
      sections: {
        directories:
          'directories: { activeDirectory: { urls: ["ldaps://dc1"], baseDn: "DC=corp,DC=example", username: x, password: env:SECRET, joinAttribute: sn } }',
      },
    },
  ])('changes with $what', ({ sections }) => {
    expect(versionOf(sections)).not.toBe(before);
  });

  it('does not depend on how a condition begins', () => {
    expect(versionOf({ hrData: 'hrData: { include: =country = "USA" }' })).toBe(
      versionOf({ hrData: 'hrData: { include: country = "USA" }' }),
    );
  });

  it('changes with the body of a template in a file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tenure-version-'));
    const text = configurationText({
      notifications:
        'notifications: { from: it@corp.example, smtp: { url: "smtp://mail:25" }, templates: [{ name: a, on: [onboarding], notifyManager: true, subject: s, body: a.html }] }',
    });
    const versionWith = (body: string) => {
      writeFileSync(join(folder, 'a.html'), body);
      return parseConfiguration(text, join(folder, 'tenure.yaml'), testEnvironment).policy;
    };
    try {
      const first = versionWith('<p>one</p>');
      expect(first.notifications?.templates[0]).toMatchObject({ html: true, body: '<p>one</p>' });
      expect(versionWith('<p>one</p>').version).toBe(first.version);
      expect(versionWith('<p>two</p>').version).not.toBe(first.version);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('shows a mistake in a template file at its own place, with its line', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tenure-template-'));
    const text = configurationText({
      notifications:
        'notifications: { from: it@corp.example, smtp: { url: "smtp://mail:25" }, templates: [{ name: a, on: [onboarding], notifyManager: true, subject: s, body: a.liquid }] }',
    });
    writeFileSync(join(folder, 'a.liquid'), 'Hello\n  {{ person.fristName }}\n');
    const place = relative(process.cwd(), join(folder, 'a.liquid'));
    try {
      expect(
        formatProblems(problemsOf(refusal(text, testEnvironment, join(folder, 'tenure.yaml'))), text),
      ).toBe(
        [
          `${place}:2:6 error: there is no HR attribute "fristName"`,
          '  2 |   {{ person.fristName }}',
          '    |      ^^^^^^^^^^^^^^^^',
          '  Did you mean "person.firstName"?',
        ].join('\n'),
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

import { formatProblems, parseConfiguration, problemsOf } from '../../../src/config/index.ts';
import { configurationText, type SectionTexts } from '../config/support.ts';
import { pages, yamlBlocks } from './pages.ts';

/** Pages that promise that every example of theirs loads; a block without a mark would slip through. */
const promised = ['README.md', 'docs/configuration.md', 'docs/directory.md', 'docs/ukg.md'];

/** Every environment variable that an example names, with a value of the form that is wanted there. */
function environmentFor(text: string): NodeJS.ProcessEnv {
  const names = [...text.matchAll(/env:(\w+)/g)].flatMap(([, name]) => (name === undefined ? [] : [name]));
  const key = Buffer.alloc(32, 1).toString('base64');
  return {
    SECRET: 'a-secret',
    ...Object.fromEntries(
      names.map((name) => [
        name,
        name.endsWith('_URL') ? 'smtps://tenure:secret@mail.corp.example:465' : key,
      ]),
    ),
  };
}

/** The top-level sections of a fragment, by name. */
function sectionsOf(fragment: string): Record<string, string> {
  const sections: Record<string, string> = {};
  for (const part of fragment.split(/^(?=[A-Za-z])/m)) {
    const name = /^[A-Za-z]+/.exec(part)?.[0];
    if (name !== undefined) sections[name] = part.trimEnd();
  }
  return sections;
}

/** What the loader says against it; nothing when it loads. */
function complaint(text: string): string {
  try {
    parseConfiguration(text, 'tenure.yaml', environmentFor(text));
    return '';
  } catch (error) {
    return formatProblems(problemsOf(error), text) || String(error);
  }
}

/** As the reader builds the file up: each fragment replaces the sections that it names. */
function withFragments(fragments: readonly string[]): string {
  const merged: SectionTexts = Object.assign({}, ...fragments.map(sectionsOf));
  return configurationText(merged);
}

const marked = pages().flatMap((page) => {
  const blocks = yamlBlocks(page);
  return blocks.flatMap(({ mark, line, text }) => {
    const place = `${page.path}:${line}`;
    if (mark === 'complete') return [{ place, configuration: text }];
    if (mark !== 'fragment') return [];
    const upToHere = blocks.filter((block) => block.mark === 'fragment' && block.line <= line);
    return [{ place, configuration: withFragments(upToHere.map((block) => block.text)) }];
  });
});

describe('configuration examples of README and docs', () => {
  it.each(marked)('$place loads', ({ configuration }) => {
    expect(complaint(configuration)).toBe('');
  });

  it('show all seven steps in README', () => {
    const readme = pages().filter(({ path }) => path === 'README.md');
    const shown = readme.flatMap(yamlBlocks).flatMap(({ text }) => Object.keys(sectionsOf(text)));
    expect(shown).toEqual(
      expect.arrayContaining([
        'hrData',
        'lifecycle',
        'employmentStatus',
        'profile',
        'organizationalUnits',
        'securityGroups',
        'distributionLists',
      ]),
    );
  });

  it.each(promised)('are all marked in %s', (path) => {
    const blocks = pages()
      .filter((page) => page.path === path)
      .flatMap(yamlBlocks);
    expect(blocks).not.toHaveLength(0);
    expect(blocks.filter(({ mark }) => mark !== 'complete' && mark !== 'fragment')).toEqual([]);
  });

  it('would be refused with a mistake in them', () => {
    expect(complaint(withFragments(['hrData: { includes: TRUE }']))).toContain('include');
  });
});

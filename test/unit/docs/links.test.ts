import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pages, type Page } from './pages.ts';

const root = join(__dirname, '../../..');

/** As GitHub makes anchors of headings. */
function anchorsOf(text: string): ReadonlySet<string> {
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading ?? '');
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
        .trim()
        .replaceAll(' ', '-'),
    ),
  );
}

function relativeLinks({ text }: Page): readonly string[] {
  const prose = text.replaceAll(/^```[\s\S]*?^```$/gm, '');
  const targets = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target ?? '');
  return targets.filter((target) => !/^[a-z]+:/.test(target));
}

/** What is wrong with a link; nothing when it leads somewhere. */
function fault(page: Page, link: string, all: readonly Page[]): string {
  const [file = '', anchor] = link.split('#');
  const path = file === '' ? page.path : join(dirname(page.path), file);
  if (!existsSync(join(root, path))) return `${page.path}: ${link} leads to no file`;
  const target = all.find((one) => one.path === path);
  if (anchor === undefined || target === undefined || anchorsOf(target.text).has(anchor)) return '';
  return `${page.path}: ${link} leads to no heading`;
}

describe('links of README and docs', () => {
  it('lead to files and headings that are there', () => {
    const all = pages();
    const links = all.flatMap((page) => relativeLinks(page).map((link) => fault(page, link, all)));
    expect(links.length).toBeGreaterThan(50);
    expect(links.filter((problem) => problem !== '')).toEqual([]);
  });
});

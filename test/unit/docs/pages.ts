import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const root = join(__dirname, '../../..');

/** A page of the documentation: its path from the root of the repository, and its text. */
export interface Page {
  readonly path: string;
  readonly text: string;
}

/** README and everything below docs, generated pages included. */
export function pages(): readonly Page[] {
  const below = readdirSync(join(root, 'docs'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
  return ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...below.toSorted()].map((path) => ({
    path,
    text: readFileSync(join(root, path), 'utf8'),
  }));
}

/** A fenced block of YAML. */
export interface YamlBlock {
  /** What follows `yaml` on the opening line: `complete`, `fragment`, or nothing. */
  readonly mark: string;
  readonly text: string;
  /** 1-based line of the opening fence. */
  readonly line: number;
}

/** The YAML blocks of a page, from top to bottom. */
export function yamlBlocks({ text }: Page): readonly YamlBlock[] {
  const blocks: YamlBlock[] = [];
  for (const match of text.matchAll(/^```yaml([^\n]*)\n([\s\S]*?)^```$/gm)) {
    const [, mark = '', body = ''] = match;
    blocks.push({ mark: mark.trim(), text: body, line: text.slice(0, match.index).split('\n').length });
  }
  return blocks;
}

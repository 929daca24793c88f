import { analyzeSync, Liquid } from 'liquidjs';
import type { Template } from 'liquidjs';
import { nearestName } from '../../domain/formula/nearest.ts';

/** What templates can say, by the first part of a name: `person.firstName`, `organization`. */
export interface TemplateNames {
  /** HR attributes. */
  readonly person: ReadonlySet<string>;
}

/** What is wrong in a template; line and column count from 1. */
export interface TemplateProblem {
  readonly line: number;
  readonly column: number;
  readonly width: number;
  readonly message: string;
  readonly hint?: string;
  readonly severity: 'error' | 'warning';
}

/** Without in-memory templates liquidjs would read files (liquidjs documentation, "Partials and Layouts"). */
const engine = new Liquid({
  strictFilters: true,
  ownPropertyOnly: true,
  parseLimit: 1_048_576,
  templates: {},
});

const roots = ['person', 'account', 'manager', 'organization', 'event', 'effective', 'password'];
const inclusion = /\{%-?\s*(?:include|render|layout)\b/u;

function syntaxProblem(error: unknown): TemplateProblem {
  const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  const spot = /, line:(\d+), col:(\d+)$/u.exec(message);
  return {
    line: Number(spot?.[1] ?? 1),
    column: Number(spot?.[2] ?? 1),
    width: 1,
    message: `the template cannot be read: ${spot === null ? message : message.slice(0, spot.index)}`,
    hint: 'See https://liquidjs.com for tags and filters.',
    severity: 'error',
  };
}

function namesProblems(templates: Template[], names: TemplateNames): TemplateProblem[] {
  const problems: TemplateProblem[] = [];
  for (const [root, uses] of Object.entries(analyzeSync(templates, { partials: false }).globals)) {
    for (const { segments, location } of uses) {
      const [, member] = segments;
      const spot = {
        line: location.row,
        column: location.col,
        width: root.length,
        severity: 'error',
      } as const;
      if (!roots.includes(root)) {
        const near = nearestName(root, roots);
        const hr = names.person.has(root);
        const hint = hr
          ? `Did you mean person.${root}?`
          : near === undefined
            ? `Known are ${roots.join(', ')}.`
            : `Did you mean "${near}"?`;
        problems.push({ ...spot, message: `templates know no "${root}"`, hint });
      } else if (root === 'person' && typeof member === 'string' && !names.person.has(member)) {
        const near = nearestName(member, names.person);
        problems.push({
          ...spot,
          width: root.length + 1 + member.length,
          message: `there is no HR attribute "${member}"`,
          hint: near === undefined ? 'Declare it under hrData.attributes.' : `Did you mean "person.${near}"?`,
        });
      }
    }
  }
  return problems;
}

/** Checks a liquid template: syntax, filters, and that every name it uses exists. Never throws. */
export function templateProblems(source: string, names: TemplateNames): readonly TemplateProblem[] {
  const found = inclusion.exec(source);
  if (found !== null) {
    const before = source.slice(0, found.index).split('\n');
    return [
      {
        line: before.length,
        column: (before.at(-1) ?? '').length + 1,
        width: found[0].length,
        message: 'a template cannot take in other files',
        hint: 'Write the text into the template itself.',
        severity: 'error',
      },
    ];
  }
  try {
    return namesProblems(engine.parse(source), names);
  } catch (error) {
    return [syntaxProblem(error)];
  }
}

import { explain } from '../domain/lifecycle/explain.ts';
import { planLines } from '../domain/plan/describe.ts';
import type { Evaluation } from '../domain/lifecycle/types.ts';
import type { ChangePlan } from '../domain/plan/types.ts';

/** What `tenure preview` found out. */
export interface Preview {
  readonly personKey: string;
  readonly evaluation: Evaluation;
  readonly plan?: ChangePlan;
  /** Whether the memory of the person's workflow was at hand; without it everything is as at first sight. */
  readonly fromWorkflow: boolean;
}

const style = `
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; color: #1c2430; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; }
th { border-bottom: 2px solid #1c2430; } td { border-bottom: 1px solid #d5dae1; overflow-wrap: anywhere; }
.before { color: #8a1c1c; } .after { color: #14602b; } .warning { background: #fff6dc; padding: .5rem .8rem; }
code { font-size: .85em; color: #5a6572; }`;

/** A change plan as one page without scripts and outside references, to be mailed or printed. */
export function planPage({ personKey, evaluation, plan }: Preview): string {
  const reasons = explain(evaluation).map((line) => `<li>${escape(line)}</li>`);
  const rows = (plan === undefined ? [] : planLines(plan)).map(
    ({ what, before, after, why, rule }) =>
      `<tr><td>${escape(what)}</td><td class="before">${escape(before)}</td><td class="after">${escape(after)}</td>` +
      `<td>${escape(why)}${rule === '' || why.includes(rule) ? '' : `<br><code>${escape(rule)}</code>`}</td></tr>`,
  );
  const warnings = (plan?.warnings ?? []).map(
    ({ code, message }) => `<p class="warning"><strong>${escape(code)}</strong> ${escape(message)}</p>`,
  );
  const table =
    rows.length === 0
      ? '<p>Nothing would be written.</p>'
      : `<table><thead><tr><th>What</th><th>Before</th><th>After</th><th>Why</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    `<title>Change plan of ${escape(personKey)}</title><style>${style}</style></head><body>`,
    `<h1>Change plan of ${escape(personKey)}</h1>`,
    `<p>Policy version <code>${escape(evaluation.policyVersion)}</code>${plan === undefined ? '' : `, digest <code>${escape(plan.digest)}</code>`}</p>`,
    `<h2>Where the person stands</h2><ul>${reasons.join('')}</ul>`,
    `<h2>What would be written</h2>${table}${warnings.join('')}`,
    '</body></html>\n',
  ].join('\n');
}

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

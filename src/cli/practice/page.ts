import { employeeWorkflowId } from '../../contracts/ids.ts';
import { paint } from '../output.ts';
import { fitted, wrapped } from './names.ts';
import { changesOf } from './narrate.ts';
import type { Happening } from './tracker.ts';

/** Columns of the table: date, person, event, what changed; the link stands behind. */
const widths = { date: 16, person: 24, event: 20, what: 62 } as const;

/** `http://127.0.0.1:8233/namespaces/default/workflows/employee%2Fpractice%2FKEY`. */
export function workflowLink(
  webUrl: string,
  namespace: string,
  organization: string,
  personKey: string,
): string {
  const id = encodeURIComponent(employeeWorkflowId(organization, personKey));
  return `${webUrl}/namespaces/${namespace}/workflows/${id}`;
}

/** `2026-03-15 12:00`, UTC. */
export function showMinute(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 16).replace('T', ' ');
}

/** The heading of the table. */
export function heading(): string {
  const cells = [
    fitted('date (UTC)', widths.date),
    fitted('person', widths.person),
    fitted('event', widths.event),
    fitted('what changed', widths.what),
    'in Temporal Web',
  ];
  return paint('bold', cells.join('  '));
}

/** One case as rows of the table: the first with date, person, event and link, the others with more changes. */
export function happeningRows(
  happening: Happening,
  name: string,
  link: string | undefined,
): readonly string[] {
  const lines = wrapped(changesOf(happening).join('; '), widths.what);
  return lines.map((line, index) => {
    const first = index === 0;
    const cells = [
      fitted(first ? showMinute(happening.at) : '', widths.date),
      fitted(first ? name : '', widths.person),
      fitted(first ? happening.event : '', widths.event),
      fitted(line, widths.what),
      first ? (link ?? '') : '',
    ];
    return cells.join('  ').trimEnd();
  });
}

/** What HR enters, between the rows of the table. */
export function sceneRow(at: number, title: string): string {
  return paint('cyan', `${showMinute(at)}  HR: ${title}`);
}

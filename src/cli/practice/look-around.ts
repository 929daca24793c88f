import { isTelling } from './narrate.ts';
import { happeningRows, workflowLink } from './page.ts';
import { pause } from './parallel.ts';
import { nameOf } from './year.ts';
import type { Company } from './company.ts';

export interface LookAroundOptions {
  readonly webUrl?: string;
  readonly print: (line: string) => void;
  readonly stop: AbortSignal;
}

const lookEveryMs = 1_000;

/** Stays up until interrupted, and goes on telling what is done: by commands, signals, or through HR. */
export async function lookAround(
  company: Company,
  { webUrl, print, stop }: LookAroundOptions,
): Promise<void> {
  const { engine, ukg, configuration } = company;
  const { namespace } = configuration.connections.temporal;
  for (const line of hints(company, webUrl)) print(line);
  while (!stop.aborted) {
    await pause(lookEveryMs, stop);
    if (!engine.isStirred()) continue;
    await engine.settle();
    for (const happening of engine.takeHappenings().filter(isTelling)) {
      const { personKey } = happening;
      const person = ukg.workforce.person(personKey);
      const link =
        webUrl === undefined ? undefined : workflowLink(webUrl, namespace, engine.organization, personKey);
      const name = person === undefined ? personKey : nameOf(person);
      for (const row of happeningRows(happening, name, link)) print(row);
    }
  }
}

function hints({ configuration, engine, ukg }: Company, webUrl: string | undefined): readonly string[] {
  const config = configuration.file;
  const tenure = (command: string): string => `  npm run tenure -- ${command} --config ${config}`;
  const somebody = engine.people().find(({ view }) => view.phase === 'active')?.personKey ?? 'KEY';
  const move = JSON.stringify({ kind: 'move', personKey: somebody, orgLevel2: '0110' });
  return [
    '',
    'Everything stays up. Look around, in another terminal:',
    tenure(`employee show ${somebody}`),
    tenure(`employee explain ${somebody}`),
    tenure(`journal --person ${somebody}`),
    tenure('decisions list'),
    tenure('check'),
    'or play HR yourself and synchronise:',
    `  curl -X POST ${ukg.url}/sandbox/events -H 'content-type: application/json' -d '${move}'`,
    tenure('sync'),
    ...(webUrl === undefined
      ? []
      : [
          `Temporal Web: ${webUrl}/namespaces/default/workflows`,
          '  A workflow is best read under "Event History" and "User Metadata": its timeline ends at the real present.',
        ]),
    'Ctrl-C stops everything that was started here.',
  ];
}

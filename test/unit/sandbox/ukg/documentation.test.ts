import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fault } from '../../../../src/sandbox/ukg/index.ts';
import {
  createClock,
  createWorkforce,
  lifeEvent,
  lifeEventKinds,
  lifeScript,
} from '../../../../src/sandbox/workforce/index.ts';

const page = readFileSync(join(__dirname, '../../../../docs/sandbox.md'), 'utf8').replaceAll(
  `'"'"'`,
  '\u2019',
);

/** The bodies that the page sends to a path. */
function bodiesFor(path: string): unknown[] {
  const found = [...page.matchAll(/-d '([^']*)' \$URL(\S+)/g)].filter(([, , target]) => target === path);
  return found.map(([, body = '']): unknown => JSON.parse(body));
}

describe('docs/sandbox.md', () => {
  it('shows every life event, in an order and for people that they can happen to', () => {
    const workforce = createWorkforce({ seed: 7, people: 40, today: '2026-01-05' });
    const kinds = bodiesFor('/sandbox/events').map(
      (body) => workforce.apply(lifeEvent.parse(body), Date.parse('2026-01-05T09:00:00Z')).kind,
    );
    expect(new Set(kinds)).toEqual(new Set(lifeEventKinds));
  });

  it('shows a script that can be played', () => {
    const workforce = createWorkforce({ seed: 7, people: 40, today: '2026-01-05' });
    const clock = createClock(workforce, '2026-01-05');
    for (const body of bodiesFor('/sandbox/script')) clock.schedule(lifeScript.parse(body));
    const played = clock.advanceTo('2026-06-01');
    expect(played).toHaveLength(2);
    expect(played.filter(({ refused }) => refused !== undefined)).toEqual([]);
  });

  it('shows faults that are taken', () => {
    expect(bodiesFor('/sandbox/faults').map((body) => fault.parse(body).kind)).toEqual([
      'rateLimited',
      'halfPopulation',
    ]);
  });

  it('names every kind of fault', () => {
    const rows = new Set([...page.matchAll(/^\| `(\w+)` +\|/gm)].map(([, kind]) => kind));
    for (const option of fault.options) expect(rows).toContain(option.shape.kind.value);
  });
});

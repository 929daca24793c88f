import { dateOf, type Person } from '../../workforce/index.ts';
import { badParameter, jsonAnswer, notFound, type Answer } from '../answers.ts';
import type { Exchange, Route } from '../exchange.ts';
import { answerList, type ListEndpoint } from '../list.ts';
import { readMoment } from '../query.ts';
import { employeeChange } from '../rows/changes.ts';
import type { EmploymentRef } from '../refs.ts';
import type { Scene } from '../scene.ts';
import { spoilWireRow } from '../spoil.ts';

const hourMs = 3_600_000;

/**
 * The instant up to which changes are visible: the service works in steps of three hours (ukg-pro-api 3.4), so
 * what was entered since the last step does not show yet. With steps of 0 everything shows.
 */
function cutOff({ clock, behaviour }: Exchange): number {
  const step = behaviour.changesStepHours * hourMs;
  return step === 0 ? clock.now() : Math.floor(clock.now() / step) * step - 1;
}

/** How everybody looked at the last step: rows are snapshots, not differences. */
function sceneAtCutOff(exchange: Exchange): Scene {
  const { scene } = exchange;
  const instant = cutOff(exchange);
  return {
    ...scene,
    outlook: { ...scene.outlook, today: dateOf(instant) },
    person: (personKey) => scene.workforce.personAt(personKey, instant),
  };
}

function rowsOf(person: Person | undefined): EmploymentRef[] {
  return (person?.employments ?? []).flatMap((row) => (person === undefined ? [] : [{ person, row }]));
}

/** Employees with a stamp inside the span, ends included; without a span everybody. */
function listChanged(exchange: Exchange, scene: Scene): EmploymentRef[] {
  const { query, clock } = exchange;
  const from = readMoment(query, 'startDate') ?? -Infinity;
  const to = readMoment(query, 'endDate') ?? Infinity;
  if (from > to) throw badParameter('startDate', 'startDate must not be later than endDate.');
  const visible = cutOff(exchange);
  const rows: EmploymentRef[] = [];
  for (const { personKey } of exchange.scene.workforce.people) {
    const stamps = scene.workforce.stampsOf(personKey);
    if (!stamps.some((stamp) => stamp >= from && stamp <= to && stamp <= Math.min(visible, clock.now())))
      continue;
    rows.push(...rowsOf(scene.person(personKey)));
  }
  return rows;
}

function answerChanges(exchange: Exchange): Answer {
  const scene = sceneAtCutOff(exchange);
  const endpoint: ListEndpoint<EmploymentRef> = {
    paging: 'changes',
    filters: {},
    personKeyOf: ({ person }) => person.personKey,
    rows: () => listChanged(exchange, scene),
    render: employeeChange,
  };
  return answerList(endpoint, exchange, scene);
}

/** By id the answer is a list as well: one person may have several rows (ukg-pro-api 3.4). */
function answerPerson(exchange: Exchange): Answer {
  const scene = sceneAtCutOff(exchange);
  const rows = rowsOf(scene.person(exchange.parameters['employeeId']?.toUpperCase() ?? ''));
  if (rows.length === 0) throw notFound('The employee was not found.');
  return jsonAnswer(
    200,
    rows.map((row, position) => spoilWireRow(employeeChange(row, scene), exchange.faults, position)),
  );
}

/** Routes of employee-changes (ukg-pro-api 3.4). */
export const changeRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/personnel/v1/employee-changes',
    service: 'Employee Export',
    answer: answerChanges,
  },
  {
    method: 'GET',
    path: '/personnel/v1/employee-changes/:employeeId',
    service: 'Employee Export',
    answer: answerPerson,
  },
];

import { z } from 'zod';
import { readInstant } from './calendar.ts';

const date = z
  .string()
  .refine((text) => text.length === 10 && readInstant(text) !== undefined, 'a day, like 2026-01-31')
  .describe('Calendar date, YYYY-MM-DD');
const personKey = z.string().regex(/^[A-Z0-9]{12}$/, 'an EEID: 12 capital letters and digits');
const code = z.string().min(1).max(20);
const text = z.string().max(255);
const name = z.string().trim().min(1).max(255);
const companyId = z.string().regex(/^[A-Z0-9]{5}$/, 'a COID: 5 capital letters and digits');

/** What a job or a move may name; whatever is left out stays, or is drawn for somebody new. */
const assignment = {
  jobCode: code.optional(),
  jobTitle: text.nullable().optional(),
  orgLevel1: code.nullable().optional(),
  orgLevel2: code.nullable().optional(),
  orgLevel3: code.nullable().optional(),
  orgLevel4: code.nullable().optional(),
  locationCode: code.optional(),
  supervisorKey: personKey.nullable().optional(),
  employeeTypeCode: code.optional(),
  fullOrPartTime: z.enum(['F', 'P']).optional(),
};

const newcomer = {
  /** Chosen by the sandbox when left out. */
  personKey: personKey.optional(),
  companyId: companyId.optional(),
  firstName: name.optional(),
  middleName: text.nullable().optional(),
  lastName: name.optional(),
  preferredName: text.nullable().optional(),
  emailAddress: text.nullable().optional(),
  ...assignment,
};

const row = { personKey, companyId: companyId.optional() };

/**
 * Something that happens in a working life, as the control API and scripts write it. Dates left out mean the
 * clock's day. Where a person has several rows and no `companyId` is given, the primary row is meant; ends of
 * employment without `companyId` close every open row.
 */
export const lifeEvent = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('hire'), ...newcomer, date: date.optional() }),
  z.strictObject({ kind: z.literal('futureHire'), ...newcomer, date }),
  z.strictObject({
    kind: z.literal('changeJob'),
    ...row,
    effective: date.optional(),
    jobCode: code,
    jobTitle: text.nullable().optional(),
    employeeTypeCode: code.optional(),
    fullOrPartTime: z.enum(['F', 'P']).optional(),
  }),
  z.strictObject({
    kind: z.literal('move'),
    ...row,
    effective: date.optional(),
    orgLevel1: assignment.orgLevel1,
    orgLevel2: assignment.orgLevel2,
    orgLevel3: assignment.orgLevel3,
    orgLevel4: assignment.orgLevel4,
    locationCode: assignment.locationCode,
    supervisorKey: assignment.supervisorKey,
  }),
  z.strictObject({
    kind: z.literal('rename'),
    personKey,
    firstName: name.optional(),
    middleName: text.nullable().optional(),
    lastName: name.optional(),
    preferredName: text.nullable().optional(),
  }),
  z.strictObject({
    kind: z.literal('changeContact'),
    personKey,
    emailAddress: text.nullable().optional(),
    personalEmail: text.nullable().optional(),
    homePhone: text.nullable().optional(),
    workPhone: text.nullable().optional(),
  }),
  z.strictObject({
    kind: z.literal('startLeave'),
    ...row,
    from: date.optional(),
    reasonCode: code,
    expectedEnd: date.optional(),
  }),
  z.strictObject({ kind: z.literal('returnFromLeave'), ...row, date: date.optional() }),
  z.strictObject({ kind: z.literal('suspend'), ...row, from: date.optional() }),
  z.strictObject({
    kind: z.literal('changeStatus'),
    ...row,
    from: date.optional(),
    /** Any code but T; codes outside A, L, O, R, S are let through to try a client with them. */
    status: z.string().regex(/^[A-SU-Z0-9]$/, 'one capital letter or digit; T is set by terminate only'),
  }),
  z.strictObject({
    kind: z.literal('terminate'),
    ...row,
    lastDay: date.optional(),
    lastDayWorked: date.optional(),
    reasonCode: code.default('101'),
    type: z.enum(['V', 'I']).default('V'),
    okToRehire: z.boolean().default(true),
  }),
  z.strictObject({ kind: z.literal('rescindTermination'), ...row }),
  z.strictObject({ kind: z.literal('retire'), ...row, lastDay: date.optional() }),
  z.strictObject({ kind: z.literal('die'), personKey, date: date.optional() }),
  z.strictObject({
    kind: z.literal('rehire'),
    personKey,
    date: date.optional(),
    form: z.enum(['sameRow', 'secondRow', 'newPersonKey']).default('sameRow'),
    /** Company of the new row; for `secondRow` one that the person has no row in. */
    companyId: companyId.optional(),
    /** Only for `newPersonKey`. */
    newPersonKey: personKey.optional(),
    keepPersonId: z.boolean().default(false),
    ...assignment,
  }),
  z.strictObject({
    kind: z.literal('transfer'),
    personKey,
    /** Company to go to. */
    companyId,
    date: date.optional(),
    ...assignment,
  }),
  z.strictObject({
    kind: z.literal('editUdfWithoutStamp'),
    personKey,
    field: z.string().regex(/^(personnel|international)UDField(0[1-9]|1[0-4])$/, 'like personnelUDField01'),
    value: text,
  }),
]);

/** One event, defaults filled in. */
export type LifeEvent = z.infer<typeof lifeEvent>;
export type LifeEventKind = LifeEvent['kind'];
/** An event as a caller may write it, defaults left out. */
export type LifeEventInput = z.input<typeof lifeEvent>;

/** One event of a kind. */
export type LifeEventOf<K extends LifeEventKind> = Extract<LifeEvent, { kind: K }>;

/** A story: events, each at its moment on the virtual clock. */
export const lifeScript = z.array(
  z.strictObject({
    at: z
      .string()
      .refine(
        (instant) => readInstant(instant) !== undefined,
        'a date or date-time, like 2026-01-31T08:00:00',
      ),
    event: lifeEvent,
  }),
);

export type LifeScript = z.infer<typeof lifeScript>;
export type ScriptedEvent = LifeScript[number];

/** Every kind of event. */
export const lifeEventKinds: readonly LifeEventKind[] = lifeEvent.options.map(
  (option) => option.shape.kind.value,
);

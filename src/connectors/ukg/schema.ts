import { z } from 'zod';
import type { HrRow } from '../../contracts/ports.ts';
import type { AttributeValue } from '../../domain/hr/record.ts';
import { foldField } from './fields.ts';
import type { FieldKind, FieldPlan } from './fields.ts';
import { readBoolean, readDate } from './values.ts';
import type { Reading } from './values.ts';

/** EEID, COID: 12 and 5 alphanumerics (ukg-pro-api 2, identifiers); the length is left open. */
const identifier = /^[A-Za-z0-9]{1,32}$/;

/** Whether the text can be a person key at all. */
export function isPersonKey(text: string): boolean {
  return identifier.test(text);
}

const scalar = z.union([z.string(), z.number(), z.boolean()], {
  error: 'is neither text, number nor yes/no',
});

function settle<T>(reading: Reading<T>, context: z.RefinementCtx): T {
  if ('value' in reading) return reading.value;
  context.addIssue({ code: 'custom', message: reading.problem });
  return z.NEVER;
}

function trimmed(value: AttributeValue | undefined): AttributeValue {
  const plain = typeof value === 'string' ? value.trim() : value;
  return plain === undefined || plain === '' ? null : plain;
}

/** `Z` and `0` stand for "none" in shift and project codes only (ukg-pro-api 2). */
function withoutPlaceholder(value: AttributeValue | undefined): AttributeValue {
  const code = trimmed(value);
  return code === 'Z' || code === '0' || code === 0 ? null : code;
}

function readIdentifier(text: string): Reading<string | null> {
  if (text === '') return { value: null };
  return identifier.test(text) ? { value: text } : { problem: 'is not a UKG identifier' };
}

/** Employee numbers have at most 9 digits and keep their zeros; as a number with less than 9 the zeros are lost. */
function readEmployeeNumber(value: string | number): Reading<string | null> {
  if (typeof value === 'string') return { value: value.trim() === '' ? null : value.trim() };
  const text = String(value);
  return /^\d{9}$/.test(text) ? { value: text } : { problem: 'is a number: its leading zeros are lost' };
}

/** One codec per kind of field. None of the messages quotes the value. */
const codecs = {
  key: z
    .string({ error: 'is not text' })
    .trim()
    .nullish()
    .transform((text, context) => settle(readIdentifier(text ?? ''), context)),
  employeeNumber: z
    .union([z.string(), z.number()], { error: 'is not text' })
    .nullish()
    .transform((value, context) => settle(readEmployeeNumber(value ?? ''), context)),
  date: z
    .string({ error: 'is not a date' })
    .nullish()
    .transform((text, context) => settle(readDate(text ?? ''), context)),
  yesNo: scalar.nullish().transform((value, context) => settle(readBoolean(value ?? ''), context)),
  code: scalar.nullish().transform(withoutPlaceholder),
  plain: scalar.nullish().transform(trimmed),
} satisfies Record<FieldKind, z.ZodType<AttributeValue>>;

const listAnswer = z.array(z.unknown());
const object = z.record(z.string(), z.unknown());

/** The rows of a list answer: a bare array (ukg-pro-api 2, envelope); undefined for any other shape. */
export function rowsOf(answer: unknown): readonly unknown[] | undefined {
  const parsed = listAnswer.safeParse(answer);
  return parsed.success ? parsed.data : undefined;
}

/** Folded names of the fields that a raw row carries; no values. */
export function fieldNamesOf(row: unknown): readonly string[] {
  const parsed = object.safeParse(row);
  return parsed.success ? Object.keys(parsed.data).map(foldField) : [];
}

/**
 * Key under which a row carries what was wrong with it, one `field: problem` per line. Rows are stored between
 * reading and assembling, and the problems have to be stored with them. No field of the wire is called so.
 */
const problemsKey = '!';

/** What was wrong with a row, by field. */
export function problemsOf(row: HrRow): ReadonlyMap<string, string> {
  const lines = row[problemsKey];
  const problems = new Map<string, string>();
  if (typeof lines !== 'string') return problems;
  for (const line of lines.split('\n')) {
    const colon = line.indexOf(':');
    problems.set(line.slice(0, colon), line.slice(colon + 2));
  }
  return problems;
}

/** Reads raw rows of one list. */
export type RowDecoder = (raw: unknown) => HrRow;

/**
 * Decoder of one list. Only the planned fields pass, whatever the row holds (ukg-pro-api 3.1: the server cannot
 * leave out social security numbers). A field that cannot be read becomes null and is noted in the row.
 */
export function createRowDecoder(plan: FieldPlan): RowDecoder {
  const shape: Record<string, z.ZodType<AttributeValue>> = {};
  for (const field of plan.values()) shape[field.name] = codecs[field.kind];
  const schema = z.object(shape);
  // Rows of one list spell their keys alike; each spelling is folded once.
  const spellings = new Map<string, string | undefined>();

  function nameOf(key: string): string | undefined {
    if (spellings.has(key)) return spellings.get(key);
    const name = plan.get(foldField(key))?.name;
    if (spellings.size < 2_000) spellings.set(key, name);
    return name;
  }

  function pick(raw: Readonly<Record<string, unknown>>): Record<string, unknown> {
    const picked: Record<string, unknown> = {};
    for (const key of Object.keys(raw)) {
      const name = nameOf(key);
      if (name !== undefined) picked[name] ??= raw[key];
    }
    return picked;
  }

  return function decode(raw) {
    if (!isObject(raw)) return { [problemsKey]: 'row: is not an object' };
    const picked = pick(raw);
    const whole = schema.safeParse(picked);
    if (whole.success) return whole.data;
    const problems = new Map<string, string>();
    for (const issue of whole.error.issues) problems.set(String(issue.path[0]), issue.message);
    for (const name of problems.keys()) picked[name] = null;
    const lines = [...problems].map(([field, problem]) => `${field}: ${problem}`);
    return { ...schema.parse(picked), [problemsKey]: lines.join('\n') };
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

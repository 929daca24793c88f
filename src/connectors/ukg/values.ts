import type { AttributeType, AttributeValue } from '../../domain/hr/record.ts';

/** A value of the wire read as what it stands for, or what is wrong with it (without the value itself). */
export type Reading<T> = { readonly value: T } | { readonly problem: string };

/** Longest text an attribute can hold; no field of UKG Pro comes near it. */
export const longestText = 4_000;

const isoDate = /^(\d{4})-(\d{2})-(\d{2})(?:[T ][\d:.]*(?:Z|[+-]\d{2}:?\d{2})?)?$/;
const usDate = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?: \d{1,2}:\d{2}(?::\d{2})?(?: ?[AP]M)?)?$/i;

/** SQL's and .NET's zero dates stand for "no date" (ukg-pro-api 9). */
const zeroDates: ReadonlySet<string> = new Set(['1900-01-01', '0001-01-01']);

/**
 * Calendar date `YYYY-MM-DD` of either dialect, `2021-09-20T00:00:00` and `9/20/2021 12:00:00 AM`
 * (ukg-pro-api 2, value formats). The clock part is cut off, never converted: these are calendar dates.
 */
export function readDate(text: string): Reading<string | null> {
  const trimmed = text.trim();
  if (trimmed === '') return { value: null };
  const iso = isoDate.exec(trimmed);
  const us = iso === null ? usDate.exec(trimmed) : null;
  const date = iso === null ? composeDate(us?.[3], us?.[1], us?.[2]) : composeDate(iso[1], iso[2], iso[3]);
  if (date === undefined) return { problem: 'is not a date' };
  return { value: zeroDates.has(date) ? null : date };
}

function composeDate(
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
): string | undefined {
  if (year === undefined || month === undefined || day === undefined) return undefined;
  if (Number(day) < 1 || Number(day) > daysIn(Number(year), Number(month))) return undefined;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  if (month < 1 || month > 12) return 0;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

const yes: ReadonlySet<string> = new Set(['Y', 'TRUE', '1']);
const no: ReadonlySet<string> = new Set(['N', 'FALSE', '0']);

/** Y/N, true/false and 1/0, as text, number or JSON boolean (ukg-pro-api 2, value formats). */
export function readBoolean(value: string | number | boolean): Reading<boolean | null> {
  if (typeof value === 'boolean') return { value };
  const text = String(value).trim().toUpperCase();
  if (text === '') return { value: null };
  if (yes.has(text)) return { value: true };
  return no.has(text) ? { value: false } : { problem: 'is neither yes nor no' };
}

function readNumber(value: string | number | boolean): Reading<number | null> {
  if (typeof value === 'number') return { value };
  if (typeof value === 'boolean') return { problem: 'is not a number' };
  const text = value.trim();
  if (text === '') return { value: null };
  return /^[+-]?\d{1,15}(?:\.\d+)?$/.test(text) ? { value: Number(text) } : { problem: 'is not a number' };
}

function readText(value: string | number | boolean): Reading<string | null> {
  const text = String(value).trim();
  if (text.length > longestText) return { problem: `is longer than ${longestText} characters` };
  return { value: text === '' ? null : text };
}

const readers: Record<AttributeType, (value: string | number | boolean) => Reading<AttributeValue>> = {
  text: readText,
  number: readNumber,
  boolean: readBoolean,
  date: (value) => (typeof value === 'string' ? readDate(value) : { problem: 'is not a date' }),
};

/** The value in the type that its attribute was declared with. */
export function readAs(type: AttributeType, value: AttributeValue): Reading<AttributeValue> {
  return value === null ? { value } : readers[type](value);
}

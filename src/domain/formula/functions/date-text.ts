import { readIsoDate } from '../dates.ts';

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const forms: readonly RegExp[] = [
  // ISO date, with or without a time behind it, which is left out as DATEVALUE does in Excel.
  /^(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})(?:[T ]\d{2}:\d{2}[\d:.,]*(?:Z|[+-]\d{2}:?\d{2})?)?$/i,
  /^(?<year>\d{4})\/(?<month>\d{1,2})\/(?<day>\d{1,2})$/,
  // Month before day, as in the United States, where UKG Pro comes from.
  /^(?<month>\d{1,2})\/(?<day>\d{1,2})\/(?<year>\d{4})(?: \d{1,2}:\d{2}(?::\d{2})?(?: [AP]M)?)?$/i,
  /^(?<day>\d{1,2})[- ](?<name>[a-z]{3,9})[- ,]{1,2}(?<year>\d{4})$/i,
  /^(?<name>[a-z]{3,9}) (?<day>\d{1,2}),? (?<year>\d{4})$/i,
];

const fullNames = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

function monthOf(name: string): number {
  const lower = name.toLowerCase();
  const short = monthNames.indexOf(lower);
  return short >= 0 ? short + 1 : fullNames.indexOf(lower) + 1;
}

function assemble(groups: Readonly<Record<string, string | undefined>>): string | undefined {
  const { year = '', month, day = '', name = '' } = groups;
  const monthNumber = month === undefined ? monthOf(name) : Number(month);
  const date = `${year}-${String(monthNumber).padStart(2, '0')}-${day.padStart(2, '0')}`;
  return readIsoDate(date) === undefined ? undefined : date;
}

/**
 * The date that a text shows, as `YYYY-MM-DD`; undefined when it shows none. Forms: `2011-08-22` with or without
 * a time, `2011/8/22`, `8/22/2011` (month first), `22-Aug-2011`, `22 August 2011`, `August 22, 2011`.
 */
export function readDateText(text: string): string | undefined {
  const trimmed = text.trim();
  if (readIsoDate(trimmed) !== undefined) return trimmed;
  if (trimmed.length > 40) return undefined;
  for (const form of forms) {
    const groups = form.exec(trimmed)?.groups;
    if (groups !== undefined) return assemble(groups);
  }
  return undefined;
}

import type { FormulaFunction, FunctionDefinition } from '../call.ts';
import { dateFunctions } from './date.ts';
import { logicFunctions } from './logic.ts';
import { numberFunctions } from './number.ts';
import { patternFunctions } from './pattern.ts';
import { informationFunctions } from './information.ts';
import { textFormFunctions } from './text-forms.ts';
import { textPartFunctions } from './text-parts.ts';

const definitions: readonly FunctionDefinition[] = [
  ...textFormFunctions,
  ...textPartFunctions,
  ...patternFunctions,
  ...logicFunctions,
  ...informationFunctions,
  ...dateFunctions,
  ...numberFunctions,
];

/** Functions by name in capitals. */
export const functionTable: ReadonlyMap<string, FunctionDefinition> = new Map(
  definitions.map((definition) => [definition.name, definition]),
);

/** The catalogue from which the function reference is generated, in the order of the groups. */
export const formulaFunctions: readonly FormulaFunction[] = definitions;

/** Functions that people bring from Excel and elsewhere, and what to write here. */
export const functionAdvice: ReadonlyMap<string, string> = new Map([
  ['NOW', 'an answer that depends on the minute cannot be previewed or repeated; use TODAY()'],
  ['RAND', 'a formula always gives the same answer for the same values'],
  ['RANDBETWEEN', 'a formula always gives the same answer for the same values'],
  ['RANDARRAY', 'a formula always gives the same answer for the same values'],
  ['VLOOKUP', 'use LOOKUP(table, key, [default])'],
  ['HLOOKUP', 'use LOOKUP(table, key, [default])'],
  ['XLOOKUP', 'use LOOKUP(table, key, [default])'],
  ['INDEX', 'use LOOKUP(table, key, [default])'],
  ['MATCH', 'use LOOKUP(table, key, [default])'],
  ['CHOOSE', 'use SWITCH(value, match, result, …)'],
  ['IFNA', 'use IFERROR(value, otherwise)'],
  ['ISNA', 'use ISERROR(value)'],
  ['ISERR', 'use ISERROR(value)'],
  ['ISEMPTY', 'use ISBLANK(value)'],
  ['ISNULL', 'use ISBLANK(value)'],
  ['CONTAINS', 'use ISNUMBER(SEARCH(find, text))'],
  ['TEXTBEFORE', 'use SPLIT(text, delimiter, 1)'],
  ['TEXTAFTER', 'use SPLIT(text, delimiter, 2)'],
  ['TEXTSPLIT', 'use SPLIT(text, delimiter, [part])'],
  ['UNICHAR', 'write the character in quotes, or use CHAR(code)'],
  ['UNICODE', 'use CODE(text)'],
  ['LENGTH', 'use LEN(text)'],
  ['SUBSTRING', 'use MID(text, start, count)'],
  ['TOLOWER', 'use LOWER(text)'],
  ['TOUPPER', 'use UPPER(text)'],
  ['MEAN', 'use AVERAGE(number, …)'],
  ['ROUNDUP', 'use ROUND(number, places)'],
  ['ROUNDDOWN', 'use INT(number) or ROUND(number, places)'],
  ['DATEADD', 'add days with "+", months with EDATE(date, months)'],
  ['DATEDIFF', 'use DATEDIF(start, end, "unit")'],
  ['NETWORKDAYS.INTL', 'use NETWORKDAYS(start, end, [holiday], …)'],
  ['WORKDAY.INTL', 'use WORKDAY(date, days, [holiday], …)'],
]);

import type { Call } from '../call.ts';
import { readIsoDate } from '../dates.ts';
import type { Expression, Reader } from '../expression.ts';
import { asText } from '../expression.ts';
import { fault } from '../fault.ts';
import { limits } from '../limits.ts';
import { readNumber, showNumber } from '../numbers.ts';
import type { FormatFault } from './date-format.ts';
import { compileDateFormat } from './date-format.ts';
import { compileNumberFormat } from './number-format.ts';

type FormatKind = 'general' | 'text' | 'date' | 'number';

const formatLength = 255;

/** What a format is for, told by its first sign outside quotes. */
function kindOf(format: string): FormatKind {
  if (format.trim().toLowerCase() === 'general') return 'general';
  const bare = format.replaceAll(/"[^"]*"|\\./g, '');
  if (bare.includes('@')) return 'text';
  return /[ymdhs]/i.test(bare) ? 'date' : 'number';
}

function reportFormat(call: Call, format: string, problem: FormatFault): Expression {
  const at = Math.min(problem.at, format.length);
  const start = call.literalOffset(1, at);
  call.report({ start, end: start + (at < format.length ? 1 : 0) }, problem.message, problem.hint);
  return call.bad();
}

function formatDate(call: Call, value: Expression, format: string): Expression {
  if (value.type !== 'date') {
    const hint = value.type === 'text' ? 'turn the text into a date with DATEVALUE(…)' : undefined;
    call.report(value, 'a date format needs a date', hint);
    return call.bad();
  }
  const compiled = compileDateFormat(format);
  if ('message' in compiled) return reportFormat(call, format, compiled);
  const { read } = value;
  return call.ofText((input) => {
    const date = read(input);
    if (date === null) return '';
    const parts = readIsoDate(date);
    return parts === undefined ? fault('TEXT', 'a date is not of the form YYYY-MM-DD') : compiled.show(parts);
  });
}

function numberReader(value: Expression): Reader<number | string> | undefined {
  switch (value.type) {
    case 'number': {
      const { read } = value;
      return (input) => read(input) ?? '';
    }
    case 'text': {
      const { read } = value;
      return (input) => {
        const text = read(input);
        return readNumber(text) ?? text;
      };
    }
    case 'boolean':
    case 'date':
    case 'empty':
    case 'bad':
      return undefined;
  }
}

function formatNumber(call: Call, value: Expression, format: string): Expression {
  const read = numberReader(value);
  if (read === undefined) {
    call.report(
      value,
      'a number format needs a number',
      value.type === 'date' ? 'write a date format, as "yyyy-mm-dd"' : undefined,
    );
    return call.bad();
  }
  const compiled = compileNumberFormat(format);
  if ('message' in compiled) return reportFormat(call, format, compiled);
  return call.ofText((input) => {
    const number = read(input);
    if (typeof number === 'string') return number;
    return compiled.show(number) ?? fault('TEXT', 'the number is too large for the format');
  });
}

/** TEXT(value, "format"): the format is a literal, so that a wrong one is found when the configuration is loaded. */
export function formatCall(call: Call): Expression {
  const value = call.argument(0);
  const format = call.literal(1, 'the format');
  if (format === undefined || value.type === 'bad') return call.bad();
  if (format.length > formatLength) {
    call.report(call.argument(1), `the format is longer than ${formatLength} characters`);
    return call.bad();
  }
  if (value.type === 'empty') return call.ofText(() => '');
  const asIs = asText(value);
  if (value.type === 'boolean') return call.ofText(asIs);
  switch (kindOf(format)) {
    case 'general': {
      const read = numberReader(value);
      if (read === undefined) return call.ofText(asIs);
      return call.ofText((input) => {
        const number = read(input);
        return typeof number === 'string' ? number : showNumber(number);
      });
    }
    case 'text': {
      const parts = format.split('@');
      return call.ofText((input) => {
        const text = asIs(input);
        const length = format.length + text.length * (parts.length - 1);
        if (length > limits.textLength)
          fault('TEXT', `the text is longer than ${limits.textLength} characters`);
        return parts.join(text);
      });
    }
    case 'date':
      return formatDate(call, value, format);
    case 'number':
      return formatNumber(call, value, format);
  }
}

import type { AttributeType, AttributeValue } from '../../../../src/domain/hr/record.ts';
import { readAs, readDate } from '../../../../src/connectors/ukg/values.ts';

describe('readDate', () => {
  it.each([
    ['2021-09-20T00:00:00', '2021-09-20'],
    ['2023-03-29T08:24:30.16', '2023-03-29'],
    ['2023-03-29T23:59:59Z', '2023-03-29'],
    ['2023-03-29T23:59:59-05:00', '2023-03-29'],
    ['2021-09-20', '2021-09-20'],
    [' 2021-09-20 ', '2021-09-20'],
    ['1/1/1996 12:00:00 AM', '1996-01-01'],
    ['12/31/1999 11:59:59 PM', '1999-12-31'],
    ['9/20/2021', '2021-09-20'],
    ['2024-02-29T00:00:00', '2024-02-29'],
    ['2000-02-29T00:00:00', '2000-02-29'],
  ])('cuts %p to the calendar date %p', (text, expected) => {
    expect(readDate(text)).toEqual({ value: expected });
  });

  it.each(['', '   ', '1900-01-01T00:00:00', '1/1/1900 12:00:00 AM', '0001-01-01T00:00:00', '1/1/0001'])(
    'takes %p for no date',
    (text) => {
      expect(readDate(text)).toEqual({ value: null });
    },
  );

  it.each([
    '2023-02-29T00:00:00',
    '1900-02-29',
    '2021-13-01',
    '2021-00-10',
    '31/12/1999',
    'today',
    '20210920',
    '4/31/2021',
  ])('refuses %p', (text) => {
    expect(readDate(text)).toEqual({ problem: 'is not a date' });
  });
});

describe('readAs', () => {
  it.each<[AttributeType, AttributeValue, AttributeValue]>([
    ['text', ' 0120 ', '0120'],
    ['text', 12, '12'],
    ['text', true, 'true'],
    ['text', '   ', null],
    ['text', null, null],
    ['number', 37.5, 37.5],
    ['number', '37.50', 37.5],
    ['number', ' -3 ', -3],
    ['number', '', null],
    ['boolean', 'Y', true],
    ['boolean', 'n', false],
    ['boolean', 'TRUE', true],
    ['boolean', 'false', false],
    ['boolean', 1, true],
    ['boolean', '0', false],
    ['boolean', true, true],
    ['boolean', '', null],
    ['date', '1/2/2020 12:00:00 AM', '2020-01-02'],
    ['date', '', null],
  ])('reads as %s the value %p as %p', (type, value, expected) => {
    expect(readAs(type, value)).toEqual({ value: expected });
  });

  it.each<[AttributeType, AttributeValue, string]>([
    ['number', 'ten', 'is not a number'],
    ['number', '1e9', 'is not a number'],
    ['number', true, 'is not a number'],
    ['boolean', 'maybe', 'is neither yes nor no'],
    ['boolean', 2, 'is neither yes nor no'],
    ['date', 20210920, 'is not a date'],
    ['date', 'soon', 'is not a date'],
    ['text', 'x'.repeat(4_001), 'is longer than 4000 characters'],
  ])('refuses as %s what is none', (type, value, problem) => {
    expect(readAs(type, value)).toEqual({ problem });
  });
});

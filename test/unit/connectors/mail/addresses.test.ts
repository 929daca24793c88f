import { readAddresses } from '../../../../src/connectors/mail/index.ts';

describe('the addresses in a text', () => {
  it.each([
    ['a@x.example', ['a@x.example'], 0],
    [' a@x.example ; b@y.example,c@z.example', ['a@x.example', 'b@y.example', 'c@z.example'], 0],
    ['Ola Reyes <ola@x.example>', ['ola@x.example'], 0],
    ['a@x.example, a@x.example', ['a@x.example'], 0],
    ['jürgen@bücher.example', ['jürgen@bücher.example'], 0],
    ["o'neil+tag@x.example", ["o'neil+tag@x.example"], 0],
    ['', [], 0],
    [' ; , ', [], 0],
    ['nobody', [], 1],
    ['a@localhost', [], 1],
    ['a@@x.example', [], 1],
    ['a b@x.example', [], 1],
    ['a@x.example, broken, b@x.example', ['a@x.example', 'b@x.example'], 1],
    ['"quoted local"@x.example', [], 1],
  ])('%j are %j, with %i that are none', (text, valid, invalid) => {
    expect(readAddresses(text)).toEqual({ valid, invalid });
  });

  it.each([
    'a@x.example\r\nBcc: evil@x.example',
    'Name\r\nBcc: evil@x.example <a@x.example>',
    '<a@x.example>\nX: y',
    'a@x.example\u0000',
  ])('never carry a line break or control character further: %j', (text) => {
    for (const address of readAddresses(text).valid) expect(address).toMatch(/^[^\p{Cc}\s]+$/u);
  });
});

import { withMappedAddress, withNewAddress } from '../../../../src/domain/naming/addresses.ts';

describe('proxy addresses after a new mail address', () => {
  it.each([
    ['an account that never had an address gets none', [], undefined, 'new@x.example', []],
    [
      'the old address stays as alias',
      [],
      'old@x.example',
      'new@x.example',
      ['SMTP:new@x.example', 'smtp:old@x.example'],
    ],
    [
      'the former primary becomes secondary, once',
      ['SMTP:old@x.example', 'smtp:older@x.example'],
      'Old@x.example',
      'new@x.example',
      ['SMTP:new@x.example', 'smtp:old@x.example', 'smtp:older@x.example'],
    ],
    [
      'an alias that becomes the address again is not kept twice',
      ['SMTP:old@x.example', 'smtp:NEW@x.example'],
      'old@x.example',
      'new@x.example',
      ['SMTP:new@x.example', 'smtp:old@x.example'],
    ],
    [
      'addresses of other kinds stay',
      ['X500:/o=Old', 'SIP:old@x.example'],
      undefined,
      'new@x.example',
      ['SMTP:new@x.example', 'X500:/o=Old', 'SIP:old@x.example'],
    ],
  ])('%s', (_, present, old, mail, expected) => {
    expect(withNewAddress(present, old, mail)).toEqual(expected);
  });
});

describe('the same mail address once more', () => {
  it('changes nothing', () => {
    const present = ['SMTP:new@x.example', 'smtp:old@x.example', 'X500:/o=x'];
    expect(withNewAddress(present, 'new@x.example', 'new@x.example')).toEqual(present);
  });
});

describe('a proxy address from the profile map', () => {
  it.each([
    ['is added', ['SMTP:a@x.example'], 'smtp:b@x.example', ['SMTP:a@x.example', 'smtp:b@x.example']],
    [
      'as primary makes the others secondary',
      ['SMTP:a@x.example', 'X500:/o=x'],
      'SMTP:b@x.example',
      ['SMTP:b@x.example', 'smtp:a@x.example', 'X500:/o=x'],
    ],
    ['that differs only in case replaces', ['smtp:B@x.example'], 'smtp:b@x.example', ['smtp:b@x.example']],
    ['that is there already changes nothing', ['smtp:b@x.example'], 'smtp:b@x.example', ['smtp:b@x.example']],
  ])('%s', (_, present, mapped, expected) => {
    expect(withMappedAddress(present, mapped)).toEqual(expected);
  });
});

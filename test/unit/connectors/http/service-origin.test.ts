import { serviceOrigin } from '../../../../src/connectors/http/service-origin.ts';
import { TenureError } from '../../../../src/domain/errors.ts';

describe('serviceOrigin', () => {
  it.each([
    ['https://service5.ultipro.com', 'https://service5.ultipro.com'],
    ['https://servicet.ultipro.com/services/LoginService', 'https://servicet.ultipro.com'],
    ['https://service4.ultipro.ca:8443/x?y=1#z', 'https://service4.ultipro.ca:8443'],
    ['  service2.ultipro.com/ ', 'https://service2.ultipro.com'],
    ['service2.ultipro.com:8443', 'https://service2.ultipro.com:8443'],
    ['http://localhost:4010/ukg', 'http://localhost:4010'],
    ['http://127.0.0.1:4010', 'http://127.0.0.1:4010'],
    ['http://[::1]:4010', 'http://[::1]:4010'],
  ])('of %p is %p', (address, expected) => {
    expect(serviceOrigin(address, 'ukg.baseUrl')).toBe(expected);
  });

  it.each([
    ['http://service5.ultipro.com', 'does not use https'],
    ['http://localhost.example.com', 'does not use https'],
    ['ftp://service5.ultipro.com', 'does not use https'],
    ['https://user:secret@service5.ultipro.com', 'carries a user name or password'],
    ['', 'is not the address of a service'],
    ['https://', 'is not the address of a service'],
  ])('refuses %p: it %s', (address, problem) => {
    expect(() => serviceOrigin(address, 'ukg.baseUrl')).toThrow(
      expect.objectContaining({
        code: 'CONFIG_INVALID',
        place: 'ukg.baseUrl',
        message: `ukg.baseUrl ${problem}`,
      }),
    );
  });

  it('does not repeat the credentials of a refused address', () => {
    let message = '';
    try {
      serviceOrigin('https://user:secret@service5.ultipro.com', 'ukg.baseUrl');
    } catch (error) {
      message = error instanceof TenureError ? `${error.message} ${error.remedy}` : '';
    }
    expect(message).not.toBe('');
    expect(message).not.toContain('secret');
  });
});

import { TenureError } from '../../domain/errors.ts';

const loopback = /^(localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** Whether the host of the origin is this machine. */
export function isLoopback(origin: string): boolean {
  return loopback.test(new URL(origin).hostname);
}

/**
 * Scheme, host and port of a service address as an administrator copies it: the path is dropped, a missing
 * scheme means https. Plain http is allowed to this machine only.
 *
 * @param place where the address was configured, e.g. `ukg.baseUrl`
 * @throws TenureError CONFIG_INVALID
 */
export function serviceOrigin(address: string, place: string): string {
  const text = address.trim();
  const url = parseAddress(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`);
  if (url === undefined || url.hostname === '') {
    throw new TenureError('CONFIG_INVALID', `${place} is not the address of a service`, {
      place,
      remedy: `Set ${place} to an address like https://service5.ultipro.com.`,
    });
  }
  if (url.username !== '' || url.password !== '') {
    throw new TenureError('CONFIG_INVALID', `${place} carries a user name or password`, {
      place,
      remedy: `Take the credentials out of ${place}; they have settings of their own.`,
    });
  }
  const plain = url.protocol === 'http:';
  if ((!plain && url.protocol !== 'https:') || (plain && !loopback.test(url.hostname))) {
    throw new TenureError('CONFIG_INVALID', `${place} does not use https`, {
      place,
      remedy: `Begin ${place} with https://; plain connections are made to this machine only.`,
    });
  }
  return url.origin;
}

function parseAddress(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

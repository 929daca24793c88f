import { createHash, timingSafeEqual } from 'node:crypto';
import { emptyAnswer, errorAnswer, type Answer } from './answers.ts';
import type { UkgBehaviour } from './options.ts';
import type { WebService } from './web-services.ts';

/** No header for the user API key is documented; these were seen (ukg-pro-api 1). */
const userKeyHeaders = ['x-api-key', 'us-user-api-key', 'api-key'];

function same(given: string, wanted: string): boolean {
  const [a, b] = [given, wanted].map((text) => createHash('sha256').update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}

function basicOf(
  header: string | null,
): { readonly username: string; readonly password: string } | undefined {
  const encoded = /^Basic ([A-Za-z0-9+/]+=*)$/i.exec(header ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? undefined : { username: text.slice(0, colon), password: text.slice(colon + 1) };
}

function unauthorized(detail: string): Answer {
  return errorAnswer(401, 'Unauthorized', detail);
}

/** 401 for a wrong user, password or key, in this order; undefined when the caller is who they say. */
export function checkCredentials(headers: Headers, behaviour: UkgBehaviour): Answer | undefined {
  const { credentials, requireUserApiKey } = behaviour;
  const basic = basicOf(headers.get('authorization'));
  const known =
    basic !== undefined &&
    same(basic.username, credentials.username) &&
    same(basic.password, credentials.password);
  if (!known) return unauthorized('Invalid user name or password.');
  if (!same(headers.get('us-customer-api-key') ?? '', credentials.customerApiKey)) {
    return unauthorized('Invalid customer API key.');
  }
  const userKey = userKeyHeaders.map((name) => headers.get(name)).find((value) => value !== null) ?? '';
  if (requireUserApiKey && !same(userKey, credentials.userApiKey))
    return unauthorized('Invalid user API key.');
  return undefined;
}

/** 403 without body when the account has no right on the web service (ukg-pro-api 6). */
export function checkRole(service: WebService, behaviour: UkgBehaviour): Answer | undefined {
  return behaviour.roles === null || behaviour.roles.includes(service) ? undefined : emptyAnswer(403);
}

/** Counts requests within the last minute. */
export interface Quota {
  /** 429 without body and without Retry-After when the minute is used up; otherwise counts the request. Null is no limit. */
  check(perMinute: number | null): Answer | undefined;
}

/** A gateway quota of about one minute (ukg-pro-api 6). `now` answers epoch milliseconds of real time. */
export function createQuota(now: () => number): Quota {
  let recent: number[] = [];
  return {
    check(perMinute) {
      if (perMinute === null) return undefined;
      const since = now() - 60_000;
      recent = recent.filter((instant) => instant > since);
      if (recent.length >= perMinute) return emptyAnswer(429);
      recent.push(now());
      return undefined;
    },
  };
}

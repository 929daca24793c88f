import { refusedPart, translateFailure } from '../../../../src/connectors/ukg/errors.ts';
import { HttpFailure } from '../../../../src/connectors/http/failure.ts';
import type { HttpFailureFacts, HttpFailureKind } from '../../../../src/connectors/http/failure.ts';
import { TenureError } from '../../../../src/domain/errors.ts';

const place = {
  connection: 'UKG test',
  path: '/personnel/v1/person-details',
  webService: 'Employee Person Details',
  secrets: ['hunter2'],
};

function translated(kind: HttpFailureKind, facts: HttpFailureFacts = {}): TenureError {
  const error = translateFailure(new HttpFailure(kind, 'it failed', facts), place);
  if (error instanceof TenureError) return error;
  throw new Error('not translated');
}

describe('translateFailure', () => {
  // ukg-pro-api 6, errors: every row of the table.
  it.each<[number, string, boolean]>([
    [400, 'UKG_REQUEST_REFUSED', false],
    [401, 'UKG_UNAUTHORIZED', false],
    [403, 'UKG_FORBIDDEN', false],
    [404, 'UKG_NOT_FOUND', false],
    [405, 'UKG_REQUEST_REFUSED', false],
    [429, 'UKG_RATE_LIMITED', true],
    [500, 'UKG_UNAVAILABLE', true],
    [501, 'UKG_UNAVAILABLE', false],
    [502, 'UKG_UNAVAILABLE', true],
    [503, 'UKG_UNAVAILABLE', true],
    [504, 'UKG_UNAVAILABLE', true],
  ])('makes of status %i the code %s, retryable %p', (status, code, retryable) => {
    expect(translated('status', { status })).toMatchObject({ code, retryable, place: place.path });
  });

  it.each<[HttpFailureKind, string, boolean]>([
    ['unreachable', 'UKG_UNREACHABLE', true],
    ['certificate', 'UKG_CERTIFICATE_INVALID', false],
    ['timeout', 'UKG_UNAVAILABLE', true],
    ['interrupted', 'UKG_UNAVAILABLE', true],
    ['redirect', 'UKG_REDIRECT_REFUSED', false],
    ['tooLarge', 'UKG_ANSWER_TOO_LARGE', false],
    ['notJson', 'UKG_ANSWER_INVALID', false],
    ['truncated', 'UKG_ANSWER_INVALID', true],
  ])('makes of %s the code %s, retryable %p', (kind, code, retryable) => {
    expect(translated(kind)).toMatchObject({ code, retryable });
  });

  it('carries how long to wait', () => {
    expect(translated('status', { status: 429, retryAfterMs: 90_000 }).retryAfterMs).toBe(90_000);
  });

  it('names the web service whose role is missing', () => {
    expect(translated('status', { status: 403 }).remedy).toContain('"Employee Person Details"');
  });

  it("quotes UKG's own words without secrets, and the request id", () => {
    const refusalText = JSON.stringify({ title: 'Bad Request', detail: 'hunter2\nis no date', code: '17' });
    const { message } = translated('status', { status: 400, refusalText, requestId: 'r-1' });
    expect(message).toBe('UKG test: it failed: 17 Bad Request, *** is no date (request id r-1)');
  });

  it('quotes nothing of a body that is not an error of UKG', () => {
    const refusalText = '<html>Dana Park 123-45-6789</html>';
    expect(translated('status', { status: 502, refusalText }).message).toBe('UKG test: it failed');
  });

  it('leaves anything else as it is', () => {
    const cancelled = new Error('cancelled');
    expect(translateFailure(cancelled, place)).toBe(cancelled);
  });
});

describe('refusedPart', () => {
  it.each([
    ['', 'unknown'],
    ['Unauthorized', 'unknown'],
    ['{"title":"Invalid credentials"}', 'unknown'],
    ['{"message":"Invalid user name or password"}', 'password'],
    ['The account is locked', 'password'],
    ['{"detail":"US-Customer-Api-Key is invalid"}', 'customerKey'],
    ['Invalid CustomerApiKey', 'customerKey'],
    ['Invalid user api key', 'userKey'],
    ['x-api-key not recognised', 'userKey'],
    ['Invalid API key', 'someKey'],
    ['Check your password and your customer api key', 'unknown'],
  ])('of %p is %s', (refusalText, expected) => {
    expect(refusedPart(new HttpFailure('status', 'refused', { status: 401, refusalText }))).toBe(expected);
  });

  it.each([
    ['{"message":"Invalid password"}', 'UKG_UNAUTHORIZED'],
    ['{"message":"Invalid customer api key"}', 'UKG_KEY_REFUSED'],
    ['', 'UKG_UNAUTHORIZED'],
  ])('decides the code of a 401 that says %p', (refusalText, code) => {
    expect(translated('status', { status: 401, refusalText }).code).toBe(code);
  });
});

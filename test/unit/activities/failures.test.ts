import { runInNewContext } from 'node:vm';
import { ApplicationFailure } from '@temporalio/common';
import { toFailure } from '../../../activities/failures.ts';
import { TenureError } from '../../../src/domain/errors.ts';

describe('the translation of errors', () => {
  it('keeps code, message and remedy of our own errors', () => {
    const error = new TenureError('AD_FORBIDDEN', 'may not create in OU=Staff', { remedy: 'Delegate it.' });
    expect(toFailure(error)).toMatchObject({
      type: 'AD_FORBIDDEN',
      message: 'may not create in OU=Staff',
      nonRetryable: true,
      details: ['Delegate it.'],
    });
  });

  it('retries what the connector calls retryable, after the time that the other side asked for', () => {
    const error = new TenureError('UKG_RATE_LIMITED', 'slow down', { retryable: true, retryAfterMs: 7_000 });
    expect(toFailure(error)).toMatchObject({ nonRetryable: false, nextRetryDelay: 7_000 });
  });

  it('retries a defect, because a deploy may cure it, and calls it one', () => {
    expect(toFailure(new TypeError('x is undefined'))).toMatchObject({
      type: 'INTERNAL',
      nonRetryable: false,
      message: 'TypeError: x is undefined',
    });
  });

  it.each([undefined, null, 7, 'text', {}, Object.create(null)])('survives %p being thrown', (thrown) => {
    expect(toFailure(thrown)).toMatchObject({ type: 'INTERNAL', nonRetryable: false });
  });

  it('takes errors of another realm for what they are', () => {
    const foreign: unknown = runInNewContext('new RangeError("of another realm")');
    expect(toFailure(foreign).message).toBe('RangeError: of another realm');
  });

  it('does not carry the cause along: it may hold values of a person', () => {
    const cause = new Error('value "Žižka" refused');
    expect(
      JSON.stringify(toFailure(new TenureError('AD_VALUE_REFUSED', 'sn was refused', { cause }))),
    ).not.toContain('Žižka');
    expect(toFailure(new TenureError('AD_VALUE_REFUSED', 'sn was refused', { cause })).cause).toBeUndefined();
  });

  it('leaves alone what is a failure already', () => {
    const failure = ApplicationFailure.create({ type: 'X', message: 'y' });
    expect(toFailure(failure)).toBe(failure);
  });
});

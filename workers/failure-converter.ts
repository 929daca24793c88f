import { DefaultFailureConverter } from '@temporalio/common';

/**
 * Encrypts messages and stack traces of failures too. Loaded by path by the client, the worker and the
 * workflow bundle, which must all use the same one.
 */
export const failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });

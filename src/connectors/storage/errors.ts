import { TenureError, codeOf } from '../../domain/errors.ts';

/** Disk errors: full and busy disks pass, wrong rights do not. */
export function storageError(error: unknown, file: string): TenureError {
  const code = codeOf(error) ?? 'unknown';
  return new TenureError('STORAGE_FAILED', `Cannot use ${file} (${code}).`, {
    place: file,
    retryable: ['ENOSPC', 'EAGAIN', 'EBUSY', 'EMFILE', 'ENFILE', 'EIO'].includes(code),
    cause: error,
  });
}

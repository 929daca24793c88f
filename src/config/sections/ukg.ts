import { z } from 'zod';
import { duration, filePath, secret, setting, text } from './common.ts';

/** `ukg`: the connection to UKG Pro (ukg-pro-api 1). */
export const ukg = z
  .strictObject({
    name: text('Name of the connection in messages and reports.').default('UKG Pro'),
    baseUrl: setting(
      'Service endpoint of the tenant, https://service5.ultipro.com and alike; a path behind the host is dropped.',
    ),
    username: setting('User name of the web service account.'),
    password: secret('Password of the web service account.'),
    customerApiKey: secret(
      'Customer API key, from the top of Service Account Administration. At least one of the two keys is needed.',
    ).optional(),
    userApiKey: secret('User API key, shown beside the service account.').optional(),
    userApiKeyHeader: z
      .string()
      .regex(/^[A-Za-z][A-Za-z0-9-]*$/u, 'must be the name of an HTTP header')
      .default('x-api-key')
      .meta({ description: 'HTTP header that carries the user API key when both keys are given.' }),
    pageSize: z
      .number()
      .int()
      .min(1)
      .max(10_000)
      .default(1000)
      .meta({ description: 'Rows asked for per page.' }),
    timeout: duration('How long one answer may take.', { atLeastMs: 1000, example: '90s' }).prefault('90s'),
    caFile: filePath('PEM file of the issuing CA, when it is not a public one.').optional(),
  })
  .meta({ description: 'The connection to UKG Pro.' });

import { z } from 'zod';
import { ldapName } from './profile.ts';
import { container, duration, filePath, secret, setting, text } from './common.ts';

const loopback = /^ldap:\/\/(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?\/?$/iu;
const ldaps = /^ldaps:\/\/(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\])(?::\d+)?\/?$/u;

const url = z
  .string()
  .transform((value, context) => {
    if (ldaps.test(value) || loopback.test(value)) return value;
    const plain = /^ldap:/iu.test(value);
    context.issues.push({
      code: 'custom',
      message: plain ? 'plain LDAP is only allowed to this machine itself' : `"${value}" is no LDAPS address`,
      input: value,
      params: { hint: 'Write ldaps://dc1.corp.example:636.' },
    });
    return z.NEVER;
  })
  .meta({ description: 'Address of a domain controller.', examples: ['ldaps://dc1.corp.example:636'] });

const activeDirectory = z
  .strictObject({
    urls: z
      .array(url)
      .min(1, 'must name at least one domain controller')
      .meta({ description: 'Domain controllers, in the order in which they are tried; always over TLS.' }),
    baseDn: container('Where the domain, or the part of it that Tenure keeps, begins.'),
    username: setting('User name of the service account: UPN, DOMAIN\\name or distinguished name.'),
    password: secret('Password of the service account.'),
    caFile: filePath('PEM file of the CA that issued the certificates of the domain controllers.').optional(),
    joinAttribute: ldapName(
      'Attribute by which an existing account is found; the profile must map it.',
    ).default('employeeID'),
    personKeyAttribute: ldapName(
      'Attribute of our own that also carries the person key, such as msDS-cloudExtensionAttribute1.',
    ).optional(),
    protectedGroups: z
      .array(text('Name of a group.'))
      .default([])
      .meta({ description: 'Groups that are never changed, beside the built-in ones.' }),
    poolSize: z.number().int().min(1).max(64).default(4).meta({ description: 'Connections held open.' }),
    timeout: duration('How long one answer may take.', { atLeastMs: 1000, example: '30s' }).prefault('30s'),
  })
  .meta({ description: 'The connection to Active Directory.' });

/** `directories`: where accounts are kept. */
export const directories = z
  .strictObject({ activeDirectory })
  .meta({ description: 'The directories that hold the accounts.' });

import { z } from 'zod';
import { filePath, secret, setting, text } from './common.ts';

const port = z.number().int().min(1).max(65_535);

/** `temporal`: the workflow engine. */
export const temporal = z
  .strictObject({
    address: setting(
      'Address of the Temporal server; the environment variable TEMPORAL_ADDRESS wins.',
    ).default('127.0.0.1:7233'),
    namespace: text('Namespace.').default('default'),
    tls: z
      .union([
        z.boolean(),
        z.strictObject({
          caFile: filePath('PEM file of the CA of the server.').optional(),
          certificateFile: filePath('PEM file of the client certificate.').optional(),
          keyFile: filePath('PEM file of its private key.').optional(),
          serverName: text('Name in the certificate, when it differs from the address.').optional(),
        }),
      ])
      .optional()
      .meta({
        description: 'TLS to the server: true, or the files of a private CA and a client certificate.',
      }),
    apiKey: secret('API key, for Temporal Cloud; implies TLS.').optional(),
    encryptionKeys: z
      .array(
        z.strictObject({
          id: z
            .string()
            .regex(/^[\w.-]{1,64}$/u, 'has letters, digits, dots, _ and - only')
            .meta({ description: 'Name of the key; it is stored with every payload.' }),
          key: secret('32 bytes in base64.'),
        }),
      )
      .min(1)
      .optional()
      .meta({
        description:
          'Keys of the payload encryption: the first one encrypts, the others still decrypt. When neither these nor keyFile are given, a key file is made once under storage.path.',
      }),
    keyFile: filePath(
      'File with one key per line, `id base64`, the newest first; instead of encryptionKeys.',
    ).optional(),
    uiUrl: setting('Address of Temporal Web, for links.').optional(),
    codec: z
      .strictObject({
        host: text('Address to listen on.').default('127.0.0.1'),
        port: port.default(8080).meta({ description: 'Port to listen on.' }),
        token: secret(
          'Token that callers must show as `Authorization: Bearer …`; needed beyond loopback.',
        ).optional(),
      })
      .optional()
      .meta({ description: 'Endpoint that decrypts payloads for Temporal Web.' }),
  })
  .prefault({})
  .meta({ description: 'The Temporal server.' });

/** `storage`: journal and snapshots. */
export const storage = z
  .strictObject({
    path: filePath('Folder of journal and snapshots, relative to tenure.yaml.').default('.tenure'),
  })
  .prefault({})
  .meta({ description: 'Where Tenure keeps its journal and its snapshots.' });

const separated = (what: string) =>
  z
    .strictObject({
      queue: z
        .enum(['shared', 'separate'])
        .default('separate')
        .meta({ description: 'Whether it has a queue and workers of its own.' }),
      maxPerSecond: z.number().positive().optional().meta({
        description: 'Most steps per second over all workers of the queue; needs `queue: separate`.',
      }),
    })
    .optional()
    .meta({ description: what });

/** `workers`: where steps run. */
export const workers = z
  .strictObject({
    activeDirectory: separated('Steps in Active Directory.'),
    notifications: separated('Mail.'),
  })
  .prefault({})
  .meta({ description: 'Where steps run; one worker for everything when left out.' });

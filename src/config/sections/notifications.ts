import { z } from 'zod';
import { lifecycleEvents } from '../../domain/lifecycle/types.ts';
import { condition, mapped, setting, text } from './common.ts';

const recipient = mapped('Mail address, or a formula when it begins with =.', 'mail', 'text');

const recipients = (description: string) =>
  z
    .union([recipient, z.array(recipient)])
    .transform((value) => [value].flat())
    .meta({ description });

const template = z
  .strictObject({
    name: text('Name of the template, unique.'),
    on: z.array(z.enum(lifecycleEvents)).min(1, 'must name at least one event').meta({
      description: 'Lifecycle events after which it is sent.',
    }),
    when: condition('For whom it is sent; for everybody when left out.', 'mail').optional(),
    to: recipients(
      'Recipients; manager.mail, manager.displayName and account.<attribute> can be used.',
    ).prefault([]),
    cc: recipients('Copies.').prefault([]),
    bcc: recipients('Blind copies.').prefault([]),
    replyTo: mapped('Where answers go.', 'mail', 'text').optional(),
    notifyManager: z.boolean().default(false).meta({ description: 'Whether the manager gets it too.' }),
    subject: text('Subject, a liquid template.'),
    body: text(
      'Body, a liquid template: the text itself, or a file ending in .liquid, .html or .txt beside tenure.yaml.',
    ),
    html: z
      .boolean()
      .optional()
      .meta({ description: 'Whether the body is HTML; a file ending in .html or .html.liquid is.' }),
  })
  .meta({ description: 'One mail. At least one of `to` and `notifyManager` is needed.' });

/** `notifications`: mail. */
export const notifications = z
  .strictObject({
    from: text('Sender address.'),
    smtp: z
      .strictObject({
        url: setting(
          'Mail server: smtps://user:password@host:465 or smtp://host:587; with a password as env: or file: only.',
        ),
      })
      .meta({ description: 'The mail server.' }),
    templates: z.array(template).default([]).meta({ description: 'What is sent.' }),
  })
  .meta({ description: 'Mail about what happened.' });

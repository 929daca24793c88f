import { Liquid } from 'liquidjs';
import { TenureError } from '../../domain/errors.ts';
import { showPlace } from '../../domain/place.ts';
import type { MailTemplate } from '../../domain/policy.ts';

/** What a template can say. Every name is always there; empty values are empty text. */
export interface MailFacts {
  /** HR attributes by their declared names. */
  readonly person: Readonly<Record<string, string>>;
  /** Directory attributes of the account, `mail`, `userPrincipalName`, … */
  readonly account: Readonly<Record<string, string>>;
  readonly manager: Readonly<Record<string, string>>;
  readonly organization: string;
  readonly event: string;
  /** Calendar date. */
  readonly effective: string;
  /** Only in the step that sets it. */
  readonly password?: string;
}

/**
 * Administrators write the templates: bounded, no files, no prototypes. Names are checked when the configuration is
 * loaded; what a person has no value for is empty.
 */
const limits = {
  strictFilters: true,
  ownPropertyOnly: true,
  parseLimit: 1_048_576,
  renderLimit: 1_000,
  memoryLimit: 1_000_000,
  // Without in-memory templates `{% include %}` would read files (liquidjs documentation, "Partials and Layouts").
  templates: {},
} as const;

const html = new Liquid({ ...limits, outputEscape: 'escape' });
const text = new Liquid(limits);

/**
 * Subject and body of a mail.
 * @throws TenureError MAIL_TEMPLATE_INVALID with the position liquidjs gives; never the values.
 */
export async function renderMail(
  template: MailTemplate,
  facts: MailFacts,
): Promise<{ readonly subject: string; readonly text?: string; readonly html?: string }> {
  try {
    const subject = String(await text.parseAndRender(template.subject, facts));
    const body = String(await (template.html ? html : text).parseAndRender(template.body, facts));
    // A header is one line: what a value smuggles in becomes a blank.
    const line = subject.replaceAll(/[\r\n]+/g, ' ').trim();
    return template.html ? { subject: line, html: body } : { subject: line, text: body };
  } catch (error) {
    const [why = 'unknown'] = error instanceof Error ? error.message.split('\n') : [];
    throw new TenureError(
      'MAIL_TEMPLATE_INVALID',
      `The mail template "${template.name}" cannot be filled in: ${why}`,
      {
        place: showPlace(template.place),
        cause: error,
      },
    );
  }
}

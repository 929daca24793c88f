import { contentHash } from '../../src/domain/hash.ts';
import { TenureError } from '../../src/domain/errors.ts';
import { formulaInput } from '../../src/domain/plan/desired-state.ts';
import { mentionsPassword } from '../../src/domain/plan/access.ts';
import { showPlace } from '../../src/domain/place.ts';
import { readAddresses, renderMail } from '../../src/connectors/mail/index.ts';
import { stepLine } from './journal-lines.ts';
import type { StepInput, StepOutcome } from '../../src/contracts/activities.ts';
import type { FormulaInput } from '../../src/domain/formula/types.ts';
import type { AccountState } from '../../src/domain/directory/types.ts';
import type { MailTemplate, Mapped } from '../../src/domain/policy.ts';
import type { PlanWarning } from '../../src/domain/plan/types.ts';
import type { Dependencies } from '../dependencies.ts';

/** Templates of the event that tell the password; they go out in the step that sets it. */
export function passwordTemplates(deps: Dependencies, input: StepInput): readonly MailTemplate[] {
  return templatesOf(deps, input).filter(mentionsPassword);
}

/** Sends the templates of the event that do not tell the password. */
export async function sendNotifications(deps: Dependencies, input: StepInput): Promise<StepOutcome> {
  const templates = templatesOf(deps, input).filter((template) => !mentionsPassword(template));
  const warnings = await deliver(deps, input, input.memory.accounts.activeDirectory?.id, templates);
  return { changes: 0, ...(warnings.length === 0 ? {} : { warnings }) };
}

/**
 * Sends mails. A template whose condition does not hold is passed over; one without a usable recipient is a
 * warning. The Message-ID is the same on every attempt, so that a mail sent twice can be told.
 */
export async function deliver(
  deps: Dependencies,
  input: StepInput,
  accountId: string | undefined,
  templates: readonly MailTemplate[],
  password?: string,
): Promise<readonly PlanWarning[]> {
  const rules = deps.policy.notifications;
  if (templates.length === 0 || rules === undefined || deps.mailer === undefined) return [];
  const facts = await gather(deps, input, accountId);
  const warnings: PlanWarning[] = [];
  for (const template of templates) {
    if (!holds(template, facts.input)) continue;
    const recipients = recipientsOf(template, facts);
    if (recipients.to.length === 0) {
      warnings.push({
        code: 'MAIL_REFUSED',
        message: `template "${template.name}" (${showPlace(template.place)}) has no usable recipient for this person; it was not sent`,
      });
      continue;
    }
    const rendered = await renderMail(template, {
      person: texts(input.record.attributes),
      account: facts.account,
      manager: facts.manager,
      organization: input.person.organization,
      event: input.case.event,
      effective: input.case.effective,
      ...(password === undefined ? {} : { password }),
    });
    await deps.mailer.send({
      from: rules.from,
      ...recipients,
      ...rendered,
      messageId: messageId(input, template, rules.from),
    });
    await deps.journal.append([
      {
        ...stepLine(deps, input, 'sendMail'),
        rule: showPlace(template.place),
        after: {
          template: template.name,
          recipients: recipients.to.length + recipients.cc.length + recipients.bcc.length,
        },
      },
    ]);
  }
  return warnings;
}

interface Facts {
  readonly input: FormulaInput;
  readonly account: Readonly<Record<string, string>>;
  readonly manager: Readonly<Record<string, string>>;
}

/** HR attributes, `account.<attribute>` and `manager.<attribute>`, for conditions, recipients and bodies. */
async function gather(deps: Dependencies, input: StepInput, accountId: string | undefined): Promise<Facts> {
  const account = accountId === undefined ? undefined : await deps.directory.read(accountId);
  const [manager] =
    account?.managerDn === undefined ? [] : await deps.directory.find('distinguishedName', account.managerDn);
  const { values, today } = formulaInput(deps.policy, input.record, input.now);
  const accountTexts = attributeTexts(account);
  const managerTexts = attributeTexts(manager);
  return {
    input: {
      today,
      values: { ...values, ...prefixed('account', accountTexts), ...prefixed('manager', managerTexts) },
    },
    account: accountTexts,
    manager: managerTexts,
  };
}

function attributeTexts(account: AccountState | undefined): Record<string, string> {
  const named = ['mail', 'displayName', 'givenName', 'sn', 'userPrincipalName', 'sAMAccountName'];
  const empty = Object.fromEntries(named.map((name) => [name, '']));
  if (account === undefined) return empty;
  const present = Object.entries(account.attributes).map(
    ([name, values]) => [name, values.join(', ')] as const,
  );
  return { ...empty, ...Object.fromEntries(present) };
}

function prefixed(prefix: string, values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`${prefix}.${name}`, value]));
}

function texts(attributes: StepInput['record']['attributes']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name, value === null ? '' : String(value)]),
  );
}

function templatesOf(deps: Dependencies, input: StepInput): readonly MailTemplate[] {
  return (deps.policy.notifications?.templates ?? []).filter((template) =>
    template.on.includes(input.case.event),
  );
}

function holds(template: MailTemplate, input: FormulaInput): boolean {
  return template.when === undefined || template.when.evaluate(input) === true;
}

function recipientsOf(template: MailTemplate, facts: Facts) {
  const read = (mapped: readonly Mapped[]): readonly string[] =>
    mapped.flatMap((one) => readAddresses(mappedText(one, facts.input)).valid);
  const manager = template.notifyManager ? readAddresses(facts.manager['mail'] ?? '').valid : [];
  const to = [...new Set([...read(template.to), ...manager])];
  const [replyTo] =
    template.replyTo === undefined ? [] : readAddresses(mappedText(template.replyTo, facts.input)).valid;
  return {
    to,
    cc: read(template.cc),
    bcc: read(template.bcc),
    ...(replyTo === undefined ? {} : { replyTo }),
  };
}

function mappedText(mapped: Mapped, input: FormulaInput): string {
  if (mapped.kind === 'literal') return mapped.text;
  const value = mapped.formula.evaluate(input);
  return value === null ? '' : String(value);
}

function messageId(input: StepInput, template: MailTemplate, from: string): string {
  const domain = /@([^\s@<>]+?)>?$/.exec(from)?.[1];
  if (domain === undefined) throw new TenureError('CONFIG_INVALID', 'notifications.from is no mail address.');
  return `<${contentHash([input.person, input.case.id, input.case.effective, template.name]).slice(0, 32)}@${domain}>`;
}

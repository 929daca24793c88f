import { relative } from 'node:path';
import { lifecycleEvents } from '../../domain/lifecycle/types.ts';
import type { MailTemplate, Mapped, NotificationRules } from '../../domain/policy.ts';
import { besideConfiguration, readSmallFile } from '../references.ts';
import type { ConfigurationFile } from '../schema.ts';
import type { Path } from '../yaml/path.ts';
import { isMailAddresses, repeated } from './checks.ts';
import { compileMapped, type Compiler } from './compiler.ts';
import { templateProblems, type TemplateNames, type TemplateProblem } from './mail-template.ts';

type Written = NonNullable<ConfigurationFile['notifications']>;
type WrittenTemplate = Written['templates'][number];

const templateFile = /^[^\s{}<>][^\n{}<>]*\.(?:liquid|html|txt)$/iu;
const largestTemplateBytes = 1_048_576;

function checkAddress(compiler: Compiler, path: Path, mapped: Mapped): void {
  if (mapped.kind === 'formula' || isMailAddresses(mapped.text)) return;
  compiler.report(path, `"${mapped.text}" is no mail address`, {
    hint: 'Write name@corp.example, or a formula that begins with =, such as =manager.mail.',
  });
}

function compileRecipients(compiler: Compiler, path: Path, written: readonly string[]): readonly Mapped[] {
  return written.map((text, index) => {
    // A single recipient stands at the key itself, without a position.
    const own = compiler.document.has([...path, index]) ? [...path, index] : path;
    const mapped = compileMapped(compiler, own, text);
    checkAddress(compiler, own, mapped);
    return mapped;
  });
}

interface Body {
  readonly text: string;
  readonly html: boolean;
}

/** Points at a line inside a text of the configuration file. */
function reportInside(compiler: Compiler, path: Path, text: string, problem: TemplateProblem): void {
  const before = text.split('\n').slice(0, problem.line - 1);
  const start = before.reduce((sum, line) => sum + line.length + 1, 0) + problem.column - 1;
  compiler.report(path, problem.message, {
    code: 'MAIL_TEMPLATE_INVALID',
    span: compiler.document.inside(path, start, start + problem.width),
    severity: problem.severity,
    ...(problem.hint === undefined ? {} : { hint: problem.hint }),
  });
}

function compileBody(compiler: Compiler, path: Path, written: WrittenTemplate, names: TemplateNames): Body {
  const { body } = written;
  if (!templateFile.test(body)) {
    for (const problem of templateProblems(body, names)) reportInside(compiler, path, body, problem);
    return { text: body, html: written.html ?? false };
  }
  const file = besideConfiguration(compiler.document.file, body);
  const read = readSmallFile(file, largestTemplateBytes);
  const html = written.html ?? /\.html(?:\.liquid)?$/iu.test(body);
  if (!read.ok) {
    compiler.report(path, read.message, { hint: read.hint, code: 'MAIL_TEMPLATE_INVALID' });
    return { text: '', html };
  }
  const lines = read.value.split('\n');
  for (const problem of templateProblems(read.value, names)) {
    compiler.reportElsewhere({
      code: 'MAIL_TEMPLATE_INVALID',
      place: {
        file: relative(process.cwd(), file) || file,
        line: problem.line,
        column: problem.column,
        path: `notifications.templates.${written.name}`,
      },
      width: problem.width,
      message: problem.message,
      severity: problem.severity,
      lineText: (lines[problem.line - 1] ?? '').replace(/\r$/u, ''),
      ...(problem.hint === undefined ? {} : { hint: problem.hint }),
    });
  }
  return { text: read.value, html };
}

const passwordEvents: ReadonlySet<string> = new Set(['preboarding', 'onboarding', 'rehire']);

function checkPassword(compiler: Compiler, path: Path, written: WrittenTemplate, text: string): void {
  if (!/\{[{%][^}]*\bpassword\b[^}]*[%}]\}/u.test(text)) return;
  for (const [index, event] of written.on.entries()) {
    if (passwordEvents.has(event)) continue;
    compiler.report(
      [...path, 'on', index],
      `${event} sets no initial password, so this mail would have an empty one`,
      {
        severity: 'warning',
        hint: 'Send the password with preboarding, onboarding or rehire only.',
      },
    );
  }
}

function compileTemplate(
  compiler: Compiler,
  path: Path,
  written: WrittenTemplate,
  names: TemplateNames,
): MailTemplate {
  const to = compileRecipients(compiler, [...path, 'to'], written.to);
  if (to.length === 0 && !written.notifyManager) {
    compiler.report(path, `the mail "${written.name}" has no recipient`, {
      hint: 'Add to: [...], or notifyManager: true.',
    });
  }
  const { subject } = written;
  for (const problem of templateProblems(subject, names)) {
    reportInside(compiler, [...path, 'subject'], subject, problem);
  }
  const body = compileBody(compiler, [...path, 'body'], written, names);
  checkPassword(compiler, path, written, `${subject}\n${body.text}`);
  const replyTo =
    written.replyTo === undefined
      ? undefined
      : compileMapped(compiler, [...path, 'replyTo'], written.replyTo);
  if (replyTo !== undefined) checkAddress(compiler, [...path, 'replyTo'], replyTo);
  return {
    name: written.name,
    on: lifecycleEvents.filter((event) => written.on.includes(event)),
    to,
    cc: compileRecipients(compiler, [...path, 'cc'], written.cc),
    bcc: compileRecipients(compiler, [...path, 'bcc'], written.bcc),
    notifyManager: written.notifyManager,
    subject,
    body: body.text,
    html: body.html,
    place: compiler.place(path),
    ...(replyTo === undefined ? {} : { replyTo }),
    ...(written.when === undefined ? {} : { when: compiler.formula([...path, 'when']) }),
  };
}

/** Mail: addresses, conditions, and every template read and checked. */
export function compileNotifications(
  compiler: Compiler,
  written: Written,
  names: TemplateNames,
): NotificationRules {
  const path = ['notifications'];
  if (!isMailAddresses(written.from)) {
    compiler.report([...path, 'from'], `"${written.from}" is no mail address`, {
      hint: 'Write it@corp.example.',
    });
  }
  for (const { value, index } of repeated(written.templates.map((template) => template.name))) {
    compiler.report([...path, 'templates', index, 'name'], `there is already a template "${value}"`, {
      hint: 'Give every template a name of its own.',
    });
  }
  return {
    from: written.from,
    templates: written.templates.map((template, index) =>
      compileTemplate(compiler, [...path, 'templates', index], template, names),
    ),
  };
}

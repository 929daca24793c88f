import { renderMail } from '../../../../src/connectors/mail/index.ts';
import type { MailFacts } from '../../../../src/connectors/mail/index.ts';
import type { MailTemplate } from '../../../../src/domain/policy.ts';

const facts: MailFacts = {
  person: { firstName: 'Zoë', lastName: "O'Neil <script>", note: '{{ password }}' },
  account: { mail: 'zoe@corp.example', displayName: 'Zoë' },
  manager: { mail: '' },
  organization: 'acme',
  event: 'onboarding',
  effective: '2027-03-15',
};

function template(subject: string, body = 'body', html = false): MailTemplate {
  return {
    name: 'welcome',
    on: ['onboarding'],
    to: [],
    cc: [],
    bcc: [],
    notifyManager: false,
    subject,
    body,
    html,
    place: { file: 'tenure.yaml', line: 12, column: 5, path: 'notifications.templates[0]' },
  };
}

describe('a rendered mail', () => {
  it('says what the template asks for', async () => {
    const mail = await renderMail(
      template('{{ account.displayName }} starts on {{ effective }}', 'Write to {{ account.mail }}.'),
      facts,
    );
    expect(mail).toEqual({ subject: 'Zoë starts on 2027-03-15', text: 'Write to zoe@corp.example.' });
  });

  it('escapes values in HTML and leaves them as they are in text', async () => {
    const body = '<p>{{ person.lastName }}</p>';
    expect(await renderMail(template('s', body, true), facts)).toMatchObject({
      html: '<p>O&#39;Neil &lt;script&gt;</p>',
    });
    expect(await renderMail(template('s', body), facts)).toMatchObject({
      text: "<p>O'Neil <script></p>",
    });
  });

  it('has a subject of one line, whatever a value smuggles in', async () => {
    const person = { ...facts.person, lastName: 'X\r\nBcc: evil@x.example\r\n\r\nbody' };
    const { subject } = await renderMail(template('About {{ person.lastName }}'), { ...facts, person });
    expect(subject).not.toMatch(/[\r\n]/);
  });

  it('is empty where a person has no value', async () => {
    expect(await renderMail(template('s', '[{{ manager.mail }}{{ person.phone }}]'), facts)).toMatchObject({
      text: '[]',
    });
  });

  it('does not run what stands in a value', async () => {
    const mail = await renderMail(template('s', '{{ person.note }}'), { ...facts, password: 'Geheim-1' });
    expect(mail.text).toBe('{{ password }}');
  });

  it.each([
    ["{% include '/etc/passwd' %}", 'include'],
    ["{% render 'tenure.yaml' %}", 'render'],
    ["{% layout 'x' %}", 'layout'],
  ])('takes in no other file: %s', async (body) => {
    await expect(renderMail(template('s', body), facts)).rejects.toMatchObject({
      code: 'MAIL_TEMPLATE_INVALID',
    });
  });

  it.each(['{{ person.constructor }}', '{{ person.__proto__ }}', '{{ account.toString }}'])(
    'reaches nothing behind the values: %s',
    async (body) => {
      expect((await renderMail(template('s', `[${body}]`), facts)).text).toBe('[]');
    },
  );

  it.each([
    ['of an endless loop', '{% for a in (1..100000) %}{% for b in (1..100000) %}x{% endfor %}{% endfor %}'],
    ['of a flood', '{% for a in (1..2000000) %}{{ person.lastName }}{% endfor %}'],
  ])('ends by itself instead %s', async (_what, body) => {
    await expect(renderMail(template('s', body), facts)).rejects.toMatchObject({
      code: 'MAIL_TEMPLATE_INVALID',
      place: 'tenure.yaml:12:5',
    });
  });

  it.each(['{{ person.firstName', '{% if %}', '{{ person.firstName | nofilter }}'])(
    'that cannot be made names template and place, and no value: %s',
    async (body) => {
      await expect(renderMail(template('s', body), facts)).rejects.toMatchObject({
        code: 'MAIL_TEMPLATE_INVALID',
        message: expect.stringMatching(/^The mail template "welcome" (?!.*(?:Zoë|Neil))/u),
        place: 'tenure.yaml:12:5',
      });
    },
  );
});

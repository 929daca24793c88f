import { createServer } from 'node:net';
import { createMailer } from '../../../src/connectors/mail/index.ts';
import { startSmtpSink } from '../../../src/sandbox/mail/index.ts';
import type { AddressInfo } from 'node:net';
import type { Mailer, OutgoingMail } from '../../../src/contracts/ports.ts';
import type { SmtpSink } from '../../../src/sandbox/mail/index.ts';

function mail(overrides: Partial<OutgoingMail> = {}): OutgoingMail {
  return {
    from: 'it@corp.example',
    to: ['boss@corp.example'],
    cc: [],
    bcc: [],
    subject: 'Zoë has started',
    text: 'Hello — Žižka 李',
    messageId: '<1@corp.example>',
    ...overrides,
  };
}

describe('a mail on its way', () => {
  let sink: SmtpSink;
  let mailer: Mailer;

  beforeAll(async () => {
    sink = await startSmtpSink();
    mailer = createMailer({ url: sink.url, timeoutMs: 5_000 });
  });

  afterEach(() => sink.refuse(undefined));

  afterAll(async () => {
    await mailer.close();
    await sink.close();
  });

  it('arrives as it was meant, in every script, with its own message id', async () => {
    await mailer.send(mail({ cc: ['c@corp.example'], replyTo: 'r@corp.example' }));
    expect(sink.mails.at(-1)).toMatchObject({
      from: 'it@corp.example',
      to: 'boss@corp.example',
      cc: 'c@corp.example',
      replyTo: 'r@corp.example',
      subject: 'Zoë has started',
      text: expect.stringContaining('Hello — Žižka 李'),
      messageId: '<1@corp.example>',
    });
  });

  it('reaches blind copies without naming them', async () => {
    await mailer.send(mail({ bcc: ['hidden@corp.example'] }));
    const arrived = sink.mails.at(-1);
    expect(arrived?.recipients).toContain('hidden@corp.example');
    expect(`${arrived?.to} ${arrived?.cc}`).not.toContain('hidden');
  });

  it('as HTML arrives as HTML', async () => {
    const { text: _text, ...rest } = mail();
    await mailer.send({ ...rest, html: '<p>Hello</p>' });
    expect(sink.mails.at(-1)?.html).toContain('<p>Hello</p>');
  });

  it('does not get more headers or recipients from a subject with line breaks', async () => {
    await mailer.send(mail({ subject: 'x\r\nBcc: evil@x.example\r\nX-Evil: 1' }));
    const arrived = sink.mails.at(-1);
    expect(arrived?.recipients).toEqual(['boss@corp.example']);
  });

  it.each([
    { code: 450, retryable: true, expected: 'MAIL_UNREACHABLE' },
    { code: 451, retryable: true, expected: 'MAIL_UNREACHABLE' },
    { code: 550, retryable: false, expected: 'MAIL_REFUSED' },
    { code: 554, retryable: false, expected: 'MAIL_REFUSED' },
  ])('that is answered with $code is $expected', async ({ code, retryable, expected }) => {
    sink.refuse({ code, message: 'not now, boss@corp.example' });
    const before = sink.mails.length;
    await expect(mailer.send(mail())).rejects.toMatchObject({
      code: expected,
      retryable,
      message: expect.stringMatching(new RegExp(`${code}(?!.*boss)`)),
    });
    expect(sink.mails).toHaveLength(before);
    sink.refuse(undefined);
    await mailer.send(mail());
    expect(sink.mails).toHaveLength(before + 1);
  });
});

describe('a mail server', () => {
  it('that wants a login takes the right one, and names a wrong one', async () => {
    const sink = await startSmtpSink({ login: { user: 'svc', password: 'p@ss word' } });
    const at = sink.url.replace('smtp://', '');
    const right = createMailer({ url: `smtp://svc:${encodeURIComponent('p@ss word')}@${at}` });
    const wrong = createMailer({ url: `smtp://svc:other@${at}` });
    try {
      await right.send(mail());
      expect(sink.mails).toHaveLength(1);
      expect(await right.check()).toMatchObject([{ ok: true, subject: 'Mail server' }]);
      await expect(wrong.send(mail())).rejects.toMatchObject({
        code: 'MAIL_UNAUTHORIZED',
        retryable: false,
        message: expect.not.stringContaining('other'),
      });
      expect(await wrong.check()).toMatchObject([{ ok: false, severity: 'error' }]);
    } finally {
      await right.close();
      await wrong.close();
      await sink.close();
    }
  });

  it('that is not there is worth another try, and named', async () => {
    const gone = createServer();
    await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve));
    const { port } = gone.address() as AddressInfo;
    await new Promise((resolve) => gone.close(resolve));
    const mailer = createMailer({ url: `smtp://127.0.0.1:${port}`, timeoutMs: 2_000 });
    await expect(mailer.send(mail())).rejects.toMatchObject({
      code: 'MAIL_UNREACHABLE',
      retryable: true,
      place: `127.0.0.1:${port}`,
    });
    await mailer.close();
  });

  it('that accepts and then says nothing is given up after the time-out', async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    const mailer = createMailer({ url: `smtp://127.0.0.1:${port}`, timeoutMs: 300 });
    await expect(mailer.send(mail())).rejects.toMatchObject({ code: 'MAIL_UNREACHABLE', retryable: true });
    await mailer.close();
    await new Promise((resolve) => silent.close(resolve));
  });

  it.each(['', 'corp.example', 'http://corp.example', 'smtp://'])('is not %j', (url) => {
    expect(() => createMailer({ url })).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
  });
});

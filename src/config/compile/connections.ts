import { besideConfiguration, readSmallFile, Secret } from '../references.ts';
import type { ConfigurationFile } from '../schema.ts';
import type { ActiveDirectorySettings, CodecSettings, SmtpSettings, UkgSettings } from '../settings.ts';
import type { Path } from '../yaml/path.ts';
import type { Compiler } from './compiler.ts';

const largestPemBytes = 1_048_576;

/** Whether the host is this machine itself. */
export function isLoopback(host: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/iu.test(host);
}

/** Text of a PEM file; reported and undefined when it cannot be read or is none. */
export function readPem(
  compiler: Compiler,
  path: Path,
  file: string | undefined,
  kind: 'CERTIFICATE' | 'PRIVATE KEY',
): string | undefined {
  if (file === undefined) return undefined;
  const read = readSmallFile(besideConfiguration(compiler.document.file, file), largestPemBytes);
  if (!read.ok) {
    compiler.report(path, read.message, { hint: read.hint });
    return undefined;
  }
  if (new RegExp(`-----BEGIN [A-Z ]*${kind}-----`, 'u').test(read.value)) return read.value;
  compiler.report(path, `${file} holds no ${kind.toLowerCase()} in PEM form`, {
    hint: `Name a file with a line -----BEGIN ${kind}-----.`,
  });
  return undefined;
}

function secretAt(compiler: Compiler, path: Path): Secret | undefined {
  const value = compiler.reference(path);
  return value === undefined ? undefined : new Secret(value);
}

/** A secret that the schema demands; one that cannot be had is reported already and refuses the configuration. */
export function neededSecret(compiler: Compiler, path: Path): Secret {
  return secretAt(compiler, path) ?? new Secret('');
}

/** Step 0: UKG Pro. */
export function compileUkg(compiler: Compiler, written: ConfigurationFile['ukg']): UkgSettings {
  const path = ['ukg'];
  const keys = ['customerApiKey', 'userApiKey'].filter((key) => compiler.document.has([...path, key]));
  if (keys.length === 0) {
    compiler.report(path, 'ukg has no API key', {
      span: compiler.document.keySpan(path),
      hint: 'Add customerApiKey: env:NAME, and userApiKey: env:NAME when the service account has one.',
    });
  }
  const baseUrl = compiler.reference([...path, 'baseUrl']) ?? '';
  checkBaseUrl(compiler, [...path, 'baseUrl'], baseUrl);
  const ca = readPem(compiler, [...path, 'caFile'], written.caFile, 'CERTIFICATE');
  const customerApiKey = secretAt(compiler, [...path, 'customerApiKey']);
  const userApiKey = secretAt(compiler, [...path, 'userApiKey']);
  return {
    name: written.name,
    baseUrl,
    username: compiler.reference([...path, 'username']) ?? '',
    password: neededSecret(compiler, [...path, 'password']),
    userApiKeyHeader: written.userApiKeyHeader,
    pageSize: written.pageSize,
    timeoutMs: written.timeout,
    ...(customerApiKey === undefined ? {} : { customerApiKey }),
    ...(userApiKey === undefined ? {} : { userApiKey }),
    ...(ca === undefined ? {} : { ca }),
  };
}

function checkBaseUrl(compiler: Compiler, path: Path, text: string): void {
  if (text === '') return;
  const hint = 'Write the service endpoint of the tenant: https://service5.ultipro.com.';
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/u.test(url.protocol)) {
    compiler.report(path, 'ukg.baseUrl is no web address', { hint });
  } else if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    compiler.report(path, 'ukg.baseUrl must begin with https://', { hint });
  } else if (url.username !== '' || url.password !== '') {
    compiler.report(path, 'ukg.baseUrl must not hold a user name or password', {
      hint: 'Use ukg.username and ukg.password.',
    });
  }
}

/** Active Directory. */
export function compileActiveDirectory(
  compiler: Compiler,
  written: ConfigurationFile['directories']['activeDirectory'],
): ActiveDirectorySettings {
  const path = ['directories', 'activeDirectory'];
  const ca = readPem(compiler, [...path, 'caFile'], written.caFile, 'CERTIFICATE');
  return {
    urls: written.urls,
    baseDn: written.baseDn,
    username: compiler.reference([...path, 'username']) ?? '',
    password: neededSecret(compiler, [...path, 'password']),
    protectedGroups: written.protectedGroups,
    poolSize: written.poolSize,
    timeoutMs: written.timeout,
    ...(ca === undefined ? {} : { ca }),
  };
}

/** The mail server; its address may hold a password and is a secret as a whole. */
export function compileSmtp(
  compiler: Compiler,
  written: NonNullable<ConfigurationFile['notifications']>['smtp'],
): SmtpSettings {
  const path = ['notifications', 'smtp', 'url'];
  const value = compiler.reference(path) ?? '';
  if (value !== '') checkSmtpUrl(compiler, path, written.url, value);
  return { url: new Secret(value) };
}

function checkSmtpUrl(compiler: Compiler, path: Path, written: string, value: string): void {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url === undefined || !/^smtps?:$/u.test(url.protocol) || url.hostname === '') {
    compiler.report(path, 'notifications.smtp.url is no mail server address', {
      hint: 'It has the form smtps://user:password@host:465 or smtp://host:587.',
    });
  } else if (url.password !== '' && written === value) {
    compiler.report(path, 'a password must not stand in this file', {
      hint: 'Put the whole address into an environment variable and refer to it: env:SMTP_URL.',
    });
  }
}

/** The endpoint for Temporal Web. */
export function compileCodec(
  compiler: Compiler,
  written: ConfigurationFile['temporal']['codec'],
): CodecSettings | undefined {
  if (written === undefined) return undefined;
  const { host, port } = written;
  const token = secretAt(compiler, ['temporal', 'codec', 'token']);
  if (written.token === undefined && !isLoopback(host)) {
    compiler.report(['temporal', 'codec', 'host'], 'an endpoint beyond loopback needs a token', {
      hint: 'Add token: env:CODEC_TOKEN, or listen on 127.0.0.1.',
    });
  }
  return { host, port, ...(token === undefined ? {} : { token }) };
}

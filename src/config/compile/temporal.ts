import { join } from 'node:path';
import { besideConfiguration } from '../references.ts';
import { decodeKey } from '../payload-keys.ts';
import type { ConfigurationFile } from '../schema.ts';
import type { EncryptionSettings, TemporalSettings, TlsSettings } from '../settings.ts';
import { Secret } from '../references.ts';
import { repeated } from './checks.ts';
import { isLoopback, neededSecret, readPem } from './connections.ts';
import type { Compiler } from './compiler.ts';

type Written = ConfigurationFile['temporal'];

/** Environment variable that overrides `temporal.address`. */
export const addressVariable = 'TEMPORAL_ADDRESS';

function compileAddress(compiler: Compiler, written: Written): string {
  const override = compiler.environment[addressVariable];
  if (override !== undefined && override !== '') return override;
  const path = ['temporal', 'address'];
  const address = compiler.document.written(path) ?? compiler.reference(path) ?? written.address;
  if (!/^(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:]+\]):\d{1,5}$/u.test(address)) {
    compiler.report(path, 'temporal.address must be host:port', { hint: 'Write 127.0.0.1:7233.' });
  }
  return address;
}

function compileTls(compiler: Compiler, written: Written): TlsSettings | undefined {
  const path = ['temporal', 'tls'];
  const { tls } = written;
  if (typeof tls !== 'object') return tls === true || written.apiKey !== undefined ? {} : undefined;
  if ((tls.certificateFile === undefined) !== (tls.keyFile === undefined)) {
    compiler.report(path, 'certificateFile and keyFile belong together', {
      span: compiler.document.keySpan(path),
      hint: 'Give both for a client certificate, or none.',
    });
  }
  const ca = readPem(compiler, [...path, 'caFile'], tls.caFile, 'CERTIFICATE');
  const certificate = readPem(compiler, [...path, 'certificateFile'], tls.certificateFile, 'CERTIFICATE');
  const key = readPem(compiler, [...path, 'keyFile'], tls.keyFile, 'PRIVATE KEY');
  return {
    ...(ca === undefined ? {} : { ca }),
    ...(certificate === undefined ? {} : { certificate }),
    ...(key === undefined ? {} : { key: new Secret(key) }),
    ...(tls.serverName === undefined ? {} : { serverName: tls.serverName }),
  };
}

function compileKeys(compiler: Compiler, keys: NonNullable<Written['encryptionKeys']>): EncryptionSettings {
  const path = ['temporal', 'encryptionKeys'];
  for (const { value, index } of repeated(keys.map(({ id }) => id))) {
    compiler.report([...path, index, 'id'], `there is already a key "${value}"`, {
      hint: 'Give every key an id of its own.',
    });
  }
  return {
    kind: 'keys',
    keys: keys.map(({ id }, index) => {
      const keyPath = [...path, index, 'key'];
      const key = neededSecret(compiler, keyPath);
      if (key.reveal() !== '' && decodeKey(key.reveal()) === undefined) {
        compiler.report(keyPath, `the key "${id}" is not 32 bytes in base64`, {
          hint: 'Make one with: openssl rand -base64 32.',
        });
      }
      return { id, key };
    }),
  };
}

function compileEncryption(compiler: Compiler, written: Written, storagePath: string): EncryptionSettings {
  const { encryptionKeys, keyFile } = written;
  if (encryptionKeys !== undefined && keyFile !== undefined) {
    compiler.report(['temporal', 'keyFile'], 'encryptionKeys and keyFile exclude each other', {
      hint: 'Keep one of the two.',
    });
  }
  if (encryptionKeys !== undefined) return compileKeys(compiler, encryptionKeys);
  if (keyFile !== undefined) {
    return {
      kind: 'file',
      path: besideConfiguration(compiler.document.file, keyFile),
      createWhenMissing: false,
    };
  }
  const path = join(storagePath, 'payload-keys');
  compiler.report(
    ['temporal'],
    `no payload key is configured; the key file ${path} is used, and made by the first run`,
    {
      severity: 'warning',
      hint: 'Keep a copy of it: without the key nobody can read the histories. Set temporal.keyFile or temporal.encryptionKeys when workers run on several machines.',
    },
  );
  return { kind: 'file', path, createWhenMissing: true };
}

/** The Temporal server and the keys that payloads are encrypted with. */
export function compileTemporal(compiler: Compiler, written: Written, storagePath: string): TemporalSettings {
  const address = compileAddress(compiler, written);
  const tls = compileTls(compiler, written);
  if (tls === undefined && !isLoopback(address.replace(/:\d+$/u, ''))) {
    compiler.report(['temporal', 'address'], `the connection to ${address} is not encrypted`, {
      severity: 'warning',
      hint: 'Set temporal.tls: true, unless the network between is your own.',
    });
  }
  const uiUrl = compiler.reference(['temporal', 'uiUrl']);
  if (uiUrl !== undefined && !/^https?:$/u.test(URL.canParse(uiUrl) ? new URL(uiUrl).protocol : '')) {
    compiler.report(['temporal', 'uiUrl'], 'temporal.uiUrl is no web address', {
      hint: 'Write http://127.0.0.1:8233.',
    });
  }
  return {
    address,
    namespace: written.namespace,
    encryption: compileEncryption(compiler, written, storagePath),
    ...(tls === undefined ? {} : { tls }),
    ...(written.apiKey === undefined ? {} : { apiKey: neededSecret(compiler, ['temporal', 'apiKey']) }),
    ...(uiUrl === undefined ? {} : { uiUrl: uiUrl.replace(/\/+$/u, '') }),
  };
}

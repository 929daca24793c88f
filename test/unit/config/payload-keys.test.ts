import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { payloadKeys, Secret } from '../../../src/config/index.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tenure-keys-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const fileAt = (path: string, createWhenMissing: boolean) =>
  ({ kind: 'file', path, createWhenMissing }) as const;

describe('the key file', () => {
  it('is made once, for its owner only, and then stays', async () => {
    const path = join(folder, 'storage', 'payload-keys');
    const [first] = await payloadKeys(fileAt(path, true));
    const [second] = await payloadKeys(fileAt(path, true));
    expect(first?.key).toHaveLength(32);
    expect(second).toEqual(first);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(join(folder, 'storage'))).toEqual(['payload-keys']);
  });

  it('is the same for processes that start together', async () => {
    const path = join(folder, 'payload-keys');
    const found = await Promise.all(Array.from({ length: 8 }, () => payloadKeys(fileAt(path, true))));
    expect(new Set(found.map(([key]) => key?.id)).size).toBe(1);
    expect(await readdir(folder)).toEqual(['payload-keys']);
  });

  it('is not made when it was named', async () => {
    const path = join(folder, 'keys');
    await expect(payloadKeys(fileAt(path, false))).rejects.toMatchObject({
      code: 'TEMPORAL_KEY_MISSING',
      place: path,
    });
    expect(await readdir(folder)).toEqual([]);
  });

  it('holds the newest key first, retired ones behind it, and comments', async () => {
    const path = join(folder, 'keys');
    const [newest, retired] = [randomBytes(32), randomBytes(32)];
    await writeFile(path, `# keys\nb ${newest.toString('base64')}\n\na ${retired.toString('base64')}\r\n`);
    expect(await payloadKeys(fileAt(path, false))).toEqual([
      { id: 'b', key: new Uint8Array(newest) },
      { id: 'a', key: new Uint8Array(retired) },
    ]);
  });

  it('is refused with its line, and without the key, when it is damaged', async () => {
    const path = join(folder, 'keys');
    const damaged = randomBytes(31).toString('base64');
    await writeFile(path, `# keys\na ${damaged}\n`);
    const reading = payloadKeys(fileAt(path, true));
    await expect(reading).rejects.toMatchObject({ code: 'TEMPORAL_KEY_MISSING', place: `${path}:2` });
    await expect(reading).rejects.not.toThrow(damaged);
    expect(await readFile(path, 'utf8')).toContain(damaged);
  });

  it('is refused when it is empty', async () => {
    const path = join(folder, 'keys');
    await writeFile(path, '');
    await expect(payloadKeys(fileAt(path, true))).rejects.toThrow('The key file holds no key.');
  });
});

describe('configured keys', () => {
  it('come out in their order', async () => {
    const key = randomBytes(32);
    const keys = [{ id: 'now', key: new Secret(key.toString('base64')) }];
    expect(await payloadKeys({ kind: 'keys', keys })).toEqual([{ id: 'now', key: new Uint8Array(key) }]);
  });

  it('are refused when they are not 32 bytes', async () => {
    const keys = [{ id: 'now', key: new Secret('c2hvcnQ=') }];
    await expect(payloadKeys({ kind: 'keys', keys })).rejects.toHaveProperty('code', 'TEMPORAL_KEY_MISSING');
  });
});

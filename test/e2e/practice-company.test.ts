import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBuilt } from '../support/built.ts';
import { lifecycleEvents } from '../../src/domain/lifecycle/types.ts';
import type { DemoResult } from '../../src/cli/practice/demo.ts';

describe('the practice company', () => {
  let folder: string;
  let result: DemoResult;
  let code: number;

  beforeAll(async () => {
    folder = join(await mkdtemp(join(tmpdir(), 'tenure-practice-')), 'company');
    const options = ['--fast', '--exit', '--memory', '--json', '--people', '20', '--folder', folder];
    const demo = startBuilt(['demo', ...options]);
    try {
      result = JSON.parse(await demo.nextLine()) as DemoResult;
      ({ code } = await demo.finish());
    } finally {
      demo.kill();
    }
  }, 300_000);

  afterAll(async () => rm(join(folder, '..'), { recursive: true, force: true }));

  it('ends its year with a directory that is what the policy says, for everybody', () => {
    expect(result.differences).toEqual([]);
    expect(code).toBe(0);
    expect(result.checked).toBeGreaterThanOrEqual(20);
  });

  it('has shown every lifecycle event', () => {
    expect(Object.keys(result.events).toSorted()).toEqual([...lifecycleEvents].toSorted());
  });

  it('writes nothing in another synchronisation', () => {
    expect(result.secondSync).toMatchObject({ outcome: 'completed', writes: 0 });
    expect(result.secondSync.unchanged).toBeGreaterThanOrEqual(20);
  });

  it('did everything in order of its dates', () => {
    const [, ...later] = result.happenings.filter(({ event }) => event !== 'profileChange');
    const withdrawn = later.findIndex(({ event }) => event === 'rescission');
    const back = later.findIndex(({ event }) => event === 'rehire');
    const left = later.findIndex(({ event }) => event === 'scheduledTermination');
    expect(withdrawn).toBeGreaterThan(-1);
    expect(left).toBeGreaterThan(withdrawn);
    expect(back).toBeGreaterThan(left);
  });

  it('leaves a readable configuration and the mails, and neither secrets in it nor a process', async () => {
    const yaml = await readFile(join(folder, 'tenure.yaml'), 'utf8');
    expect(yaml).toContain('password: file:secrets/ukg-password');
    const secret = await readFile(join(folder, 'secrets', 'ukg-password'), 'utf8');
    expect(yaml).not.toContain(secret);
    expect(await readdir(join(folder, 'mails'))).toHaveLength(result.mails);
    expect(await readdir(folder)).not.toContain('practice.json');
  });
});

import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode } from '@temporalio/worker';
import { failureConverterPath } from './data-converter.ts';
import type { WorkflowBundle } from '@temporalio/worker';

const workflowsPath = fileURLToPath(new URL('../workflows', import.meta.url));

/** Bundles the workflow code from the folder beside this one (source or compiled). Takes one to three seconds. */
export async function bundleWorkflows(): Promise<{ readonly code: string }> {
  return bundleWorkflowCode({ workflowsPath, failureConverterPath: failureConverterPath(), logger: quiet });
}

/** Writes the bundle to a file, so that workers and tests share it. */
export async function writeBundle(file: string): Promise<void> {
  const { code } = await bundleWorkflows();
  const partial = `${file}.${process.pid}`;
  await writeFile(partial, code);
  await rename(partial, file);
}

/** The prebuilt bundle when there is one, else a fresh one. */
export async function loadBundle(file: string | undefined): Promise<{ readonly code: string }> {
  if (file === undefined || !existsSync(file)) return bundleWorkflows();
  return { code: await readFile(file, 'utf8') };
}

export type { WorkflowBundle };

const ignore = (): void => undefined;
const quiet = { log: ignore, trace: ignore, debug: ignore, info: ignore, warn: ignore, error: ignore };

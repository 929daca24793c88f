import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ChildProcess } from 'node:child_process';

/** The programs of this folder. */
export type ChildName = 'one' | 'ukg' | 'prime';

/** A program that goes on after its answer. */
export interface Child<Answer> {
  readonly answer: Answer;
  stop(): Promise<void>;
}

/** Tells the value that a message should be from anything else. */
export type Guard<T> = (value: unknown) => value is T;

function start(name: ChildName, asked: object): ChildProcess {
  const file = fileURLToPath(new URL(`${name}.js`, import.meta.url));
  const child = fork(file, [], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  child.send(asked);
  return child;
}

function answerOf<T>(child: ChildProcess, name: string, isAnswer: Guard<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    child.once('message', (said) => {
      if (isAnswer(said)) resolve(said);
      else reject(new Error(`The process "${name}" gave another answer than expected.`));
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      reject(new Error(`The process "${name}" ended without an answer (${signal ?? code}).`));
    });
  });
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });
}

/** Runs a program of this folder to its end. @returns its answer */
export async function askChild<T>(name: ChildName, asked: object, isAnswer: Guard<T>): Promise<T> {
  const child = start(name, asked);
  const said = await answerOf(child, name, isAnswer);
  await ended(child);
  return said;
}

/** Starts a program of this folder that serves until it is stopped. */
export async function startChild<T>(name: ChildName, asked: object, isAnswer: Guard<T>): Promise<Child<T>> {
  const child = start(name, asked);
  const said = await answerOf(child, name, isAnswer);
  return {
    answer: said,
    async stop() {
      child.kill('SIGTERM');
      await ended(child);
    },
  };
}

/** The question that this process was started with. @throws Error when it is another one */
export function question<T>(isQuestion: Guard<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    process.once('message', (asked) => {
      if (isQuestion(asked)) resolve(asked);
      else reject(new Error('This program is started by `npm run bench`.'));
    });
  });
}

/** Answers the question. A program that only answers ends then. */
export function reply(value: object): Promise<void> {
  return new Promise((resolve, reject) => {
    if (process.send === undefined) reject(new Error('This program is started by `npm run bench`.'));
    else process.send(value, (error: Error | null) => (error === null ? resolve() : reject(error)));
  });
}

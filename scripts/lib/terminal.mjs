/**
 * What the set-up says, and how it says that it cannot go on. Everything goes to stderr, so that the output of the
 * command which needed the set-up stays clean for pipes and `--json`.
 */

/** A set-up step that cannot go on. `remedy` is what the person at the keyboard can do about it. */
export class SetupError extends Error {
  /**
   * @param {string} message what is wrong
   * @param {string} remedy what to do, commands included
   */
  constructor(message, remedy) {
    super(message);
    this.name = 'SetupError';
    this.remedy = remedy;
  }
}

/** @param {string} line */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/**
 * Ends the process with the error's message and remedy (a SetupError) or its stack (a bug).
 * @param {unknown} error
 * @returns {never}
 */
export function die(error) {
  if (error instanceof SetupError) say(`\n${error.message}\n${error.remedy}`);
  else say(error instanceof Error && error.stack ? error.stack : String(error));
  process.exit(1);
}

/**
 * Progress of long work: one updating line on a terminal, a line every half minute elsewhere.
 * @param {string} title
 * @param {NodeJS.WriteStream} [stream]
 * @returns {{ update: (text: string) => void, end: (text: string) => void }}
 */
export function progress(title, stream = process.stderr) {
  const startedAt = Date.now();
  const quietMs = stream.isTTY ? 100 : 30_000;
  let spokenAt = stream.isTTY ? 0 : startedAt;

  return {
    update(text) {
      if (Date.now() - spokenAt < quietMs) return;
      spokenAt = Date.now();
      const line = `${title}: ${text}, ${elapsed(startedAt)}`;
      stream.write(stream.isTTY ? `\r\u001B[2K${line}` : `${line}\n`);
    },
    end(text) {
      stream.write(`${stream.isTTY ? '\r\u001B[2K' : ''}${title}: ${text}, ${elapsed(startedAt)}\n`);
    },
  };
}

/**
 * @param {number} sinceMs epoch milliseconds
 * @returns {string} `4 s`, `3 min 20 s`
 */
export function elapsed(sinceMs) {
  const seconds = Math.round((Date.now() - sinceMs) / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

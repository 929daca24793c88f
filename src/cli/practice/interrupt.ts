/** As shells have it for a program that an interrupt ended. */
const interrupted = 130;

/** Things to close, last started first. */
export type Closers = (() => Promise<unknown>)[];

/**
 * Runs work that an interrupt ends: then nobody waits for it any more, and what it has started is closed. A second
 * interrupt ends the process at once.
 * @param work is given the signal, and the list to put what closes its parts into
 * @returns its exit code, or 130
 */
export async function interruptible(
  work: (stop: AbortSignal, closers: Closers) => Promise<number>,
): Promise<number> {
  const closers: Closers = [];
  const stop = new AbortController();
  function onSignal(): void {
    if (stop.signal.aborted) process.exit(interrupted);
    stop.abort();
  }
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  try {
    const stopped = new Promise<number>((resolve) => {
      stop.signal.addEventListener('abort', () => resolve(interrupted), { once: true });
    });
    const running = work(stop.signal, closers);
    // When it breaks because its parts were closed, nobody wants to hear of it.
    running.catch(() => undefined);
    return await Promise.race([running, stopped]);
  } finally {
    for (const close of closers) await close().catch(() => undefined);
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
  }
}

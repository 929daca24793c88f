/** Lets a limited number of requests through at a time, the others wait in order. */
export interface Gate {
  /** Waits for a place. The answer gives the place back; call it once. */
  enter(): Promise<() => void>;
}

/** A gate with `places` places. */
export function createGate(places: number): Gate {
  let free = places;
  const waiting: (() => void)[] = [];

  function leave(): void {
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next();
  }

  async function enter(): Promise<() => void> {
    if (free > 0) {
      free -= 1;
      return leave;
    }
    await new Promise<void>((resolve) => waiting.push(resolve));
    return leave;
  }

  return { enter };
}

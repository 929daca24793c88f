/** A bound from the budgets of the architecture: of our figure, or of our figure divided by the raw one. */
export interface Budget {
  readonly of: 'value' | 'ratio';
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** One line of `npm run bench`: our figure, the raw figure of the thing below it in the same run, the ratio. */
export interface BenchResult {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The thing below us, measured in the same run, in the same unit. */
  readonly raw?: { readonly name: string; readonly value: number };
  readonly budgets?: readonly Budget[];
  readonly note?: string;
}

/** A line that could not be measured here, and why. */
export interface LeftOut {
  readonly name: string;
  readonly leftOut: string;
}

export type BenchLine = BenchResult | LeftOut;

/** What a benchmark is given. */
export interface BenchContext {
  /** `host:port` of the Temporal server. */
  readonly temporal: string;
  /** Also what takes minutes. */
  readonly large: boolean;
  /** One sentence for the person who waits. */
  readonly progress: (text: string) => void;
}

/** Our figure divided by the raw one; undefined when there is none. */
export function ratioOf({ value, raw }: BenchResult): number | undefined {
  return raw === undefined || raw.value === 0 ? undefined : value / raw.value;
}

/** Whether a budget is met; a ratio without a raw figure never is. */
export function isMet(result: BenchResult, { of, atLeast, atMost }: Budget): boolean {
  const figure = of === 'value' ? result.value : ratioOf(result);
  if (figure === undefined) return false;
  return figure >= (atLeast ?? Number.NEGATIVE_INFINITY) && figure <= (atMost ?? Number.POSITIVE_INFINITY);
}

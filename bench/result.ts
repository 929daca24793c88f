/** One line of `npm run bench`: our figure, the raw figure of the thing below it in the same run, the ratio. */
export interface BenchResult {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The thing below us, measured in the same run. */
  readonly raw?: { readonly name: string; readonly value: number };
  /** Lower bound of value (or of value/raw when `ratio`), from the budgets of the architecture. */
  readonly budget?: { readonly atLeast?: number; readonly atMost?: number; readonly of: 'value' | 'ratio' };
  readonly note?: string;
}

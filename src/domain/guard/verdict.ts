/** Judgement of a run before its first write: go on, wait for a decision, or stop. */
export type Verdict =
  { readonly kind: 'go' } | { readonly kind: 'hold' | 'refuse'; readonly reasons: readonly string[] };

/** Stops the run. */
export function refuse(reason: string): Verdict {
  return { kind: 'refuse', reasons: [reason] };
}

/** Holds the run when there is any reason to. */
export function verdictOf(reasons: readonly string[]): Verdict {
  return reasons.length === 0 ? { kind: 'go' } : { kind: 'hold', reasons };
}

/** The stricter of several judgements, with the reasons of all that are as strict. */
export function strictest(verdicts: readonly Verdict[]): Verdict {
  for (const kind of ['refuse', 'hold'] as const) {
    const reasons = verdicts.flatMap((verdict) => (verdict.kind === kind ? verdict.reasons : []));
    if (reasons.length > 0) return { kind, reasons };
  }
  return { kind: 'go' };
}

/** A position in the configuration file; reasons point at it so that an administrator finds the rule. */
export interface Place {
  /** File name as given on the command line. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based. */
  readonly column: number;
  /** Dotted path, e.g. `organizationalUnits.rules[0]`. */
  readonly path: string;
}

/** `tenure.yaml:12:5`. */
export function showPlace(place: Place): string {
  return `${place.file}:${place.line}:${place.column}`;
}

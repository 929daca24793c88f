/** Way from the top of the file to a value: keys and 0-based positions. */
export type Path = readonly (string | number)[];

/** `organizationalUnits.rules[0].when`; keys that are not plain words are quoted: `statuses["leave.medical"]`. */
export function showPath(path: Path): string {
  let text = '';
  for (const part of path) {
    if (typeof part === 'number') text += `[${part}]`;
    else if (!/^[\w-]+$/u.test(part)) text += `[${JSON.stringify(part)}]`;
    else text += text === '' ? part : `.${part}`;
  }
  return text;
}

/** One plain address; quoted local parts and comments are not accepted (RFC 5321 4.1.2, the dot-string form). */
const address = /^[^\s\p{Cc}@<>(),;:"\\[\]]+@[^\s\p{Cc}@<>(),;:"\\[\]]+\.[^\s\p{Cc}@<>(),;:"\\[\]]+$/u;
const named = /^[^<>\r\n]*<([^<>\r\n]+)>$/u;

/**
 * Splits a recipient text at commas and semicolons into addresses, `Name <mail>` allowed.
 * What is no address comes back under `invalid`, so that nothing is sent to half a list silently.
 */
export function readAddresses(value: string): {
  readonly valid: readonly string[];
  readonly invalid: number;
} {
  const valid: string[] = [];
  let invalid = 0;
  for (const part of value.split(/[,;]/)) {
    const candidate = part.trim();
    if (candidate === '') continue;
    const plain = named.exec(candidate)?.[1]?.trim() ?? candidate;
    if (address.test(plain)) valid.push(plain);
    else invalid += 1;
  }
  return { valid: [...new Set(valid)], invalid };
}

const SMTP = /^smtp:/i;

function addressOf(proxyAddress: string): string {
  return proxyAddress.replace(SMTP, '').toLowerCase();
}

/**
 * Proxy addresses after a change of the mail address: the new one is primary (`SMTP:`), every other one, the old
 * address included, receives mail on as secondary (`smtp:`). Addresses of other kinds (X500, SIP) stay. An account that
 * never had an address gets none (active-directory 4).
 */
export function withNewAddress(
  present: readonly string[],
  oldMail: string | undefined,
  newMail: string,
): readonly string[] {
  if (present.length === 0 && oldMail === undefined) return present;
  const kept: string[] = [];
  const seen = new Set([newMail.toLowerCase()]);
  const old = oldMail === undefined ? [] : [`smtp:${oldMail}`];
  for (const proxyAddress of [...present, ...old]) {
    if (!SMTP.test(proxyAddress)) {
      kept.push(proxyAddress);
      continue;
    }
    const address = addressOf(proxyAddress);
    if (seen.has(address)) continue;
    seen.add(address);
    kept.push(proxyAddress.replace(SMTP, 'smtp:'));
  }
  return [`SMTP:${newMail}`, ...kept];
}

/**
 * Proxy addresses after the profile map asked for one: it is added to what is there, because a mailbox may have more
 * that Tenure knows nothing of. A mapped primary address (`SMTP:`) makes the others secondary.
 */
export function withMappedAddress(present: readonly string[], mapped: string): readonly string[] {
  if (present.includes(mapped)) return present;
  const others = present.filter((address) => address.toLowerCase() !== mapped.toLowerCase());
  if (!mapped.startsWith('SMTP:')) return [...others, mapped];
  return [mapped, ...others.map((address) => address.replace(/^SMTP:/, 'smtp:'))];
}

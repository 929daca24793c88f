/** What an attribute of an account accepts (active-directory 5; Samba enforces less than Windows does). */
interface Limit {
  /** Characters per value. */
  readonly max: number;
  readonly multiple?: true;
}

const phone: Limit = { max: 64 };
const phones: Limit = { max: 64, multiple: true };

const LIMITS: ReadonlyMap<string, Limit> = new Map<string, Limit>([
  ['samaccountname', { max: 20 }],
  ['userprincipalname', { max: 1024 }],
  ['employeeid', { max: 16 }],
  ['employeenumber', { max: 512 }],
  ['employeetype', { max: 256 }],
  ['mail', { max: 256 }],
  ['displayname', { max: 256 }],
  ['givenname', { max: 64 }],
  ['sn', { max: 64 }],
  ['initials', { max: 6 }],
  ['title', { max: 128 }],
  ['department', { max: 64 }],
  ['company', { max: 64 }],
  ['division', { max: 256 }],
  ['physicaldeliveryofficename', { max: 128 }],
  ['telephonenumber', phone],
  ['mobile', phone],
  ['homephone', phone],
  ['pager', phone],
  ['facsimiletelephonenumber', phone],
  ['ipphone', phone],
  ['othertelephone', phones],
  ['othermobile', phones],
  ['otherhomephone', phones],
  ['otherpager', phones],
  ['otherfacsimiletelephonenumber', phones],
  ['streetaddress', { max: 1024 }],
  ['l', { max: 128 }],
  ['st', { max: 128 }],
  ['postalcode', { max: 40 }],
  ['c', { max: 3 }],
  ['co', { max: 128 }],
  ['description', { max: 1024 }],
  ['info', { max: 1024 }],
  ['wwwhomepage', { max: 2048 }],
  ['proxyaddresses', { max: 1123, multiple: true }],
  ['mailnickname', { max: 64 }],
  ['targetaddress', { max: 1123 }],
  ...Array.from({ length: 15 }, (_, index): [string, Limit] => [
    `extensionattribute${index + 1}`,
    { max: index < 10 ? 1024 : 2048 },
  ]),
]);

/** Attributes that other changes write, or that the directory keeps itself. */
const RESERVED: ReadonlySet<string> = new Set([
  'cn',
  'name',
  'distinguishedname',
  'objectclass',
  'objectcategory',
  'objectguid',
  'objectsid',
  'samaccounttype',
  'useraccountcontrol',
  'unicodepwd',
  'userpassword',
  'dbcspwd',
  'pwdlastset',
  'memberof',
  'member',
  'manager',
  'primarygroupid',
  'admincount',
  'iscriticalsystemobject',
  'sidhistory',
  'ntsecuritydescriptor',
]);

const COMMON_NAME_MAX = 64;
const ACCOUNT_NAME_FORBIDDEN = /[\p{Cc}"/\\[\]:;|=,+*?<>]/u;

function valueProblem(key: string, value: string): string | undefined {
  const max = LIMITS.get(key)?.max;
  if (value.includes('\u0000')) return 'has a NUL character';
  if (max !== undefined && value.length > max)
    return `has ${value.length} characters, at most ${max} are possible`;
  if (key !== 'samaccountname') return undefined;
  if (ACCOUNT_NAME_FORBIDDEN.test(value)) return 'has a character that Windows refuses';
  return value.endsWith('.') ? 'ends with a dot' : undefined;
}

/**
 * What a directory would refuse about an attribute's values, as a sentence without the values (they may be personal
 * data). No values at all (clearing) is never a problem, except for names that every account must have.
 */
export function attributeProblem(attribute: string, values: readonly string[]): string | undefined {
  const key = attribute.toLowerCase();
  if (!/^[a-z][a-z0-9-]*$/.test(key)) return `"${attribute}" is not an attribute name`;
  if (RESERVED.has(key)) return `${attribute} is not written as a profile attribute`;
  if (key === 'samaccountname' && values.length !== 1) return 'sAMAccountName needs exactly one value';
  const limit = LIMITS.get(key);
  if (limit !== undefined && limit.multiple === undefined && values.length > 1) {
    return `${attribute} takes one value, not ${values.length}`;
  }
  for (const value of values) {
    const problem = valueProblem(key, value);
    if (problem !== undefined) return `${attribute} ${problem}`;
  }
  return undefined;
}

/** What a directory would refuse about a common name; Windows takes 1 to 64 characters (active-directory 5). */
export function commonNameProblem(name: string): string | undefined {
  if (name.trim() === '') return 'the common name is empty';
  if (name.includes('\u0000')) return 'the common name has a NUL character';
  if (name.length <= COMMON_NAME_MAX) return undefined;
  return `the common name has ${name.length} characters, at most ${COMMON_NAME_MAX} are possible`;
}

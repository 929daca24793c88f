/**
 * The one table of error codes. A code is public: it appears in messages, in `--json` output, in Temporal
 * failures (`ApplicationFailure.type`) and in docs/reference/errors.md, and never changes its meaning.
 *
 * `remedy` is what the reader can do next when the place that raises the error knows nothing better.
 */
export const errorTable = {
  CONFIG_INVALID: { remedy: 'Correct tenure.yaml at the places named and run `tenure check`.' },
  CONFIG_UNREADABLE: { remedy: 'Check that the file exists and that this user may read it.' },
  CONFIG_SECRET_MISSING: {
    remedy: 'Set the environment variable or create the file that the reference names.',
  },
  FORMULA_INVALID: { remedy: 'Correct the formula at the marked place.' },
  FORMULA_FAULT: { remedy: 'Correct the formula, or guard the value with IFERROR or ISBLANK.' },
  HR_RECORD_INVALID: {
    remedy: 'Ask HR to complete the record in UKG Pro; the person is left as they are until then.',
  },
  HR_PERSON_MISSING: {
    remedy: 'Check in UKG Pro whether the person was removed; absence never terminates an account.',
  },
  HR_PERSON_DOUBLE: {
    remedy:
      'Same human: hold the account under its old person key, give it the new join value and answer retry. Second account wanted: approve.',
  },
  HR_STATUS_UNKNOWN: { remedy: 'Add the status code to employmentStatus.statuses in tenure.yaml.' },
  HR_FEED_REFUSED: {
    remedy: 'Look at the run report; nothing was changed. Correct the feed and synchronise again.',
  },
  UKG_UNREACHABLE: { remedy: 'Check ukg.baseUrl, the network and the proxy; Tenure goes on trying.' },
  UKG_CERTIFICATE_INVALID: {
    remedy: 'Renew the certificate of the UKG service endpoint, or name the issuing CA in ukg.caFile.',
  },
  UKG_UNAUTHORIZED: {
    remedy: 'Check ukg.username and ukg.password, and that the service account is not locked.',
  },
  UKG_KEY_REFUSED: {
    remedy: 'Check ukg.customerApiKey and ukg.userApiKey against Service Account Administration.',
  },
  UKG_FORBIDDEN: { remedy: 'Give the service account View on the web service named.' },
  UKG_REQUEST_REFUSED: {
    remedy: 'UKG Pro did not understand the request: please report it with the message and the request id.',
  },
  UKG_NOT_FOUND: { remedy: 'Check that ukg.baseUrl is the service endpoint of the tenant.' },
  UKG_RATE_LIMITED: { remedy: 'Nothing to do: Tenure waits and goes on.' },
  UKG_UNAVAILABLE: { remedy: 'Nothing to do: Tenure tries again; see the UKG status page if it lasts.' },
  UKG_ANSWER_INVALID: {
    remedy: 'Check that ukg.baseUrl is a UKG Pro service endpoint; keep the request id for UKG support.',
  },
  UKG_ANSWER_TOO_LARGE: { remedy: 'Lower ukg.pageSize.' },
  UKG_REDIRECT_REFUSED: { remedy: 'Set ukg.baseUrl to the address that answers without redirect.' },
  AD_UNREACHABLE: {
    remedy: 'Check directories.activeDirectory.urls and the network; Tenure goes on trying.',
  },
  AD_CERTIFICATE_INVALID: {
    remedy: 'Renew the certificate, or name the issuing CA in directories.activeDirectory.caFile.',
  },
  AD_UNAUTHORIZED: {
    remedy:
      'Check directories.activeDirectory.username and password; Tenure does not retry, to avoid a lock-out.',
  },
  AD_FORBIDDEN: { remedy: 'Delegate the right named to the service account on the container named.' },
  AD_BUSY: { remedy: 'Nothing to do: Tenure tries again.' },
  AD_NAME_TAKEN: {
    remedy: 'Nothing to do: the next candidate is tried. Add candidates to profile.names if it lasts.',
  },
  AD_OBJECT_EXISTS: { remedy: 'Look at the object named: adopt it by its join attribute, or rename it.' },
  AD_OBJECT_MISSING: { remedy: 'Restore the object, or synchronise the person again to plan anew.' },
  AD_CONTAINER_MISSING: { remedy: 'Create the organizational unit or correct its name in tenure.yaml.' },
  AD_GROUP_MISSING: { remedy: 'Create the group or correct its name in tenure.yaml.' },
  AD_MANAGER_MISSING: { remedy: "Nothing to do: it is set when the manager's account exists." },
  AD_PASSWORD_REFUSED: { remedy: 'Make lifecycle.hire.password longer than the domain policy asks for.' },
  AD_VALUE_REFUSED: {
    remedy: 'Correct the profile formula named: the value is too long or of the wrong form.',
  },
  AD_SCHEMA: {
    remedy: 'Remove the attribute from profile, or extend the schema (Exchange attributes need it).',
  },
  AD_ACCOUNT_DISABLED: {
    remedy: 'Find out who disabled the account; a profile change never enables one. Enable it by hand.',
  },
  AD_ACCOUNT_ENABLED: {
    remedy: 'Find out who enabled the account again; disable it and retry, or skip with `tenure decisions`.',
  },
  AD_PROTECTED: { remedy: 'Protected objects are never changed; handle this one by hand.' },
  AD_STALE: { remedy: 'Nothing to do: the case is planned again from what the directory holds now.' },
  AD_AMBIGUOUS: { remedy: 'Give each account its own join value; Tenure changes none of them until then.' },
  AD_OPERATION_FAILED: {
    remedy: 'See the directory code in the message; retry or skip with `tenure decisions`.',
  },
  MAIL_UNREACHABLE: { remedy: 'Check notifications.smtp.url and the network; Tenure goes on trying.' },
  MAIL_UNAUTHORIZED: { remedy: 'Check the user and password in notifications.smtp.url.' },
  MAIL_REFUSED: { remedy: 'Check the addresses of the template named; the mail server refused them.' },
  MAIL_TEMPLATE_INVALID: { remedy: 'Correct the template at the place named.' },
  STORAGE_FAILED: { remedy: 'Check the disk and the rights of storage.path.' },
  TEMPORAL_UNREACHABLE: { remedy: 'Check temporal.address and that the Temporal server runs.' },
  TEMPORAL_TOO_OLD: { remedy: 'Use Temporal server 1.32 or newer (CLI 1.9).' },
  TEMPORAL_KEY_MISSING: { remedy: 'Set temporal.encryptionKeys; payloads are always encrypted.' },
  STEP_UNKNOWN: { remedy: 'Deploy a build that knows the step, or skip it with `tenure decisions`.' },
  PROFILE_INVALID: { remedy: 'Complete the HR record or the profile formula named.' },
  NAMES_EXHAUSTED: { remedy: 'Add candidates to profile.names.candidates.' },
  DECISION_UNKNOWN: { remedy: 'List what is open with `tenure decisions list`.' },
  REQUEST_INVALID: { remedy: 'See `tenure --help` for the form of the command.' },
  INTERNAL: { remedy: 'This is a defect in Tenure: please report it with the message and the log line.' },
} as const satisfies Record<string, { remedy: string }>;

/** A code of {@link errorTable}. */
export type ErrorCode = keyof typeof errorTable;

/** What a {@link TenureError} carries beside its message. Never secrets, never personal data beyond the person key. */
export interface ErrorFacts {
  /** The person concerned. */
  readonly personKey?: string;
  /** Where: `tenure.yaml:12:5`, an attribute, a DN of a container or group, a host. */
  readonly place?: string;
  /** Whether the same call may succeed later without anybody acting. Default false. */
  readonly retryable?: boolean;
  /** How long the other side asked to wait, milliseconds. */
  readonly retryAfterMs?: number;
  /** What to do, when the place knows better than the table. */
  readonly remedy?: string;
  readonly cause?: unknown;
}

/**
 * The only error that Tenure's own code throws on purpose. The message names place and cause; the remedy
 * is a sentence of its own, so that every surface can show it.
 */
export class TenureError extends Error {
  readonly code: ErrorCode;
  readonly personKey: string | undefined;
  readonly place: string | undefined;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;
  readonly remedy: string;

  constructor(code: ErrorCode, message: string, facts: ErrorFacts = {}) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.name = 'TenureError';
    this.code = code;
    this.personKey = facts.personKey;
    this.place = facts.place;
    this.retryable = facts.retryable ?? false;
    this.retryAfterMs = facts.retryAfterMs;
    this.remedy = facts.remedy ?? errorTable[code].remedy;
  }
}

/** The code that an error of Node or of a library carries (`ENOENT`, `EAUTH`, 12), whichever realm it comes from. */
export function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  const { code } = error;
  return typeof code === 'string' || typeof code === 'number' ? String(code) : undefined;
}

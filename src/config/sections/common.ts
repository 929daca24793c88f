import { z } from 'zod';
import type { AttributeType } from '../../domain/hr/record.ts';
import { nearestName } from '../../domain/formula/nearest.ts';
import { durationMs, isClockTime, isTimeZone, parseDuration } from '../../domain/time.ts';
import { readShare } from '../text.ts';

/** What a formula may refer to: HR attributes; with profile attributes; with account and manager. */
export type FormulaScope = 'hr' | 'profile' | 'mail';

/**
 * What a value is beyond its type. It travels in the schema, so that one walk over file and schema finds every
 * formula, every reference and every container, wherever they stand and whatever else is wrong with the file.
 */
export type Annotation =
  | {
      readonly kind: 'formula';
      /** `always`: the text is a formula; `marked`: only when it begins with `=`. */
      readonly when: 'always' | 'marked';
      readonly over: FormulaScope;
      readonly expects?: AttributeType;
    }
  | { readonly kind: 'reference'; readonly secret: boolean }
  | { readonly kind: 'container' }
  /** A notation of its own, for the reference page. */
  | { readonly kind: 'notation'; readonly word: string };

/** Key under which the annotation stands in the schema. */
export const annotationKey = 'x-tenure';

function annotate(description: string, annotation: Annotation): Record<string, unknown> {
  return { description, [annotationKey]: annotation };
}

/** Adds the complaint of a transform to the issues of a zod parse. */
function complain(context: z.RefinementCtx<string>, message: string, hint: string): never {
  context.issues.push({ code: 'custom', message, input: context.value, params: { hint } });
  return z.NEVER;
}

/** Not empty. */
export function text(description: string) {
  return z.string().trim().min(1, 'must not be empty').meta({ description });
}

/** A formula that says yes or no; the leading `=` may be left out. */
export function condition(description: string, over: FormulaScope = 'hr') {
  const meta = annotate(description, { kind: 'formula', when: 'always', over, expects: 'boolean' });
  return z.string().min(1, 'must not be empty').meta(meta);
}

/** A formula that must begin with `=`. */
export function formula(description: string, over: FormulaScope, expects: AttributeType) {
  return z
    .string()
    .regex(/^\s*=/u, 'must be a formula, beginning with =')
    .meta(annotate(description, { kind: 'formula', when: 'marked', over, expects }));
}

/** Literal text, or a formula when it begins with `=`. */
export function mapped(description: string, over: FormulaScope, expects?: AttributeType) {
  const formulaFacts = { kind: 'formula', when: 'marked', over } as const;
  return z
    .string()
    .meta(annotate(description, expects === undefined ? formulaFacts : { ...formulaFacts, expects }));
}

const referenceForm = /^(?:env|file):.+$/u;

/** A secret: never in the file itself, only a reference to where it is kept. */
export function secret(description: string) {
  return z
    .string()
    .transform((value, context) =>
      referenceForm.test(value)
        ? value
        : complain(
            context,
            'a secret must not stand in this file',
            'Refer to it: env:NAME takes an environment variable, file:/path the content of a file.',
          ),
    )
    .meta({
      ...annotate(description, { kind: 'reference', secret: true }),
      examples: ['env:NAME', 'file:/run/secrets/name'],
    });
}

/** Text that may also be taken from elsewhere with `env:NAME` or `file:/path`. */
export function setting(description: string) {
  return z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .meta(annotate(description, { kind: 'reference', secret: false }));
}

/** A file, relative to the folder of tenure.yaml. */
export function filePath(description: string) {
  return text(description);
}

/** A duration; milliseconds afterwards. */
export function duration(
  description: string,
  limits: { readonly atLeastMs?: number; readonly example?: string } = {},
) {
  return z
    .string()
    .transform((value, context) => {
      const read = parseDuration(value.trim());
      const milliseconds = read === undefined ? 0 : durationMs(read);
      if (milliseconds === 0) {
        return complain(
          context,
          `"${value}" is no duration`,
          /^P?.*\d\s*(?:Y|y|months?|M(?!.*T))/u.test(value)
            ? 'Months and years differ in length: write days, P90D or 90d.'
            : 'Write 30s, 15m, 4h, 90d, 2w, or P90D.',
        );
      }
      if (milliseconds < (limits.atLeastMs ?? 0)) {
        return complain(
          context,
          `"${value}" is too short`,
          `The least is ${(limits.atLeastMs ?? 0) / 1000}s.`,
        );
      }
      return milliseconds;
    })
    .meta({
      ...annotate(description, { kind: 'notation', word: 'duration' }),
      examples: [limits.example ?? '4h'],
    });
}

/** A duration in whole days; days afterwards. */
export function dayCount(description: string) {
  return duration(description, { example: 'P90D' })
    .transform((milliseconds, context) => {
      if (milliseconds % 86_400_000 === 0) return milliseconds / 86_400_000;
      context.issues.push({
        code: 'custom',
        message: 'must be whole days',
        input: milliseconds,
        params: { hint: 'Write P90D or 90d.' },
      });
      return z.NEVER;
    })
    .meta({ ...annotate(description, { kind: 'notation', word: 'whole days' }), examples: ['P90D', '90d'] });
}

/** A clock time, `HH:MM`. */
export function clockTime(description: string) {
  return z
    .string()
    .transform((value, context) =>
      isClockTime(value)
        ? value
        : complain(
            context,
            `"${value}" is no clock time`,
            'Write two digits, a colon, two digits, in quotes: "06:00", "18:30".',
          ),
    )
    .meta({ ...annotate(description, { kind: 'notation', word: 'clock time' }), examples: ['06:00'] });
}

/** An IANA time zone. */
export function timeZone(description: string) {
  return z
    .string()
    .transform((value, context) => {
      if (isTimeZone(value)) return value;
      const near = nearestName(value, Intl.supportedValuesOf('timeZone'));
      const example = near ?? 'America/New_York';
      return complain(
        context,
        `"${value}" is no known time zone`,
        `Use the name of an IANA zone, such as ${example}.`,
      );
    })
    .meta({
      ...annotate(description, { kind: 'notation', word: 'time zone' }),
      examples: ['America/New_York'],
    });
}

/** A percentage; a share between 0 and 1 afterwards. */
export function percentage(description: string) {
  return z
    .string()
    .transform(
      (value, context) =>
        readShare(value) ??
        complain(
          context,
          `"${value}" is no percentage`,
          'Write a number from 0 to 100 with a percent sign: 90%.',
        ),
    )
    .meta({ ...annotate(description, { kind: 'notation', word: 'percentage' }), examples: ['90%'] });
}

/** The distinguished name of an organizational unit or container. */
export function container(description: string) {
  return z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .meta({ ...annotate(description, { kind: 'container' }), examples: ['OU=Staff,DC=corp,DC=example'] });
}

/** A value for everybody, or `default` and `rules` that choose another one per person. */
export function lookup<T extends z.ZodType>(value: T, description: string) {
  const rule = z
    .strictObject({ when: condition('For whom this value holds.'), use: value })
    .meta({ description: 'The first rule whose condition holds gives the value.' });
  return z
    .union([
      value,
      z.strictObject({
        default: value,
        rules: z.array(rule).default([]).meta({ description: 'Tried from top to bottom.' }),
      }),
    ])
    .meta({ description });
}

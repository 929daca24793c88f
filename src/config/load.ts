import { readFile } from 'node:fs/promises';
import { TenureError } from '../domain/errors.ts';
import type { AttributeDefinition } from '../domain/hr/record.ts';
import { checkContainers } from './compile/checks.ts';
import { createCompiler, problemFor, type Compiler } from './compile/compiler.ts';
import { compileActiveDirectory, compileCodec, compileSmtp, compileUkg } from './compile/connections.ts';
import { compileFormulas, effectiveAttributes, hrEnvironment } from './compile/formulas.ts';
import { readDeclared, readTables } from './compile/lenient.ts';
import { compilePolicy } from './compile/policy.ts';
import { compileExtract, compileSchedule, compileStorage, compileWorkers } from './compile/running.ts';
import { addressVariable, compileTemporal } from './compile/temporal.ts';
import { plainJson } from './plain.ts';
import { configurationError, inReadingOrder, type ConfigProblem } from './problems.ts';
import { resolveReference, systemErrorCode } from './references.ts';
import { annotatedSchema, annotatedValues, type AnnotatedValue } from './schema-walk.ts';
import type { Configuration, Connections } from './settings.ts';
import { checkShape } from './shape.ts';
import { readDocument, type ConfigDocument } from './yaml/document.ts';
import { showPath } from './yaml/path.ts';

/** Resolves every reference of the file; what cannot be had is reported. */
function resolveReferences(
  document: ConfigDocument,
  values: readonly AnnotatedValue[],
  environment: NodeJS.ProcessEnv,
  problems: ConfigProblem[],
): ReadonlyMap<string, string> {
  const references = new Map<string, string>();
  const overridden = (environment[addressVariable] ?? '') === '' ? undefined : 'temporal.address';
  for (const { path, text, annotation } of values) {
    if (annotation.kind !== 'reference' || showPath(path) === overridden) continue;
    // A secret without a reference is refused by the schema already.
    if (annotation.secret && !/^(?:env|file):./u.test(text)) continue;
    const resolved = resolveReference(text.trim(), document.file, environment);
    if (resolved.ok) {
      references.set(JSON.stringify(path), resolved.value);
      continue;
    }
    const { message, hint } = resolved;
    problems.push(
      problemFor(document, path, `${showPath(path)}: ${message}`, { hint, code: 'CONFIG_SECRET_MISSING' }),
    );
  }
  return references;
}

function compileConnections(compiler: Compiler): Connections | undefined {
  const { ukg, directories, notifications, temporal, storage } = compiler.sections;
  const storagePath = storage === undefined ? undefined : compileStorage(compiler, storage);
  const parts = {
    ...(ukg === undefined ? {} : { ukg: compileUkg(compiler, ukg) }),
    ...(directories === undefined
      ? {}
      : { activeDirectory: compileActiveDirectory(compiler, directories.activeDirectory) }),
    ...(notifications === undefined ? {} : { smtp: compileSmtp(compiler, notifications.smtp) }),
    ...(temporal === undefined ? {} : { temporal: compileTemporal(compiler, temporal, storagePath ?? '.') }),
  };
  if (parts.ukg === undefined || parts.activeDirectory === undefined) return undefined;
  if (parts.temporal === undefined || storagePath === undefined) return undefined;
  const { ukg: ukgSettings, activeDirectory, temporal: temporalSettings, smtp } = parts;
  return {
    ukg: ukgSettings,
    activeDirectory,
    temporal: temporalSettings,
    storage: { path: storagePath },
    ...(smtp === undefined ? {} : { smtp }),
  };
}

function hasErrors(problems: readonly ConfigProblem[]): boolean {
  return problems.some((problem) => problem.severity === 'error');
}

/**
 * Checks and compiles the text of a tenure.yaml. Files that it names (templates, certificates, secrets) are read;
 * relative ones begin at the folder of `fileName`.
 * @throws TenureError CONFIG_INVALID, or CONFIG_SECRET_MISSING when nothing but secrets is missing; `problemsOf`
 * gives all problems with their places.
 */
export function parseConfiguration(
  text: string,
  fileName: string,
  environment: NodeJS.ProcessEnv = process.env,
): Configuration {
  const document = readDocument(text, fileName);
  const problems: ConfigProblem[] = [...document.problems];
  const refuse = (): TenureError => configurationError(fileName, inReadingOrder(problems), text);
  if (document.unreadable) throw refuse();

  const schema = annotatedSchema();
  const { sections, value } = checkShape(document, schema, problems);
  const values = annotatedValues(schema, value);
  const declared: readonly AttributeDefinition[] = readDeclared(value);
  const attributes = effectiveAttributes(declared);
  const hr = hrEnvironment(attributes);
  const references = resolveReferences(document, values, environment, problems);
  const { profileOrder, ...compiled } = compileFormulas(
    { document, values, hr, tables: readTables(value) },
    problems,
  );

  const compiler = createCompiler(document, sections, environment, { ...compiled, references }, problems);
  checkContainers(compiler, values);
  const workers = compileWorkers(compiler);
  const policy = compilePolicy(compiler, {
    attributes,
    templateNames: { person: new Set(hr.keys()) },
    profileOrder,
    workers,
  });
  const connections = compileConnections(compiler);
  const codec = compileCodec(compiler, sections.temporal?.codec);
  const schedule = compileSchedule(compiler);
  const extract = compileExtract(compiler);
  if (hasErrors(problems) || policy === undefined || connections === undefined) throw refuse();
  if (schedule === undefined || extract === undefined) throw refuse();
  return {
    file: fileName,
    sourceText: text,
    policy,
    connections,
    schedule,
    extract,
    workers,
    ...(codec === undefined ? {} : { codec }),
    places: new Map([...document.paths()].map((path) => [showPath(path), document.place(path)])),
    warnings: inReadingOrder(problems),
    redacted: () =>
      plainJson(
        { policy, connections, schedule, extract, workers, ...(codec === undefined ? {} : { codec }) },
        new Set(['place']),
      ),
  };
}

/** What {@link loadConfiguration} may be told. */
export interface LoadOptions {
  /** Instead of the environment of the process. */
  readonly environment?: NodeJS.ProcessEnv;
}

/**
 * Reads, checks and compiles a tenure.yaml.
 * @throws TenureError CONFIG_UNREADABLE when there is no such file, else as {@link parseConfiguration}
 */
export async function loadConfiguration(file: string, options: LoadOptions = {}): Promise<Configuration> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const code = systemErrorCode(error);
    const why = code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`;
    throw new TenureError('CONFIG_UNREADABLE', `The configuration file ${file} ${why}.`, {
      place: file,
      cause: error,
    });
  }
  return parseConfiguration(text.replace(/^\uFEFF/u, ''), file, options.environment ?? process.env);
}

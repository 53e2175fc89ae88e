/** A dialect's own validator. Nothing is removed or coerced in silence, and every issue is reported with its dotted path. */
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import type { FastifySchemaCompiler } from 'fastify';
import type { TSchema } from 'typebox';
import { type RequestPart, ValidationFailure, type ValidationIssue } from '../failure.ts';
import type { ValidationRules } from '../plugin.ts';

const mostIssues = 100;

/** What Fastify calls the parts of a request. */
const parts: Readonly<Record<string, RequestPart>> = {
  body: 'body',
  headers: 'headers',
  params: 'params',
  querystring: 'query',
};

/**
 * Compiles a schema when the first request needs it, so that hundreds of routes do not delay the start. Texts in path,
 * query and headers become the numbers and booleans that the schema asks for; bodies only if the rules say so.
 */
export function makeValidatorCompiler(rules: ValidationRules): FastifySchemaCompiler<TSchema> {
  const strict = makeAjv(rules, rules.coerceBody === true);
  const coercing = makeAjv(rules, 'array');
  return ({ schema, httpPart }) => {
    const where = parts[httpPart ?? 'body'] ?? 'body';
    const ajv = where === 'body' ? strict : coercing;
    let validate: ValidateFunction | undefined;
    return (data: unknown) => {
      validate ??= ajv.compile(schema);
      const issues = validate(data)
        ? endlessNumbers(data, where)
        : issuesOf(validate.errors ?? [], where);
      return issues.length === 0 ? { value: data } : { error: new ValidationFailure(issues) };
    };
  };
}

function makeAjv(rules: ValidationRules, coerceTypes: boolean | 'array'): Ajv {
  const ajv = new Ajv({
    allErrors: true,
    coerceTypes,
    removeAdditional: false,
    useDefaults: true,
    strict: true,
    strictTypes: false,
    strictRequired: false,
    strictTuples: false,
    addUsedSchema: false,
    // Schemas are ours, checked by their types and at the first use by the tests.
    validateSchema: false,
  });
  formats.default(ajv);
  // Words that the API reference reads and validation does not.
  ajv.addVocabulary(['example', 'externalDocs']);
  for (const [name, test] of Object.entries(rules.formats ?? {})) ajv.addFormat(name, test);
  return ajv;
}

function issuesOf(errors: readonly ErrorObject[], where: RequestPart): ValidationIssue[] {
  return errors.slice(0, mostIssues).map((error) => ({
    where,
    path: pathOf(error),
    message: error.message ?? 'is not valid',
    keyword: error.keyword,
    params: Object.fromEntries(Object.entries(error.params)),
  }));
}

/** A text such as `1e400` becomes Infinity, and no limit of a schema is held against that. */
function endlessNumbers(data: unknown, where: RequestPart): ValidationIssue[] {
  if (where === 'body' || typeof data !== 'object' || data === null) return [];
  const endless = Object.entries(data).filter(
    ([, value]) => value === Infinity || value === -Infinity,
  );
  return endless.map(([path]) => ({
    where,
    path,
    message: 'must be number',
    keyword: 'type',
    params: { type: 'number' },
  }));
}

/** `/addresses/0/city` → `addresses[0].city`; a missing or superfluous member is named itself, not the object around it. */
function pathOf({ instancePath, params }: ErrorObject): string {
  const member: unknown = Object.entries(params).find(([name]) => memberParams.has(name))?.[1];
  const steps = instancePath.split('/').slice(1).map(unescapePointer);
  if (typeof member === 'string') steps.push(member);
  return steps.reduce(
    (path, step) => (/^\d+$/.test(step) ? `${path}[${step}]` : join(path, step)),
    '',
  );
}

const memberParams: ReadonlySet<string> = new Set([
  'missingProperty',
  'additionalProperty',
  'unevaluatedProperty',
]);

function join(path: string, step: string): string {
  return path === '' ? step : `${path}.${step}`;
}

function unescapePointer(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~');
}

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2019, type ValidateFunction } from 'ajv/dist/2019.js';

/** The vendor's OpenAPI documents, in the folder that `COMETCHAT_OPENAPI` names. */
const FILES = ['chat-apis.2023.json', 'data-import-apis.2023.json'];

// biome-ignore lint/suspicious/noExplicitAny: a document of somebody else's, read as it is.
type Json = any;

/** Returns the differences, each as `path: message`. */
type Check = (value: unknown) => string[];

/** One documented operation. */
export interface Documented {
  readonly id: string;
  readonly method: string;
  readonly path: RegExp;
  readonly query: ReadonlyMap<string, Check>;
  readonly body?: Check;
  readonly answer: Check;
}

/** Reads the documents of a folder. */
export function readDocuments(folder: string): Documented[] {
  return FILES.flatMap((file) => {
    const document: Json = JSON.parse(readFileSync(path.join(folder, file), 'utf8'));
    const ajv = new Ajv2019({ strict: false, allErrors: true, coerceTypes: false });
    return Object.entries<Json>(document.paths).flatMap(([template, operations]) =>
      Object.entries<Json>(operations).map(([method, operation]) => read(ajv, document, template, method, operation)),
    );
  });
}

function read(ajv: Ajv2019, document: Json, template: string, method: string, operation: Json): Documented {
  const resolve = (value: Json): Json =>
    value?.$ref
      ? resolve(
          value.$ref
            .slice(2)
            .split('/')
            .reduce((at: Json, name: string) => at[name], document),
        )
      : value;
  const check = (schema: Json): Check => {
    let compiled: ValidateFunction | undefined;
    return (value) => {
      // A test needs three of the documents' hundred operations.
      compiled ??= ajv.compile(closed(schema ?? {}, resolve));
      const validate = compiled;
      validate(value);
      return (validate.errors ?? []).map(({ instancePath, params, message }) => {
        const { unevaluatedProperty: extra, missingProperty: missing } = params;
        if (extra !== undefined) return `${instancePath}/${extra}: not documented`;
        return `${instancePath}${missing === undefined ? '' : `/${missing}`}: ${message}`;
      });
    };
  };
  const json = (content: Json) => content?.content?.['application/json']?.schema;
  const parameters: Json[] = (operation.parameters ?? []).map(resolve);
  const query = parameters.filter((parameter) => parameter.in === 'query');
  return {
    id: operation.operationId ?? `${method} ${template}`,
    method: method.toUpperCase(),
    path: new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`),
    query: new Map(query.map((parameter) => [parameter.name, check(parameter.schema)])),
    ...(operation.requestBody && { body: check(json(operation.requestBody)) }),
    answer: check(json(operation.responses['200'])),
  };
}

/**
 * A schema that takes only what it names. The documents leave that open, and write "this is a user" as a property without a name
 * (`{ "": { "$ref": … } }`) and "by uid" as one named `<uid>`.
 */
function closed(schema: Json, resolve: (value: Json) => Json, isPart = false): Json {
  const { allOf, properties, items, type, enum: values, required, minItems } = resolve(schema);
  if (allOf) return { allOf: allOf.map((part: Json) => closed(part, resolve, true)), unevaluatedProperties: false };
  if (type === 'array') return { type, minItems, ...(items && { items: closed(items, resolve) }) };
  if (!properties) return prune({ type, enum: values });
  const named = Object.entries<Json>(properties).filter(([name]) => name !== '');
  if ('' in properties && named.length === 0) return closed(properties[''], resolve, isPart);
  const byKey = named.filter(([name]) => /^<.+>$/.test(name));
  if (byKey.length > 0) return { type: 'object', additionalProperties: closed(byKey[0]?.[1], resolve) };
  return prune({
    type: 'object',
    required,
    properties: Object.fromEntries(
      // The content of metadata belongs to the app.
      named.map(([name, inner]) => [name, name === 'metadata' ? { type: 'object' } : closed(inner, resolve)]),
    ),
    ...('' in properties && { allOf: [closed(properties[''], resolve, true)] }),
    ...(!isPart && { unevaluatedProperties: false }),
  });
}

function prune(schema: object): object {
  return Object.fromEntries(Object.entries(schema).filter(([, value]) => value !== undefined));
}

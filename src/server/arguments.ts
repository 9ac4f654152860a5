import * as z from 'zod/mini';
import type { ErrorCode } from '../errors/codes.js';
import { type Issue, refuse } from '../errors/issue.js';
import { reading } from '../transport/call-options.js';
import { fieldOf, isMissing, issueMessage, type Naming, pathText } from './wording.js';

/** The arguments of a method by name: the schema and the given value of each. */
export type Arguments = Readonly<Record<string, readonly [z.ZodMiniType, unknown]>>;

/** The same arguments, checked. */
export type CheckedArguments<Given extends Arguments> = { readonly [Name in keyof Given]: z.output<Given[Name][0]> };

/** Checks all arguments; throws one exception with every issue. */
export function checkArguments<Given extends Arguments>(given: Given): CheckedArguments<Given> {
  const checked: Record<string, unknown> = {};
  const issues = Object.entries(given).flatMap(([name, [schema, value]]) => {
    const { data, issues: found } = parseArgument(name, schema, value);
    checked[name] = data;
    return found;
  });
  refuse(issues);
  return checked as CheckedArguments<Given>;
}

/** Returns every issue of some arguments, for a method that reports them together with further issues. */
export function argumentIssues(given: Arguments): Issue[] {
  return Object.entries(given).flatMap(([name, [schema, value]]) => parseArgument(name, schema, value).issues);
}

/** Checks the options of a function; throws one exception (kind `config`) with every issue. */
export function checkOptions<Schema extends z.ZodMiniType>(
  owner: string,
  schema: Schema,
  options: unknown,
): z.output<Schema> {
  const field = (path: readonly PropertyKey[]) => pathText(path) || 'options';
  return reading('The options', () => {
    const { data, issues } = parse(schema, options, { field, unknownField: field, keys: 'options', owner });
    refuse(issues.map((issue) => ({ ...issue, code: 'INVALID_OPTION' })));
    return data as z.output<Schema>;
  });
}

function parseArgument(name: string, schema: z.ZodMiniType, value: unknown): Parsed {
  const hasFields = schema._zod.def.type === 'object';
  // Check a missing object as an empty one: the issues then name the missing fields.
  return parse(schema, hasFields ? (value ?? {}) : value, namingOf(name, hasFields));
}

/** Issues name a field of an object alone, such as `perPage`, and any other part with its argument, such as `friends[0]`. */
function namingOf(name: string, hasFields: boolean): Naming {
  const full = (path: readonly PropertyKey[]) => pathText([name, ...path]);
  return {
    field: hasFields ? (path) => (path.length > 0 ? pathText(path) : name) : full,
    unknownField: full,
    keys: 'fields',
    owner: name,
  };
}

interface Parsed {
  readonly data?: unknown;
  readonly issues: readonly Issue[];
}

function parse(schema: z.ZodMiniType, value: unknown, naming: Naming): Parsed {
  const result = z.safeParse(schema, value, { error: (issue) => issueMessage(issue, naming), reportInput: true });
  if (result.success) return { data: result.data, issues: [] };
  return {
    issues: result.error.issues.map((issue) => ({
      field: fieldOf(issue, naming),
      code: codeOf(issue),
      message: issue.message,
    })),
  };
}

function codeOf(issue: z.core.$ZodIssue): ErrorCode {
  if (issue.code === 'custom') return issue.params?.code;
  return isMissing(issue) ? 'MISSING_PARAMETERS' : 'INVALID_PARAMETER';
}

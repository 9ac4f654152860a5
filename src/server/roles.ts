import { refuse } from '../errors/issue.js';
import type { CallOptions } from '../transport/call-options.js';
import { checkSize, type Issues, readFields, readId, report } from './arguments.js';
import type { AdminCall, AdminContext } from './context.js';
import type { AdminEndpoint, Rows } from './operations/results.js';
import * as operations from './operations/roles.js';
import { createPageList } from './page-list.js';
import type { PageList, Paging } from './page-types.js';
import { createPermissions, createRestrictedFeatures } from './role-rights.js';
import type { AdminRoles } from './role-types.js';
import { json, oneOf, orNull, PAGING, type Rule, roleId, text, textOrEmpty } from './rules.js';

const CLEARABLE = ['description', 'metadata', 'settings'];
const FIELDS = { name: text(100), description: textOrEmpty(255), metadata: json, settings };

/** The roles of an app. */
export function createRoles(context: AdminContext): AdminRoles {
  const { perform, send } = context;
  const on = createRoleCalls(context);

  return {
    create: (input, options) =>
      perform(operations.createRole.name, options, async (deadline) => {
        const issues: Issues = [];
        const body = readFields(issues, input, 'role', { role: roleId, ...FIELDS }, ['role', 'name']);
        checkSize(issues, body, 'role');
        refuse(issues);
        return send(operations.createRole, { body, deadline });
      }),
    get: (role, options) => on.one(operations.getRole, role, options),
    list: (paging, options) =>
      createPageList(context, operations.listRoles, options, () => {
        const issues: Issues = [];
        const query = readFields(issues, paging, 'paging', PAGING);
        refuse(issues);
        return { query };
      }),
    update: (role, changes, options) =>
      on.one(operations.updateRole, role, options, (issues) => {
        const clearable = Object.fromEntries(
          Object.entries(FIELDS).map(([name, rule]) => [name, CLEARABLE.includes(name) ? orNull(rule) : rule]),
        );
        const fields = readFields(issues, changes, 'changes', clearable);
        const set = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
        const unset = Object.keys(fields).filter((name) => fields[name] === null);
        if (Object.keys(fields).length === 0 && issues.length === 0) report(issues, 'changes', 'something to change');
        const body = { ...set, ...(unset.length > 0 && { unset }) };
        checkSize(issues, body, 'changes');
        return { body };
      }),
    delete: (role, options) => on.one(operations.deleteRole, role, options),
    permissions: createPermissions(on),
    restrictedFeatures: createRestrictedFeatures(on),
  };
}

/** What runs the calls that concern one role. */
export interface RoleCalls {
  one<T>(
    operation: AdminEndpoint<T>,
    role: unknown,
    options: CallOptions | undefined,
    more?: (issues: Issues) => Partial<AdminCall>,
  ): Promise<T>;
  list<T>(
    operation: AdminEndpoint<Rows<T>>,
    role: unknown,
    paging: Paging | undefined,
    options: CallOptions | undefined,
  ): PageList<T>;
}

function createRoleCalls(context: AdminContext): RoleCalls {
  const { perform, send } = context;
  return {
    one: (operation, role, options, more) =>
      perform(operation.name, options, async (deadline) => {
        const issues: Issues = [];
        const id = readRole(issues, role);
        const call = more?.(issues);
        refuse(issues);
        return send(operation, { ...call, params: { role: id, ...call?.params }, deadline });
      }),
    list: (operation, role, paging, options) =>
      createPageList(context, operation, options, () => {
        const issues: Issues = [];
        const params = { role: readRole(issues, role) };
        const query = readFields(issues, paging, 'paging', PAGING);
        refuse(issues);
        return { params, query };
      }),
  };
}

function readRole(issues: Issues, role: unknown): string {
  const before = issues.length;
  const id = readId(issues, role, 'role');
  const must = issues.length === before ? roleId(id) : undefined;
  if (must !== undefined) report(issues, 'role', must);
  return id;
}

function settings(value: unknown): ReturnType<Rule> {
  const must = `an object of listUsers and sendMessagesTo, each 'all' or 'friendsOnly'`;
  if (json(value) !== undefined) return must;
  const audience = oneOf('all', 'friendsOnly');
  const isRight = Object.entries(value as object).every(
    ([name, to]) => ['listUsers', 'sendMessagesTo'].includes(name) && (to === undefined || audience(to) === undefined),
  );
  return isRight ? undefined : must;
}

import { nearest } from '../../errors/option-names.js';
import { FileFault, shown } from './fault.js';

/** The fields that a file may give. Times are Unix seconds. */
export const FILE_FIELDS = [
  'uid',
  'name',
  'avatar',
  'link',
  'role',
  'metadata',
  'statusMessage',
  'tags',
  'createdAt',
  'lastActiveAt',
  'deactivatedAt',
] as const;

export type FileField = (typeof FILE_FIELDS)[number];

/** Fields of a user that only the service sets. Lists of users have them, so a file may too; they are left out. */
const OF_THE_SERVICE: readonly string[] = ['status', 'updatedAt', 'hasBlockedMe', 'blockedByMe'];

/** The field that a column or a JSON key stands for: a field, or a path within the metadata. */
export type Target = { readonly field: FileField } | { readonly path: readonly string[] };

/** How the names in a file become fields. */
export interface NameOptions {
  /** Other names of fields: `id` → `uid`, `team` → `metadata.team`. */
  readonly map?: ReadonlyMap<string, string>;
  /** Names that are left out. */
  readonly ignore?: ReadonlySet<string>;
}

/** The target of a field name, such as `name` or `metadata.team`; `undefined` if there is no such field. */
export function targetOf(name: string): Target | undefined {
  const field = FILE_FIELDS.find((known) => known === name);
  if (field !== undefined) return { field };
  const [first, ...path] = name.split('.');
  if (first !== 'metadata' || path.some((part) => part === '' || part === '__proto__')) return undefined;
  return { path };
}

/** Finds the target of a name in a file. `unknown` is the advice for a name that stands for no field. */
export function resolveName(
  name: string,
  { map, ignore }: NameOptions,
): { readonly target: Target | undefined } | { readonly unknown: string } {
  if (ignore?.has(name)) return { target: undefined };
  const target = targetOf(map?.get(name) ?? name);
  if (target) return { target };
  if (OF_THE_SERVICE.includes(name)) return { target: undefined };
  return { unknown: adviceFor(name) };
}

function adviceFor(name: string): string {
  const near = nearestField(name);
  const short = /^[\w.-]+$/.test(name) ? name : `'${name.slice(0, 50)}'`;
  if (near !== undefined)
    return `Did you mean ${near}? Then add --map ${short}=${near}. To leave it out: --ignore ${short}`;
  return `To put it into the metadata: --map ${short}=metadata.${short}. To leave it out: --ignore ${short}`;
}

/** Other names that tables often have for a field, in small letters. */
const SYNONYMS: Readonly<Record<string, FileField>> = {
  id: 'uid',
  userid: 'uid',
  externalid: 'uid',
  displayname: 'name',
  fullname: 'name',
  username: 'name',
  picture: 'avatar',
  photo: 'avatar',
  image: 'avatar',
  avatarurl: 'avatar',
  url: 'link',
  labels: 'tags',
};

/** The field that a name in a file probably means. */
function nearestField(name: string): FileField | undefined {
  const letters = name
    .slice(0, 50)
    .toLowerCase()
    .replace(/[^a-z]/g, '');
  if (Object.hasOwn(SYNONYMS, letters)) return SYNONYMS[letters];
  return nearest(letters, FILE_FIELDS) as FileField | undefined;
}

/** The error for a file without a field that every user needs. */
export function missingField(field: 'uid' | 'name', names: readonly string[], line?: number): FileFault {
  const near = names.find((name) => nearestField(name) === field);
  const hint =
    near === undefined
      ? `Say which one it is, for example: --map ${field === 'uid' ? 'email=uid' : 'full_name=name'}`
      : `Add --map ${near}=${field}`;
  const list = names.slice(0, 20).map(shown).join(', ');
  return new FileFault(`The file has no ${field}. It has ${list}${names.length > 20 ? ' …' : ''}.`, { line, hint });
}

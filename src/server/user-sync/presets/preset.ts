import { codePoints } from '../../../user/text.js';
import { urlMessage } from '../../../user/web-url.js';
import type { MappedChanges } from '../../changes/change.js';

/** An identity provider that needs no `map`. */
export interface Preset {
  /** Maps an event of the provider. Unknown events are ignored. */
  map(event: unknown): MappedChanges;
  /** True if the provider can also send the secret as a bearer token, for requests that it does not sign. */
  readonly acceptsBearer?: boolean;
}

/** CometChat's limit for a name. A longer one is cut, because the user of the provider cannot know the limit. */
const NAME_MAX = 100;

/** The first text that is not blank, as a name. */
export function nameFrom(...candidates: readonly unknown[]): string | undefined {
  const found = candidates.find((each) => typeof each === 'string' && each.trim() !== '') as string | undefined;
  const name = found?.trim();
  return name && codePoints(name) > NAME_MAX ? [...name].slice(0, NAME_MAX).join('') : name;
}

/** The first text that is a web address. A picture that CometChat would refuse must not keep the user from being created. */
export function urlFrom(...candidates: readonly unknown[]): string | undefined {
  return candidates.find((each) => urlMessage('avatar', each) === undefined) as string | undefined;
}

import { fromUid, toUid } from '../../../src/server/uids/uids.js';
import { UID_PATTERN } from '../../../src/user/limits.js';

/** A pseudo-random generator (mulberry32): the same seed gives the same ids. */
function randomFrom(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const BASE62 = `${LOWER}${LOWER.toUpperCase()}0123456789`;
const HEX = '0123456789abcdef';

/** The sixteen kinds of ids. Each gets a generator of numbers and the index of the id. */
const KINDS: ((random: (limit: number) => number, index: number) => string)[] = [
  (_, index) => String(index),
  (random) => text(random, LOWER, 1 + random(12)),
  (random) => text(random, `${LOWER}0123456789_-`, 1 + random(110)),
  (random) => uuid(random),
  (random) => uuid(random).toUpperCase(),
  (random, index) => `person.${index}@${text(random, LOWER, 6)}.example.com`,
  (random, index) => `Person+${index}@Example.COM${text(random, BASE62, random(40))}`,
  (random) => `auth0|${text(random, HEX, 24)}`,
  (random) => `user_${text(random, BASE62, 27)}`,
  (random) => text(random, BASE62, 28),
  (random, index) => `https://idp.example/users/${index}?tenant=${text(random, BASE62, random(90))}`,
  (random) => text(random, 'xX-ebh_', 1 + random(12)),
  (random) => `x--${text(random, 'ebh', 1)}-${text(random, `${LOWER}234567_`, random(100))}`,
  (random) => text(random, 'éÉßκ漢字ひらがな😀☃\u{feff}\u0301', 1 + random(30)),
  (random) => text(random, '\u0000\n\t\u007f "\'\\/%_-aA', 1 + random(60)),
  (random) => text(random, BASE62, 55 + random(60)),
];

function text(random: (limit: number) => number, alphabet: string, length: number): string {
  const characters = [...alphabet];
  return Array.from({ length }, () => characters[random(characters.length)]).join('');
}

function uuid(random: (limit: number) => number): string {
  return [8, 4, 4, 4, 12].map((length) => text(random, HEX, length)).join('-');
}

/** Makes about `count` different ids of sixteen kinds, and returns those for which `toUid` or `fromUid` is wrong. */
export function checkIds(count: number) {
  const random = randomFrom(13);
  const idOf = new Map<string, string>();
  const seen = new Set<string>();
  const collisions: [string, string][] = [];
  const illegal: string[] = [];
  const wrong: string[] = [];
  for (let index = 0; index < count; index++) {
    const id = (KINDS[index % KINDS.length] as (typeof KINDS)[0])(random, index);
    if (seen.has(id)) continue;
    seen.add(id);
    const uid = toUid(id);
    const other = idOf.get(uid);
    if (other !== undefined) collisions.push([other, id]);
    idOf.set(uid, id);
    if (!UID_PATTERN.test(uid)) illegal.push(id);
    const back = fromUid(uid);
    if (back !== id && !(back === undefined && uid.startsWith('x--h-'))) wrong.push(id);
  }
  return { ids: seen.size, collisions, illegal, wrong };
}

import { isCometChatException } from 'cometchat-users';

let number = 0;

/** @param {string} line */
export function say(line) {
  console.log(`   ${line}`);
}

/**
 * Tells a step and does it.
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} work
 */
export async function step(title, work) {
  number += 1;
  console.log(`\n${String(number).padStart(2)}. ${title}`);
  return work();
}

/**
 * The exception that a call is expected to reject with.
 * @param {Promise<unknown>} call
 */
export async function failure(call) {
  const error = await call.then(
    () => new Error('this should have failed'),
    (cause) => cause,
  );
  if (isCometChatException(error)) return error;
  throw error;
}

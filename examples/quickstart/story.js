import { isCometChatException } from 'cometchat-users';

let number = 0;

/** @param {string} line */
export function say(line) {
  console.log(`   ${line}`);
}

/**
 * Prints the title of a step and runs it.
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
 * Returns the exception that a promise rejects with. Throws if the promise resolves.
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

import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * A script in a process of its own.
 * @typedef {object} Child
 * @property {any} hello What it said when it was ready.
 * @property {(question: object) => Promise<any>} ask
 * @property {() => Promise<number>} cpu Microseconds of processor time that it has taken so far.
 * @property {() => Promise<void>} stop
 */

/**
 * @param {string} file below `bench/`
 * @param {{ args?: string[], execArgv?: string[] }} [options]
 * @returns {Promise<Child>}
 */
export async function start(file, { args = [], execArgv = [] } = {}) {
  const child = fork(fileURLToPath(new URL(`../${file}`, import.meta.url)), args, { execArgv });
  const next = () =>
    new Promise((resolve, reject) => {
      /** @param {number | null} code */
      const ended = (code) => reject(new Error(`${file} ended with ${code}.`));
      child.once('exit', ended).once('message', (/** @type {any} */ message) => {
        child.off('exit', ended);
        if (message?.error) reject(new Error(message.error));
        else resolve(message);
      });
    });
  const hello = await next();
  /** @param {object} question */
  const ask = (question) => {
    const answer = next();
    child.send(question);
    return answer;
  };
  return {
    hello,
    ask,
    cpu: async () => (await ask({ cpu: true })).cpu,
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.disconnect();
      await ended;
    },
  };
}

/**
 * For the child: reports that it is ready, responds to messages, and ends with its parent.
 * @param {object} hello
 * @param {(question: any) => unknown} [answer]
 */
export function ready(hello, answer) {
  process.on('disconnect', () => process.exit());
  process.on('message', async (/** @type {any} */ question) => {
    try {
      const { user, system } = process.cpuUsage();
      process.send?.(question.cpu ? { cpu: user + system } : ((await answer?.(question)) ?? {}));
    } catch (error) {
      process.send?.({ error: String(error) });
    }
  });
  process.send?.(hello);
}

/** Does work of one key after the other, in the order in which it was asked for; other keys do not wait. */
export type InTurn = <T>(key: string, work: () => Promise<T>) => Promise<T>;

/** Makes such turns. A key costs memory only while it is at work. */
export function inTurn(): InTurn {
  const last = new Map<string, Promise<unknown>>();
  return (key, work) => {
    const mine = (last.get(key) ?? Promise.resolve()).then(work, work);
    last.set(key, mine);
    const end = () => {
      if (last.get(key) === mine) last.delete(key);
    };
    mine.then(end, end);
    return mine;
  };
}

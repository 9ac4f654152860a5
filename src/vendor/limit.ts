/** Resolves or rejects as `work` does, or rejects after `ms` milliseconds. `onLate` is called if `work` ends after that. */
export function withinLimit<T>(work: Promise<T>, ms: number, what: string, onLate: () => void): Promise<T> {
  return new Promise((resolve, reject) => {
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      reject(new Error(`${what} took longer than ${ms} ms.`));
    }, ms);
    const end = () => {
      clearTimeout(timer);
      if (isLate) onLate();
    };
    work.then(resolve, reject).finally(end);
  });
}

/** An error of this package about the vendor's side. Its message has no secret. */
export class StepError extends Error {}

/**
 * An error that may be shown to the app. Texts of the vendor's SDK are left out, because they may contain a token: of its errors only
 * the code stays.
 */
export function shownError(error: unknown): Error {
  if (error instanceof StepError) return error;
  const { code, name } = Object(error) as { readonly code?: unknown; readonly name?: unknown };
  const found = [code, name].find((text) => typeof text === 'string' && /^[A-Za-z][A-Za-z_]{1,60}$/.test(text));
  return new StepError(`The vendor's SDK failed with ${found ?? 'an error without a code'}.`);
}

/** Resolves or rejects as `work` does, or rejects after `ms` milliseconds. `onLate` is called if `work` ends after that. */
export function withinLimit<T>(work: Promise<T>, ms: number, what: string, onLate: () => void): Promise<T> {
  return new Promise((resolve, reject) => {
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      reject(new StepError(`${what} took longer than ${ms} ms.`));
    }, ms);
    const end = () => {
      clearTimeout(timer);
      if (isLate) onLate();
    };
    work.then(resolve, reject).finally(end);
  });
}

import type { Documented } from './documents.js';

/** A request and its response. */
export interface Exchange {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly status: number;
  readonly answer: string;
}

/** The differences between an exchange and the documents, each as `operation where: what`. */
export function differencesOf(documents: readonly Documented[], exchange: Exchange): string[] {
  const { method, url, headers, status } = exchange;
  const { pathname, searchParams } = new URL(url);
  const path = pathname.replace(/^\/v3(\.0)?/, '');
  if ('authtoken' in headers) return [`${method} ${path} with a user's token: not documented`];
  const documented = documents.find((one) => one.method === method && one.path.test(path));
  if (!documented) return [`${method} ${path}: not documented`];

  const { id } = documented;
  const differences: string[] = [];
  for (const name of new Set(searchParams.keys())) {
    const check = documented.query.get(name);
    if (!check) differences.push(`${id} query /${name}: not documented`);
  }
  const body = parse(exchange.body);
  if (exchange.body !== '' && !documented.body) differences.push(`${id} request: a body is not documented`);
  // A refused request may be wrong on purpose.
  if (status < 300 && documented.body && exchange.body !== '')
    differences.push(...documented.body(body).map((difference) => `${id} request ${difference}`));

  const answer = parse(exchange.answer);
  if (status === 200 && typeof answer === 'object' && answer !== null && !('error' in answer)) {
    differences.push(...documented.answer(answer).map((difference) => `${id} answer ${difference}`));
  } else {
    const code = (answer as { error?: { code?: unknown } } | null)?.error?.code;
    differences.push(`${id} answer ${status} ${typeof code === 'string' ? code : 'without a code'}: not documented`);
  }
  return differences;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

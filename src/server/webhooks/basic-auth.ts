/** The user name and the password of a webhook. */
export interface BasicCredentials {
  /** The user name of the webhook in the dashboard. */
  readonly username: string;
  /** The password of the webhook in the dashboard. */
  readonly password: string;
}

/** Whether a request has these credentials in its HTTP Basic header. The comparison takes the same time for right and wrong ones. */
export async function hasCredentials(request: Request, { username, password }: BasicCredentials): Promise<boolean> {
  const given = readBasic(request.headers.get('authorization') ?? '');
  const [sameName, samePassword] = await Promise.all([
    isSame(given?.username ?? '', username),
    isSame(given?.password ?? '', password),
  ]);
  return given !== undefined && sameName && samePassword;
}

/** The name ends at the first colon; the password may contain colons. Source: RFC 7617. */
function readBasic(header: string): BasicCredentials | undefined {
  const [, encoded = ''] = /^basic +([\w+/=-]+) *$/i.exec(header) ?? [];
  const text = decode(encoded);
  const colon = text?.indexOf(':') ?? -1;
  return text === undefined || colon < 0
    ? undefined
    : { username: text.slice(0, colon), password: text.slice(colon + 1) };
}

function decode(encoded: string): string | undefined {
  try {
    const bytes = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Compares digests, so that the time does not reveal the length. Only Node has `timingSafeEqual`. */
export async function isSame(one: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all([digest(one), digest(other)]);
  let difference = 0;
  a.forEach((byte, index) => {
    difference |= byte ^ (b[index] as number);
  });
  return difference === 0;
}

async function digest(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
}

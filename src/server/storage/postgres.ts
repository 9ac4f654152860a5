import type { SharedStorage } from '../../storage/shared-storage.js';
import { invalidOption } from '../../transport/call-options.js';

/** The method of a Postgres client that `postgresStorage` uses. A `Pool` of pg has it. */
export interface PostgresClient {
  /** Sends a statement with its parameters. */
  query(
    text: string,
    values: unknown[],
  ): Promise<{
    /** The rows of the result. */
    readonly rows: readonly unknown[];
  }>;
}

/**
 * Creates a storage in Postgres that several server instances share. `client` is a `Pool` of pg, because several queries may run at once; it
 * stays yours, so close it yourself. The table must exist: docs/server.md has the SQL. `table` may name a schema too, as in
 * `app.cometchat_users`; default `cometchat_users`. Rows that have expired count as absent; delete them from time to time.
 *
 * Throws a `CometChatException` (kind `config`) for an invalid name of a table.
 *
 * @example
 * const endpoint = createUserSyncEndpoint({ admin, provider: 'supabase', secret, storage: postgresStorage(new Pool()) });
 */
export function postgresStorage(
  client: PostgresClient,
  options: {
    /** The name of the table, with its schema if necessary. Default `cometchat_users`. */
    readonly table?: string | undefined;
  } = {},
): SharedStorage {
  const table = quoted(options.table ?? 'cometchat_users');
  const expiry = (number: number) => `now() + $${number}::double precision * interval '1 millisecond'`;
  const isValid = `(expires_at IS NULL OR expires_at > now())`;
  return {
    async getItem(key) {
      const { rows } = await client.query(`SELECT value FROM ${table} WHERE key = $1 AND ${isValid}`, [key]);
      return (rows[0] as { value: string } | undefined)?.value ?? null;
    },
    setItem: (key, value) =>
      client.query(
        `INSERT INTO ${table} (key, value, expires_at) VALUES ($1, $2, NULL)
         ON CONFLICT (key) DO UPDATE SET value = excluded.value, expires_at = NULL`,
        [key, value],
      ),
    removeItem: (key) => client.query(`DELETE FROM ${table} WHERE key = $1`, [key]),
    async compareAndSet(key, expected, next, { expiresInMs } = {}) {
      const expires = expiresInMs ?? null;
      const { rows } =
        expected === null
          ? await client.query(
              // The value may have expired without being deleted.
              `INSERT INTO ${table} AS existing (key, value, expires_at) VALUES ($1, $2, ${expiry(3)})
               ON CONFLICT (key) DO UPDATE SET value = excluded.value, expires_at = excluded.expires_at
               WHERE existing.expires_at <= now() RETURNING 1`,
              [key, next, expires],
            )
          : await client.query(
              `UPDATE ${table} SET value = $2, expires_at = ${expiry(3)}
               WHERE key = $1 AND value = $4 AND ${isValid} RETURNING 1`,
              [key, next, expires, expected],
            );
      return rows.length === 1;
    },
  };
}

function quoted(table: string): string {
  if (!/^\w+(\.\w+)?$/.test(table)) throw invalidOption('table', 'the name of a table, with its schema if necessary');
  return table
    .split('.')
    .map((part) => `"${part}"`)
    .join('.');
}

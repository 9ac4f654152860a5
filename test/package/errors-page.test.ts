import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { CODES, codeInfo } from '../../src/errors/codes.js';
import { SERVER_CODES } from '../../src/errors/server-codes.js';

interface Row {
  readonly code: string;
  readonly kind: string;
  readonly meaning: string;
  readonly advice: string;
}

/** The hint of the client and that of the server, which may be the same. */
function hintsOf(code: string): string {
  const client = codeInfo(code)?.hint ?? '';
  const tables: readonly Readonly<Record<string, string>>[] = Object.values(SERVER_CODES);
  const server = tables.map((hints) => hints[code] ?? '').find(Boolean) ?? '';
  return client && server ? `Client: ${client} Server: ${server}` : client || server;
}

/** The rows of the interface `ErrorCodes`: the first sentence of a text is the meaning, the rest is the advice. */
function readRows(): Row[] {
  const source = readFileSync('src/errors/code-meanings.ts', 'utf8');
  const file = ts.createSourceFile('code-meanings.ts', source, ts.ScriptTarget.ES2022, true);
  const table = file.statements.find(ts.isInterfaceDeclaration);
  return [...(table?.members ?? [])].filter(ts.isPropertySignature).map((member) => {
    const code = member.name.getText();
    const text = ts.getTextOfJSDocComment(ts.getJSDocCommentsAndTags(member)[0]?.comment as string) ?? '';
    const [, meaning = '', advice = ''] = text.match(/^(.*?\.)(?: (.*))?$/) ?? [];
    const kind = member.type?.getText().replaceAll("'", '') ?? '';
    return { code, kind, meaning, advice: hintsOf(code) || advice };
  });
}

const rows = readRows();
const cells = ({ code, kind, meaning, advice }: Row) =>
  `| \`${code}\` | ${kind === 'string' ? '(by status)' : `\`${kind}\``} | ${meaning} | ${advice} |`;

const PAGE = `# Error codes

Look up the \`code\` of a \`CometChatException\`. In a program, use the \`kind\` where you can: it groups the codes, see
[Errors](../README.md#errors). \`error.message\` names the argument or field; \`error.hint\`, where there is one, says what to do.

Names and spelling are CometChat's, as they are sent. A code that is not in this table comes from the service unchanged, and its HTTP status decides the
kind; so it is with codes of the kind "(by status)". "Client" is an app with \`createClient\` or \`CometChat\`; "server" is \`createAdmin\`.

| code | kind | meaning | what to do |
|---|---|---|---|
${rows.map(cells).join('\n')}

[docs/server.md](server.md) says which endpoint responds with which of the last codes.

This page is written by a test, from the texts in \`src/errors/code-meanings.ts\` and the hints:
\`npx vitest run test/package/errors-page.test.ts -u\`.
`;

test('docs/errors.md is what the code tables say', async () => {
  await expect(PAGE).toMatchFileSnapshot('../../docs/errors.md');
});

test.each(rows)('$code has a meaning, and says what to do', ({ meaning, advice }) => {
  expect(meaning).toMatch(/^[\w`].+\.$/);
  expect(advice).toMatch(/^\w.+\.$/);
});

test('the interface has each code of the tables, with the same kind', () => {
  const kinds = new Map(rows.map(({ code, kind }) => [code, kind]));
  expect(kinds.size).toBe(rows.length);
  for (const table of [CODES, SERVER_CODES]) {
    for (const [kind, hints] of Object.entries(table))
      for (const code of Object.keys(hints)) expect([code, kinds.get(code)]).toEqual([code, kind]);
  }
});

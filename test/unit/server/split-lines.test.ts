import { describe, expect, test } from 'vitest';
import { textLines } from '../../../src/server/sync/plan/text-lines.js';
import { splitLines } from '../../../src/server/sync/text/split-lines.js';

async function read(chunks: readonly (string | Uint8Array)[]) {
  const lines: string[] = [];
  for await (const { line, text } of textLines(chunks)) lines.push(`${line}:${text}`);
  return lines;
}

describe('splitLines', () => {
  test('gives every line, and says which one has no end', async () => {
    const lines = [];
    const tooLong = () => new Error('too long');
    for await (const { line, bytes, isWhole } of splitLines(['a\n\nb', new Uint8Array([0xff, 0x0a, 0x0d])], tooLong))
      lines.push([line, [...bytes], isWhole]);
    expect(lines).toEqual([
      [1, [0x61], true],
      [2, [], true],
      [3, [0x62, 0xff], true],
      [4, [0x0d], false],
    ]);
  });
});

describe('the lines of a text', () => {
  test('gives the same lines, however the text is cut into chunks', async () => {
    const text = '\uFEFFone\r\n\n  \nä😀\u2028b\n\nlast';
    const bytes = new TextEncoder().encode(text);
    const expected = ['1:one\r', '4:ä😀\u2028b', '6:last'];
    expect(await read([text])).toEqual(expected);
    for (let size = 1; size <= bytes.length; size++) {
      const chunks = [];
      for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size));
      expect(await read(chunks), `${size}`).toEqual(expected);
    }
  });

  test('gives nothing for an empty text, and no last line after a line break', async () => {
    expect(await read([])).toEqual([]);
    expect(await read([''])).toEqual([]);
    expect(await read(['a\n'])).toEqual(['1:a']);
  });

  test('keeps a line whose chunk is used again by the source', async () => {
    const chunk = new Uint8Array(2);
    function* reused() {
      for (const text of ['ab', 'cd', 'e\n']) {
        chunk.set(new TextEncoder().encode(text));
        yield chunk.subarray(0, 2);
      }
    }
    const lines = [];
    for await (const { text } of textLines(reused())) lines.push(text);
    expect(lines).toEqual(['abcde']);
  });

  test('refuses a line of more than 1 MB before it has read all of it', async () => {
    let chunks = 0;
    function* endless() {
      yield 'ok\n';
      for (;;) {
        chunks += 1;
        yield 'x'.repeat(64 * 1024);
      }
    }
    const reading = (async () => {
      for await (const _ of textLines(endless()));
    })();
    await expect(reading).rejects.toMatchObject({
      code: 'SOURCE_FAILED',
      message: expect.stringMatching(/^Line 2 is longer/),
    });
    expect(chunks).toBe(17);
    expect(await read([`${'x'.repeat(1024 * 1024)}\n`])).toHaveLength(1);
  });

  test('refuses text that is not UTF-8, also a letter that is cut off', async () => {
    await expect(read(['a\n', new Uint8Array([0xc3]), '\nb'])).rejects.toThrow(/^Line 2 is not valid UTF-8/);
  });
});

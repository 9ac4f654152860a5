import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Answer } from '../../../src/emulator/http/answer.js';
import type { Received } from '../../../src/emulator/http/call.js';
import { decodeBody, NO_BODY } from '../../../src/emulator/http/received.js';
import { Recorder } from '../../../src/emulator/http/recorder.js';

const URL_OF = 'http://127.0.0.1:3000/v3/users';

function received(text?: string, headers: Record<string, string> = { appid: 'app-1' }): Received {
  const body = text === undefined ? NO_BODY : decodeBody(new TextEncoder().encode(text));
  return { method: 'POST', url: URL_OF, hostname: '127.0.0.1', path: '/v3/users', search: '', headers, body };
}

/** A string that a header's value may contain: Latin-1 without control characters. */
const value = fc.stringMatching(/^[ -~\u00a0-ÿ]{0,60}$/);
const headers = fc.dictionary(fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/), value, {
  maxKeys: 12,
  noNullPrototype: true,
});
// Some fit into a slot and some do not, with one byte per character or with more.
const text = fc.option(
  fc.oneof(
    fc.string({ unit: 'binary-ascii', maxLength: 2000 }),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 700 }),
    fc.json(),
  ),
  { nil: undefined },
);

describe('the record of a request and its response', () => {
  test('is unchanged after the response, in any length and letters', () => {
    fc.assert(
      fc.property(headers, text, text, (given, body, payload) => {
        const recorder = new Recorder(3);
        const request = received(body, given);
        const log = recorder.add(request);
        const before = recorder.find(1)?.content;
        recorder.answered(log, new Answer(200, payload ?? null));
        expect(before).toEqual({ url: URL_OF, headers: given, text: request.body.text, answer: undefined });
        const kept = recorder.find(1);
        expect(kept?.content).toEqual({ ...before, answer: payload });
        const { id, method, at, durationMs } = log;
        expect(kept).toMatchObject({ id, method, at, durationMs, status: 200, answerLength: payload?.length });
        expect(durationMs).toBeGreaterThan(0);
        const json = 'json' in request.body ? request.body.json : request.body.text;
        expect(recorder.requests).toEqual([{ method: 'POST', url: URL_OF, headers: given, body: json, status: 200 }]);
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  test('is not changed by later ones, nor by a response to a dropped one', () => {
    const recorder = new Recorder(2);
    const slow = recorder.add(received('"slow"'));
    for (const name of ['one', 'two', 'three']) {
      recorder.answered(recorder.add(received(`"${name}"`)), new Answer(200, `"${name} is done"`));
    }
    recorder.answered(slow, new Answer(500, '"late"'));
    expect([1, 2, 3, 4, 5].map((id) => recorder.find(id)?.content.answer)).toEqual([
      undefined,
      undefined,
      '"two is done"',
      '"three is done"',
      undefined,
    ]);
    expect(recorder.find(3)?.content.text).toBe('"two"');
    expect(slow.content).toMatchObject({ text: '"slow"', answer: '"late"' });
  });

  test('is cut if the response is long, but has the full length', () => {
    const recorder = new Recorder(2);
    const log = recorder.add(received());
    recorder.answered(log, new Answer(200, 'é'.repeat(20_000)));
    const kept = recorder.find(log.id);
    expect([kept?.content.answer?.length, kept?.answerLength]).toEqual([16_384, 20_000]);
  });
});

test('a header of any name is kept', () => {
  const recorder = new Recorder(1);
  const headers = JSON.parse('{"__proto__":"x","constructor":"y"}');
  recorder.answered(recorder.add(received('{}', headers)), new Answer(200, '{}'));
  expect(JSON.stringify(recorder.requests[0]?.headers)).toBe('{"__proto__":"x","constructor":"y"}');
});

describe('the public array', () => {
  test('has the earlier requests at first, and from then on grows, shrinks and gets responses', () => {
    const recorder = new Recorder(2);
    recorder.answered(recorder.add(received('{"a":1}')), new Answer(200, '{}'));
    const pending = recorder.add(received('not json'));
    const { requests } = recorder;
    const statuses = () => requests.map(({ body, status }) => [body, status]);
    expect(statuses()).toEqual([
      [{ a: 1 }, 200],
      ['not json', 0],
    ]);
    recorder.answered(pending, new Answer(404, '{}'));
    recorder.answered(recorder.add(received()), new Answer(201, null));
    expect(statuses()).toEqual([
      ['not json', 404],
      [undefined, 201],
    ]);
    expect(recorder.requests).toBe(requests);
    recorder.clear();
    expect(requests).toEqual([]);
    expect([recorder.count, recorder.find(3)]).toEqual([0, undefined]);
    recorder.answered(recorder.add(received('"new"')), new Answer(200, '{}'));
    expect(requests.map(({ body }) => body)).toEqual(['new']);
    expect([recorder.count, recorder.find(4)?.content.text]).toEqual([1, '"new"']);
  });
});

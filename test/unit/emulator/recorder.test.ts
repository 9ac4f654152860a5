import { describe, expect, test } from 'vitest';
import { json } from '../../../src/emulator/answer.js';
import { type Call, NO_BODY } from '../../../src/emulator/exchange.js';
import { decodeBody } from '../../../src/emulator/middleware/body.js';
import { Recorder } from '../../../src/emulator/middleware/record.js';

const URL_OF = 'http://127.0.0.1:3000/v3/users';

/** The parts of a call that the log reads. */
function received(text?: string): Call {
  const raw = new Request(URL_OF, { method: 'POST', headers: { appid: 'app-1' } });
  const body = text === undefined ? NO_BODY : decodeBody(new TextEncoder().encode(text));
  return { req: { method: 'POST', url: URL_OF, raw }, env: { body } } as unknown as Call;
}

/** An answer with this text. */
const answer = (text: string | null, status = 200) => ({ ...json(status, {}), text });

describe('the log of a request and its answer', () => {
  test('has the text of both, and the parsed body', () => {
    const recorder = new Recorder(3);
    const log = recorder.add(received('{"a":"é"}'));
    expect(recorder.find(1)).toMatchObject({ text: '{"a":"é"}', answer: undefined });
    log.answered(answer('{"b":1}'));
    expect(recorder.find(1)).toMatchObject({ answer: '{"b":1}', answerLength: 7, durationMs: expect.any(Number) });
    expect(recorder.requests).toEqual([
      { method: 'POST', url: URL_OF, headers: { appid: 'app-1' }, body: { a: 'é' }, status: 200 },
    ]);
  });

  test('is not changed by later ones, nor by an answer to a removed one', () => {
    const recorder = new Recorder(2);
    const slow = recorder.add(received('"slow"'));
    for (const name of ['one', 'two', 'three']) recorder.add(received(`"${name}"`)).answered(answer(name));
    slow.answered(answer('late', 500));
    const answers = [0, 1, 2, 3, 4, 5, 3.5, Number.NaN].map((id) => recorder.find(id)?.answer);
    expect(answers).toEqual([undefined, undefined, undefined, 'two', 'three', undefined, undefined, undefined]);
    expect(recorder.find(3)?.text).toBe('"two"');
  });

  test('is cut if the answer is long, but has the full length', () => {
    const log = new Recorder(2).add(received());
    log.answered(answer('é'.repeat(20_000)));
    expect([log.answer?.length, log.answerLength]).toEqual([16_384, 20_000]);
  });
});

test('the public array is always the same: it grows, shrinks and gets answers', () => {
  const recorder = new Recorder(2);
  const { requests } = recorder;
  const statuses = () => requests.map(({ body, status }) => [body, status]);
  recorder.add(received('{"a":1}')).answered(answer('{}'));
  const pending = recorder.add(received('not json'));
  expect(statuses()).toEqual([
    [{ a: 1 }, 200],
    ['not json', 0],
  ]);
  pending.answered(answer('{}', 404));
  recorder.add(received()).answered(answer(null, 201));
  expect(statuses()).toEqual([
    ['not json', 404],
    [undefined, 201],
  ]);
  recorder.clear();
  expect([requests, recorder.count, recorder.find(3)]).toEqual([[], 0, undefined]);
  recorder.add(received('"new"'));
  expect(statuses()).toEqual([['new', 0]]);
  expect([recorder.count, recorder.find(4)?.text]).toEqual([1, '"new"']);
});

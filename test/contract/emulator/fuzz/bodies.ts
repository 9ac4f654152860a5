import fc from 'fast-check';
import type { Route } from './routes.js';
import type { Step } from './step.js';

/** JSON texts, most of which are wrong for a field. */
const odd = fc.oneof(
  fc.constantFrom(
    ...['null', 'true', '0', '-1', '-0', '1e999', '-1e999', '1e-400', '9007199254740993', '12345678901234567890123'],
    ...[
      '""',
      '" "',
      '"\\u0000"',
      '"\\ud800"',
      '"\\udc00x"',
      '"{pad:101}"',
      '"{pad:3001}"',
      '"{pad:11000}"',
      '"\u212a"',
    ],
    ...['[]', '{}', '[null]', '[[]]', '[{}]', '[""]', '["{uid}"]', '"{uid}"', '"{token}"', '{deep:400}', '{deep:4000}'],
    ...[
      '{"__proto__":{"polluted":1}}',
      '{"constructor":{"prototype":{"polluted":1}}}',
      '{"toString":null}',
      '"__proto__"',
    ],
    ...[
      '{"@private":null}',
      '"javascript:alert(1)"',
      '"//a.example"',
      '["a","a"]',
      '{"a":{deep:2600}}',
      '"2024-01-01"',
    ],
    ...['{"a":{"uid":"b","name":"c"}}', '{"":{"uid":"","name":""}}', '{"__proto__":{"uid":"__proto__","name":"P"}}'],
  ),
  fc.json({ maxDepth: 4 }),
  fc.string({ unit: 'binary', maxLength: 8 }).map((text) => JSON.stringify(text)),
);

const oddName = fc.constantFrom('__proto__', 'constructor', 'toJSON', 'uid', 'name', '', 'toString', '\u0000');

type Entries = readonly (readonly [name: string, json: string])[];

const write = (entries: Entries) => `{${entries.map(([name, json]) => `${JSON.stringify(name)}:${json}`).join(',')}}`;

/** The body for a route: valid, nearly valid, or wrong in every way. */
export function bodyFor({ body = {} }: Route): fc.Arbitrary<Step['body']> {
  const right: Entries = Object.entries(body);
  const one = fc.nat(Math.max(right.length - 1, 0));
  const text = write(right);
  return fc.oneof<fc.WeightedArbitrary<Step['body']>[]>(
    { weight: 8, arbitrary: fc.constant(right.length === 0 ? undefined : text) },
    {
      weight: 8,
      arbitrary: fc
        .tuple(one, odd)
        .map(([at, json]) => write(right.map(([name, was], index) => [name, index === at ? json : was]))),
    },
    { weight: 2, arbitrary: one.map((at) => write(right.filter((_, index) => index !== at))) },
    { weight: 2, arbitrary: fc.tuple(oddName, odd).map((extra) => write([...right, extra])) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(`[${text}]`, `[${text},${text}]`, '[]', `${text}${text}`, `[${text},null]`),
    },
    { weight: 1, arbitrary: fc.nat(text.length).map((length) => text.slice(0, length)) },
    { weight: 1, arbitrary: odd },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        ...[`${text}{pad:1}`, `\ufeff${text}`, `${text} `, `/**/${text}`, text.replaceAll('"', "'"), '{"a":NaN}'],
        ...['{deep:200000}', '{"users":{"a":{"uid":"a","name":"A","metadata":{"a":{deep:30000}}}}}', '{pad:1100000}'],
      ),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(
          fc.nat(text.length),
          fc.constantFrom([0xff], [0x80], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf5], [0xfe, 0xff]),
        )
        .map(
          ([at, bytes]) =>
            new Uint8Array([...Buffer.from(text.slice(0, at)), ...bytes, ...Buffer.from(text.slice(at))]),
        ),
    },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 40 }) },
  );
}

import fc from 'fast-check';

/** The seed of all properties here: every run checks the same users. */
export const SEED = 20_261_121;

/** Users for each schema. */
export const RUNS = 10_000;

const url = (length: number) => `https://x.y/${'a'.repeat(length - 12)}`;

/** Values that are wrong in most fields. */
const odd = fc.constantFrom<unknown>(
  undefined,
  null,
  '',
  ' ',
  0,
  Number.NaN,
  true,
  [],
  {},
  new Date(0),
  () => 1,
  Symbol('x'),
  10n,
);

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
const atLimit = fc.constantFrom('x'.repeat(100), 'x'.repeat(101), '😀'.repeat(100), '\ud800', 'İ', '\u212a');

/** Mostly a value of the field, sometimes one near its limits, rarely an odd one. */
function mostly(usual: fc.Arbitrary<unknown>, edge: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 20, arbitrary: usual },
    { weight: 4, arbitrary: edge },
    { weight: 1, arbitrary: fc.oneof(text, odd) },
  );
}

const uid = mostly(
  fc.stringMatching(/^[A-Za-z0-9_-]{1,20}$/),
  fc.oneof(atLimit, fc.constantFrom('Ann Lee', '../me', 'a'.repeat(100), 'a'.repeat(101))),
);

const webUrl = mostly(
  fc.webUrl({ withQueryParameters: true }),
  fc.constantFrom(
    ' https://x.y/a b ',
    'https://exämple.org/é',
    'kevin.png',
    'ftp://x.y',
    'http://',
    url(3_000),
    url(3_001),
  ),
);

const metadata = mostly(
  fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 4 }),
  fc.constantFrom<unknown>(
    { a: undefined },
    { a: [undefined] },
    { a: new Date(0) },
    { a: Number.NaN },
    { a: 'x'.repeat(5_112) },
    { a: 'x'.repeat(5_113) },
    JSON.parse('{ "__proto__": 1 }'),
    new Map(),
  ),
);

const tags = mostly(
  fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { maxLength: 4 }),
  fc.oneof(
    fc.array(atLimit, { maxLength: 2 }),
    fc.constantFrom<unknown>(Array(25).fill('x'), Array(26).fill('x'), Array(2), [7], 'x'),
  ),
);

const role = mostly(
  fc.constantFrom('default', 'Admin_1'),
  fc.constantFrom('My Role', 'x'.repeat(100), 'x'.repeat(101)),
);

const statusMessage = mostly(text, fc.oneof(atLimit, fc.constantFrom('€'.repeat(3_000), '€'.repeat(3_500))));

/** A user as a form or a request may contain it: right or wrong in any field, with unknown keys. */
export const users: fc.Arbitrary<Record<string, unknown>> = fc
  .tuple(
    fc.record({ uid, name: mostly(text, atLimit) }),
    fc.record(
      {
        avatar: webUrl,
        link: webUrl,
        role,
        metadata,
        statusMessage,
        tags,
        status: text,
        createdAt: text,
        avater: text,
      },
      { requiredKeys: [] },
    ),
    fc.constantFrom<string[]>([], [], [], ['uid'], ['name'], ['uid', 'name']),
  )
  .map(([names, others, missing]) => {
    const entries = Object.entries({ ...names, ...others }).filter(([field]) => !missing.includes(field));
    return Object.fromEntries(entries);
  });

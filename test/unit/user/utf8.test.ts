import fc from 'fast-check';
import { test } from 'vitest';
import { utf8Bytes } from '../../../src/user/text.js';

test('bytes are counted as a TextEncoder writes them, halves of surrogate pairs included', () => {
  const text = fc.string({
    unit: fc.oneof(fc.string({ unit: 'binary', maxLength: 1 }), fc.constantFrom('\ud800', '\udc00')),
  });
  fc.assert(fc.property(text, (given) => utf8Bytes(given) === new TextEncoder().encode(given).length));
});

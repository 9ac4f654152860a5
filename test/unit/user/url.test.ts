import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createBody, updateBody } from '../../../src/user/payload.js';
import { User } from '../../../src/user/user.js';

const SITE = 'https://example.com/';
const MUST = 'must be an http(s) URL:';

describe.each([
  ['avatar', 'INVALID_USER_AVATAR', (url: unknown) => new User('kevin').setAvatar(url as string)],
  ['link', 'INVALID_USER_LINK', (url: unknown) => new User('kevin').setLink(url as string)],
] as const)('%s', (field, code, userWith) => {
  test.each([
    ['https', 'https://example.com/kevin.png'],
    ['http', 'http://example.com'],
    ['upper case', 'HTTPS://EXAMPLE.COM'],
    ['a port, a query and a fragment', 'https://example.com:8443/a?b=c#d'],
    ['an address in numbers', 'http://127.0.0.1/a.png'],
    ['another script in host and path', 'https://müller.example/bild/é.png'],
    ['without slashes, which the URL standard forgives', 'https:example.com'],
    ['with backslashes, which the URL standard forgives', 'https:\\\\example.com'],
    ['with spaces around it', ` ${SITE} `],
    ['with a line break inside, which the URL standard takes out', 'https://exam\nple.com'],
    ['with a space inside', 'https://example.com/a b'],
    ['with a name and a password', 'https://ann:secret@example.com/'],
    ['without a path before its query', 'https://example.com?a=b'],
    ['3000 characters', SITE + 'a'.repeat(3000 - SITE.length)],
    ['nothing: null clears it', null],
    ['nothing: undefined says nothing', undefined],
  ])('may be %s', (_name, url) => {
    expect(userWith(url).validate()).toEqual([]);
  });

  test.each<[string, unknown, string]>([
    ['empty', '', 'is empty; null clears it.'],
    ['a number', 7, 'must be a string.'],
    ['a URL object', new URL(SITE), 'must be a string.'],
    ['blank', ' \n', 'is empty; null clears it.'],
    ['a path', '/kevin.png', `${MUST} it has no scheme, such as https://.`],
    ['without a scheme', 'example.com/kevin.png', `${MUST} it has no scheme, such as https://.`],
    ['without a scheme, with a port', 'example.com:8080/a', `${MUST} it has no scheme, such as https://.`],
    ['relative to a scheme', '//example.com/a', `${MUST} it has no scheme, such as https://.`],
    ['a word', 'kevin', `${MUST} it has no scheme, such as https://.`],
    ['without a host', 'https://', `${MUST} it has no host.`],
    ['without a host before a query', 'https://?a=b', `${MUST} it has no host.`],
    ['without a host before a port', 'https://:8080/', `${MUST} it has no host.`],
    ['with a port out of range', 'https://example.com:99999', `${MUST} its port is not a number from 0 to 65535.`],
    ['with a port of letters', 'https://example.com:web/a', `${MUST} its port is not a number from 0 to 65535.`],
    ['with a space in its host', 'https://exam ple.com/', `${MUST} its host is not valid.`],
    ['with half an address in its host', 'https://[::1/', `${MUST} its host is not valid.`],
    ['code', 'javascript:alert(1)', `${MUST} its scheme is javascript.`],
    ['a picture in itself', 'data:image/png;base64,AAAA', `${MUST} its scheme is data.`],
    ['a file', 'file:///etc/hosts', `${MUST} its scheme is file.`],
    ['half an emoji', `${SITE}\uD83D`, 'contains half a surrogate pair.'],
    [
      '3001 characters',
      SITE + 'a'.repeat(3001 - SITE.length),
      'has 3001 characters as it is sent; at most 3000 are allowed.',
    ],
    [
      'longer than 3000 characters only when it is escaped',
      `${SITE}${' '.repeat(1000)}x`,
      'has 3021 characters as it is sent; at most 3000 are allowed.',
    ],
  ])('may not be %s', (_name, url, problem) => {
    expect(userWith(url).validate()).toEqual([{ field, code, message: `${field} ${problem}` }]);
  });
});

describe('a URL is sent', () => {
  test.each([
    ['https://x.test', 'https://x.test'],
    ['HTTPS://X.test:443/a/../b', 'HTTPS://X.test:443/a/../b'],
    ["https://x.test/O'Brien?a=%zz&b=[1]#c", "https://x.test/O'Brien?a=%zz&b=[1]#c"],
    ['  https://x.test/a \n', 'https://x.test/a'],
    ['https://x.test/a?name=John Doe', 'https://x.test/a?name=John%20Doe'],
    ['https://x.test/<a>"b"', 'https://x.test/%3Ca%3E%22b%22'],
    ['https://müller.test/é', 'https://xn--mller-kva.test/%C3%A9'],
    ['https:x.test', 'https://x.test/'],
    ['https:///x.test', 'https://x.test/'],
    ['https:\\\\x.test\\a', 'https://x.test/a'],
    ['https://\\x.test', 'https://x.test/'],
    ['https://x.te\nst/', 'https://x.test/'],
  ])('%j as %s, and the user keeps it as it was set', (set, sent) => {
    const user = new User('kevin').setAvatar(set).setLink(set);
    expect(user.validate()).toEqual([]);
    expect(updateBody(user)).toEqual({ avatar: sent, link: sent });
    expect(createBody(user)).toMatchObject({ avatar: sent, link: sent });
    expect([user.avatar, user.getLink()]).toEqual([set, set]);
  });

  test('every accepted value is an http(s) URL of at most 3000 characters when it arrives, and the same when it is sent again', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        'http',
        'https',
        'HTTPS',
        ':',
        '//',
        '/',
        '\\',
        '@',
        '?',
        '#',
        '[::1]',
        'x.test',
        ':80',
        ' ',
        '%',
        '%2',
        '\t',
        '..',
      ),
      fc.string({ unit: 'binary', maxLength: 4 }),
    );
    const text = fc.oneof(
      fc.array(piece, { maxLength: 8 }).map((pieces) => `https:${pieces.join('')}`),
      fc.array(piece, { maxLength: 8 }).map((pieces) => `https://x.test/${pieces.join('')}`),
      fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join('')),
      fc.webUrl({ withFragments: true, withQueryParameters: true }),
    );
    let accepted = 0;
    fc.assert(
      fc.property(text, (url) => {
        const user = new User('kevin').setAvatar(url);
        if (user.validate().length > 0) return;
        accepted++;
        const sent = String(updateBody(user).avatar);
        expect(['http:', 'https:']).toContain(new URL(sent).protocol);
        expect(new URL(sent).href).toBe(new URL(url.trim()).href);
        expect(sent.length).toBeLessThanOrEqual(3000);
        expect(updateBody(new User('kevin').setAvatar(sent)).avatar).toBe(sent);
        expect(Object.assign(User.from({ uid: 'kevin', avatar: sent }), { avatar: url }).touched).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
    expect(accepted).toBeGreaterThan(300);
  });

  test('every text that the standard parses as http(s) is accepted, and no other', () => {
    const text = fc.oneof(
      fc.webUrl(),
      fc.string({ unit: 'grapheme' }).map((rest) => `https://x.test/${rest}`),
      fc.string({ unit: 'grapheme' }).map((rest) => `http:${rest}`),
      fc.string({ unit: 'grapheme' }),
    );
    fc.assert(
      fc.property(text, (url) => {
        const isParsed = URL.canParse(url.trim()) && /^https?:$/.test(new URL(url.trim()).protocol);
        expect(new User('kevin').setAvatar(url).validate().length === 0).toBe(isParsed);
      }),
      { numRuns: 2_000 },
    );
  });
});

test('another spelling of the URL that the service has is no change, and another URL is one', () => {
  const user = () => User.from({ uid: 'kevin', avatar: 'https://x.test/a?name=John%20Doe', link: 'https://x.test' });
  const same = { avatar: 'https://x.test/a?name=John Doe', link: ' HTTPS://X.test/ ' };
  expect(Object.assign(user(), same).touched).toEqual([]);
  expect(Object.assign(user(), { avatar: 'https://x.test/a?name=John+Doe' }).touched).toEqual(['avatar']);
});

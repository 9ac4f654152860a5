import { describe, expect, test } from 'vitest';
import { User } from '../../../src/user/user.js';

const SITE = 'https://example.com/';

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
    ['a path', '/kevin.png', 'must be an http(s) URL.'],
    ['without a scheme', 'example.com/kevin.png', 'must be an http(s) URL.'],
    ['without a host', 'https://', 'must be an http(s) URL.'],
    ['without slashes, which URL parsers forgive', 'https:example.com', 'must be an http(s) URL.'],
    ['with backslashes, which URL parsers forgive', 'https:\\\\example.com', 'must be an http(s) URL.'],
    ['with a space before, which URL parsers forgive', ` ${SITE}`, 'must be an http(s) URL.'],
    ['with a line break inside, which URL parsers forgive', 'https://exam\nple.com', 'must be an http(s) URL.'],
    ['with a space inside', 'https://example.com/a b', 'must be an http(s) URL.'],
    ['with a port out of range', 'https://example.com:99999', 'must be an http(s) URL.'],
    ['code', 'javascript:alert(1)', 'must be an http(s) URL.'],
    ['a picture in itself', 'data:image/png;base64,AAAA', 'must be an http(s) URL.'],
    ['a file', 'file:///etc/hosts', 'must be an http(s) URL.'],
    ['half an emoji', `${SITE}\uD83D`, 'contains half a surrogate pair.'],
    ['3001 characters', SITE + 'a'.repeat(3001 - SITE.length), 'has 3001 characters; at most 3000 are allowed.'],
  ])('may not be %s', (_name, url, problem) => {
    expect(userWith(url).validate()).toEqual([{ field, code, message: `${field} ${problem}` }]);
  });
});

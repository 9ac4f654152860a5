import fc from 'fast-check';

/** Bytes that violate HTTP, or only just conform, in the order in which they are written. */
export interface Broken {
  readonly bytes: string;
  /** Whether the client disconnects before a response. */
  readonly leaves: boolean;
}

const requestLine = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom('GET /v3/users HTTP/1.1', 'POST /v3/users HTTP/1.1', 'PUT /v3.0/me HTTP/1.1'),
  },
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      ...['GET  HTTP/1.1', 'GET /v3/users', 'GET /v3/users HTTP/9.9', 'GET /v3/users HTTP/1.0', 'GET * HTTP/1.1', ''],
      ...['get /v3/users HTTP/1.1', 'GET http://evil.example/v3/users HTTP/1.1', 'CONNECT evil.example:443 HTTP/1.1'],
      ...['TRACE /v3/users HTTP/1.1', 'OPTIONS * HTTP/1.1', 'PRI * HTTP/2.0', 'GET //evil.example/v3/users HTTP/1.1'],
      ...[
        'GET /v3/users/\u0000 HTTP/1.1',
        'GET /v3/users/ÿ HTTP/1.1',
        'GET /v3/\\..\\users HTTP/1.1',
        'GET ?x HTTP/1.1',
      ],
      ...[
        'GET http://[::/ HTTP/1.1',
        'GET http:///v3/users HTTP/1.1',
        `GET /${'x'.repeat(20_000)} HTTP/1.1`,
        'GET /%zz HTTP/1.1',
      ],
      ...[
        'POST /_emulator/faults HTTP/1.1',
        'QUERY /v3/users HTTP/1.1',
        '\u0016\u0003\u0001\u0002\u0000\u0001',
        'GET\t/\tHTTP/1.1',
      ],
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary-ascii', maxLength: 40 }) },
);

const header = fc.oneof(
  fc.constantFrom(
    ...['Host: localhost', 'Host: localhost', 'Host:', 'Host: a b', 'Host: [::', 'Host: evil.example/../', 'Host: ü'],
    ...[
      'Host: x@y',
      'Host: a:99999',
      'Content-Length: 5',
      'Content-Length: -1',
      'Content-Length: 1e9',
      'Content-Length: 0',
    ],
    ...['Content-Length: 99999999999999999999', 'Transfer-Encoding: chunked', 'Transfer-Encoding: gzip, chunked'],
    ...[
      'Transfer-Encoding: identity',
      'Expect: 100-continue',
      'Expect: what',
      'Connection: close',
      'Connection: Upgrade',
    ],
    ...[
      'Upgrade: websocket',
      'Upgrade: h2c',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: x',
      'Accept-Encoding: gzip',
    ],
    ...['apikey: \u0001', 'apikey : x', ' folded: x', ':', 'no colon', 'appid: one', 'appid: two', 'a'.repeat(17_000)],
    ...['Content-Type: application/json', 'X-Emulator-Fault: {"status":400}', 'Range: bytes=0-1', 'Cookie: a=b'],
  ),
  fc.string({ unit: 'binary-ascii', maxLength: 30 }),
);

const body = fc.oneof(
  fc.constantFrom(
    '',
    '{',
    '{"uid":"bo"}',
    '5\r\nabcde\r\n0\r\n\r\n',
    'zz\r\n',
    '5\r\nabc',
    '0\r\n\r\nGET / HTTP/1.1\r\n\r\n',
    '\u0000',
  ),
  fc.string({ unit: 'binary-ascii', maxLength: 30 }),
);

const ending = fc.oneof(
  { weight: 30, arbitrary: fc.constant('\r\n') },
  { weight: 1, arbitrary: fc.constantFrom('\n', '\r', '') },
);

/** The bytes of one connection. */
export const broken: fc.Arbitrary<Broken> = fc
  .record({
    first: requestLine,
    host: fc.constantFrom('Host: localhost', 'Host: localhost', 'Host: one.api-us.cometchat.io', 'Accept: */*'),
    headers: fc.array(header, { maxLength: 2, size: 'max' }),
    ending,
    body,
    leaves: fc.boolean(),
  })
  .map(({ first, host, headers, ending, body, leaves }) => ({
    bytes: `${[first, host, ...headers, ''].join(ending)}${ending}${body}`,
    leaves,
  }));

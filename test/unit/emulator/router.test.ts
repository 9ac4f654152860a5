import { expect, test } from 'vitest';
import { jsonAnswer } from '../../../src/emulator/http/answer.js';
import { Router } from '../../../src/emulator/http/router.js';

const say = (text: string) => () => jsonAnswer(200, text);

test('two routes for one method and path are a mistake', () => {
  const router = new Router().get('/users/:uid', say('one'));
  expect(() => router.get('/users/:uid', say('two'))).toThrow('Two routes have GET /users/:uid.');
});

test('the same place of a path has one name', () => {
  const router = new Router().get('/users/:uid', say('one'));
  expect(() => router.get('/users/:id/friends', say('two'))).toThrow('One path segment has two names, uid and id.');
});

test('a mounted router has its routes below the path, and the other keeps its own', () => {
  const routes = new Router().get('/users/:uid', (call) => jsonAnswer(200, call.param('uid')));
  const router = new Router();
  router.mount('/v3', routes);
  const received = { method: 'GET', url: '', hostname: 'x', search: '', headers: {}, body: { bytes: 0 } };
  expect(router.answer({ ...received, path: '/v3/users/kevin' })).toMatchObject({ payload: '"kevin"' });
  expect(router.answer({ ...received, path: '/users/kevin' })).toBeUndefined();
  expect(router.answer({ ...received, path: '/v3/users' })).toBeUndefined();
});

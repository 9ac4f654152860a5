import { effect, reactive, toRaw } from '@vue/reactivity';
import { describe, expect, test } from 'vitest';
import { updateBody } from '../../../src/user/payload.js';
import { User } from '../../../src/user/user.js';

const json = { uid: 'kevin', name: 'Kevin', metadata: { address: { city: 'Bern' } }, tags: ['beta'] };
const proxied = () => reactive(User.from(structuredClone(json))) as User;

/** Every value that an effect has seen, first and after each change. */
function seen<T>(read: () => T): T[] {
  const values: T[] = [];
  effect(() => void values.push(read()));
  return values;
}

describe('inside Vue’s reactive(), effects follow', () => {
  test('a setter, through field and getter', () => {
    const user = proxied();
    const fields = seen(() => user.name);
    const getters = seen(() => user.getName());
    user.setName('Ann').setName('Bea');
    expect(fields).toEqual(['Kevin', 'Ann', 'Bea']);
    expect(getters).toEqual(['Kevin', 'Ann', 'Bea']);
  });

  test('a field that was not there before, and one that is cleared', () => {
    const user = proxied();
    const avatars = seen(() => user.getAvatar());
    user.setAvatar('https://x.y/').setAvatar(null);
    expect(avatars).toEqual(['', 'https://x.y/', '']);
  });

  test('touched', () => {
    const user = proxied();
    const touched = seen(() => user.touched);
    user.setTags([]);
    expect(touched.at(0)).toEqual([]);
    expect(touched.at(-1)).toEqual(['tags']);
  });

  test('validate(), as a form shows it', () => {
    const user = proxied();
    const problems = seen(() => user.validate().map(({ message }) => message));
    user.setName('');
    user.setName('Ann');
    expect(problems.at(0)).toEqual([]);
    expect(problems).toContainEqual(['name is missing.']);
    expect(problems.at(-1)).toEqual([]);
  });
});

describe('inside Vue’s reactive(), a user', () => {
  test('is as untouched as outside', () => {
    expect(proxied().touched).toEqual([]);
    expect(proxied().clone().touched).toEqual([]);
  });

  test('returns copies that are not proxies', () => {
    const user = proxied();
    expect(structuredClone(user.getMetadata())).toEqual(json.metadata);
    expect(structuredClone(user.getTags())).toEqual(json.tags);
    (user.getMetadata().address as { city: string }).city = 'Basel';
    expect(user.getMetadata()).toEqual(json.metadata);
  });

  test('makes a clone that is no proxy and shares nothing', () => {
    const user = proxied().setName('Ann').setAuthToken('secret');
    const clone = user.clone();
    expect(structuredClone({ ...clone })).toEqual({ ...json, name: 'Ann' });
    expect(clone.getAuthToken()).toBe('secret');
    expect(clone.touched).toEqual(['name']);
    (user.metadata?.address as { city: string }).city = 'Basel';
    expect(clone.metadata).toEqual(json.metadata);
  });

  test('takes proxies for values, as a form has them', () => {
    const form = reactive({ metadata: { department: 'support' }, tags: ['gold'] });
    const user = new User('kevin').setMetadata(form.metadata).setTags(form.tags);
    expect(user.validate()).toEqual([]);
    expect(updateBody(user)).toEqual({ metadata: { department: 'support' }, tags: ['gold'] });
  });

  test('is cleared, validated and sent like any other', () => {
    const user = proxied().setMetadata(null).setName('Ann');
    expect(user.validate('create')).toEqual([]);
    expect(updateBody(user)).toEqual({ name: 'Ann', unset: ['metadata'] });
  });

  test('has its fields in JSON, in a spread and, taken out, in structuredClone', () => {
    const user = proxied();
    expect(JSON.parse(JSON.stringify(user))).toEqual(json);
    expect({ ...user }).toEqual(json);
    expect(structuredClone(toRaw(user))).toEqual(json);
  });
});

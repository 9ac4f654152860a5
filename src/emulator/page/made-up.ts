import type { App } from '../state/apps.js';

const FIRST =
  'Ada Ben Chloe Dev Elif Farah Goran Hana Ivo Jin Kofi Leila Mateo Nora Omar Priya Quinn Rosa Sven Tala Uma Viktor Wen Ximena Yusuf Zoe';
const LAST =
  'Abebe Berg Costa Dahl Evans Fischer Garcia Haddad Ito Jansen Kaya Lopez Mensah Novak Okafor Patel Quist Rossi Silva Tanaka Ueda Vargas Weber Xu Yilmaz Zhang';
const TAGS = ['beta', 'trial', 'vip', 'staff'];

/** Adds users with new uids, the same ones after every reset. Returns the first and the last uid. */
export function addMadeUpUsers(app: App, count: number): { first: string; last: string } {
  const [firsts, lasts] = [FIRST.split(' '), LAST.split(' ')];
  let number = app.users.table.size;
  let first: string | undefined;
  let last = '';
  for (let added = 0; added < count; number += 1) {
    const uid = `made-up-${String(number + 1).padStart(6, '0')}`;
    if (app.users.find(uid)) continue;
    const name = `${firsts[number % firsts.length]} ${lasts[(number * 7 + Math.floor(number / firsts.length)) % lasts.length]}`;
    const tag = TAGS[number % (TAGS.length * 2)];
    app.users.create({ uid, name, ...(tag !== undefined && { tags: [tag] }) });
    first ??= uid;
    last = uid;
    added += 1;
  }
  return { first: first ?? last, last };
}

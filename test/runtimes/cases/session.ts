import { memoryStorage, User } from 'cometchat-users';
import { has, ok, pause, rejects, same, timeOf } from './assert.js';
import { type Cases, faulty, hear, namesOf, SILENCE, whoIs } from './kit.js';

export const session: Cases = {
  'a new client is signed out, and sends nothing': async ({ client }) => {
    let sent = 0;
    const mine = client({ hooks: { onRequest: () => sent++ } });
    same(mine.session.getSnapshot(), { status: 'unknown' });
    const heard = hear(mine);
    same(await mine.session.ready, { status: 'signedOut', reason: 'none' });
    await pause(20);
    same(namesOf(heard), ['ready']);
    same(sent, 0);
  },

  'a login is committed, stored and told in that order, before its promise resolves': async ({ client, member }) => {
    const { uid, token } = await member();
    const steps: string[] = [];
    const kept = memoryStorage();
    const storage = {
      ...kept,
      setItem: (key: string, value: string) =>
        void steps.push(`stored ${whoIs(mine)}`, kept.setItem(key, value) as never),
    };
    const mine = client({ storage });
    mine.session.on('signedIn', ({ user }) => void steps.push(`told ${user.uid}`));
    await mine.login(token);
    steps.push('resolved');
    same(steps.filter(Boolean), [`stored ${uid}`, `told ${uid}`, 'resolved']);
  },

  'a switch of users ends one session and begins another': async ({ client, member }) => {
    const [first, second] = [await member(), await member()];
    const mine = client();
    const heard = hear(mine);
    await mine.login(first.token);
    await mine.login(second.token);
    await mine.logout();
    same(namesOf(heard), ['ready', 'signedIn', 'signedOut', 'signedIn', 'signedOut']);
    same(heard[2]?.payload, { uid: first.uid, reason: 'switched' });
    has(heard[3]?.payload, { previousUid: first.uid });
    same(heard[4]?.payload, { uid: second.uid, reason: 'logout' });
  },

  'updateCurrentUserDetails changes the own profile, and no other': async ({ client, member, admin }) => {
    const { uid, token } = await member({ tags: ['beta'] });
    const mine = client();
    await mine.login(token);
    const heard = hear(mine);
    const before = mine.session.getSnapshot();
    const other = new User('somebody').setStatusMessage('Hier 🚆');
    await rejects(mine.updateCurrentUserDetails(other), { code: 'NOT_THE_SIGNED_IN_USER', kind: 'validation' });
    const given = new User(uid.toUpperCase()).setStatusMessage('Hier 🚆');
    const updated = await mine.updateCurrentUserDetails(given);
    has(updated, { uid, statusMessage: 'Hier 🚆', tags: ['beta'] });
    ok(updated !== given, 'it is another User');
    same(namesOf(heard), ['userUpdated']);
    ok(mine.session.getSnapshot() !== before, 'the snapshot is another one');
    has((await admin('GET', `/users/${uid}`)).data, { statusMessage: 'Hier 🚆', name: 'Member' });
  },

  'updateCurrentUserDetails takes no other role, and needs a login': async ({ client, member }) => {
    const { token } = await member();
    const mine = client();
    await rejects(mine.updateCurrentUserDetails({ name: 'Ann' }), { code: 'USER_NOT_LOGED_IN' });
    await mine.login(token);
    await rejects(mine.updateCurrentUserDetails({ role: 'admin' }), { code: 'ROLE_NOT_EDITABLE', kind: 'permission' });
  },

  'logout signs out, and the service forgets the token': async ({ client, member, admin }) => {
    const { uid, token } = await member();
    const mine = client();
    await mine.login(token);
    await mine.logout();
    same(mine.session.getSnapshot(), { status: 'signedOut', reason: 'logout' });
    ok((await admin('GET', `/users/${uid}/auth_tokens/${token}`)).error, 'the token is gone');
    await rejects(mine.logout(), { code: 'USER_NOT_LOGED_IN' });
  },

  'logout resolves where the service fails, and strictly it rejects': async ({ client, member }) => {
    const warnings: string[] = [];
    const once = {
      retry: { limit: 0 },
      hooks: { onWarning: ({ message }: { message: string }) => warnings.push(message) },
    };
    const trouble = faulty(undefined, { status: 500 });
    const [first, second] = [await member(), await member()];
    const lenient = client({ ...once, fetch: trouble });
    await lenient.login(first.token);
    await lenient.logout();
    same([whoIs(lenient), warnings.length], [undefined, 1]);
    const strict = client({ ...once, fetch: faulty(undefined, { status: 500 }) });
    await strict.login(second.token);
    await rejects(strict.logout({ strict: true }), { kind: 'server', status: 500, operation: 'logout' });
    same(whoIs(strict), undefined);
  },

  'two clients at once know nothing of each other': async ({ client, member }) => {
    const members = [await member(), await member()] as const;
    const [one, two] = [client(), client()];
    await Promise.all([one.login(members[0].token), two.login(members[1].token)]);
    same([whoIs(one), whoIs(two)], [members[0].uid, members[1].uid]);
    await one.logout();
    same([whoIs(one), whoIs(two)], [undefined, members[1].uid]);
  },

  'dispose ends what is under way, at once': async ({ client, member }) => {
    const { token } = await member();
    const mine = client({ fetch: faulty(SILENCE) });
    const heard = hear(mine);
    const call = mine.login(token);
    setTimeout(() => mine.dispose(), 30);
    ok((await timeOf(call)) < 3_000, 'it is at once');
    await rejects(call, { code: 'CLIENT_DISPOSED', kind: 'config' });
    await rejects(mine.getUser('ann'), { code: 'CLIENT_DISPOSED' });
    same(namesOf(heard), ['ready']);
  },
};

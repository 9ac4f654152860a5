import { make } from './dom.js';

/** The state of a user: deactivated, online or offline. @param {any} user */
export function stateOf(user) {
  if (user.deactivatedAt !== undefined) return make('span', { class: 'chip warn' }, 'Deactivated');
  return user.status === 'available'
    ? make('span', { class: 'chip good' }, 'Online')
    : make('span', { class: 'chip' }, 'Offline');
}

/** The status of a response; 0 before it was sent. @param {number} status */
export function statusOf(status) {
  if (status === 0) return make('span', { class: 'chip' }, 'waiting');
  const kind = status < 400 ? 'good' : status < 500 ? 'warn' : 'bad';
  return make('span', { class: `chip ${kind}` }, String(status));
}

/** The duration of a request, as text. @param {any} row */
export function tookOf({ durationMs }) {
  if (durationMs === undefined) return '';
  return `${durationMs < 10 ? durationMs.toFixed(1) : Math.round(durationMs).toLocaleString('en')} ms`;
}

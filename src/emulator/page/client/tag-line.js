import { make } from './dom.js';

/** The number of tags to show. The others are in the title, and screen readers read them. */
const SHOWN = 2;

/** The tags of a user on one line. @param {string[]} tags */
export function tagLine(tags) {
  const rest = tags.slice(SHOWN);
  return make(
    'div',
    { class: 'tag-line', title: tags.join(', ') || undefined },
    ...tags.slice(0, SHOWN).map((tag) => make('span', { class: 'chip' }, make('bdi', {}, tag))),
    rest.length > 0 && make('span', { class: 'quiet', 'aria-hidden': 'true' }, `+${rest.length}`),
    rest.length > 0 && make('span', { class: 'hidden' }, rest.join(', ')),
  );
}

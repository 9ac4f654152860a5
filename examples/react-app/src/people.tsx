import { useUsers } from 'cometchat-users/react';
import { useId, useState } from 'react';
import { explain } from './explain';
import { FormError } from './form-error';
import { Person } from './person';
import { useDebounced } from './use-debounced';

/** Finds people, and blocks them. */
export function People() {
  const searchId = useId();
  const [text, setText] = useState('');
  const [isHiding, setHiding] = useState(false);
  const searchKey = useDebounced(text);
  const { items, hasMore, pending, error, loadMore } = useUsers({
    searchKey,
    hideBlockedUsers: isHiding,
    sortBy: 'name',
  });

  return (
    <section className="card people" aria-labelledby="people">
      <h2 id="people">People</h2>
      <search>
        <div className="field">
          <label htmlFor={searchId}>Search</label>
          <input
            id={searchId}
            type="search"
            value={text}
            autoCapitalize="none"
            spellCheck={false}
            aria-describedby={`${searchId}-hint`}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <p id={`${searchId}-hint`} className="hint">
            The start of a name or of a user ID.
          </p>
        </div>
        <label className="check">
          <input type="checkbox" checked={isHiding} onChange={(event) => setHiding(event.currentTarget.checked)} />
          Hide blocked people
        </label>
      </search>

      <p className="quiet count" role="status">
        {countOf(items.length, hasMore, pending, Boolean(error))}
      </p>
      <ul className="list" aria-label="People" aria-busy={pending}>
        {items.map((user) => (
          <Person key={user.uid} user={user} />
        ))}
      </ul>
      <FormError text={error ? explain(error) : undefined} />
      {(hasMore || error) && (
        <button type="button" aria-disabled={pending || undefined} onClick={() => void loadMore()}>
          {pending ? 'Loading…' : error ? 'Try again' : 'Show more'}
        </button>
      )}
    </section>
  );
}

function countOf(count: number, hasMore: boolean, pending: boolean, isBroken: boolean): string {
  if (count === 0) return pending ? 'Looking…' : isBroken ? '' : 'No people found.';
  return `${count} ${count === 1 ? 'person' : 'people'}${hasMore ? ', and there are more' : ''}`;
}

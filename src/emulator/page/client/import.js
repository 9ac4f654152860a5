import { api, ofApp, runAction } from './api.js';
import { counted, find, make, showMessage } from './dom.js';
import { notifyChange } from './state.js';

/** The longest request in characters, far below the limit of the emulator. */
const PIECE_MAX_LENGTH = 100_000;
/** The most problems to show. More are usually the same problem repeated. */
const SHOWN_MAX = 10;

/** @typedef {{ line: number, reason: string }} Failure */

/** Imports an export, or any file with one JSON user per line. */
export function startImport() {
  const input = find('import', HTMLInputElement);
  input.addEventListener('change', () => {
    const [file] = input.files ?? [];
    if (!file) return;
    runAction(async () => {
      input.disabled = true;
      try {
        await importAll(await file.text());
      } finally {
        input.disabled = false;
        // Reset the input, so that choosing the same file again fires a change event.
        input.value = '';
        input.focus();
      }
    });
  });
}

/** @param {string} text */
async function importAll(text) {
  const { users, failures } = read(text);
  const progress = find('import-progress', HTMLProgressElement);
  progress.max = users.length;
  progress.value = 0;
  progress.hidden = users.length === 0;
  let count = 0;
  try {
    for (const piece of piecesOf(users)) {
      const answer = await api('POST', ofApp('import'), { users: piece.map(({ user }) => user) });
      count += answer.count;
      progress.value += piece.length;
      for (const { index, reason } of answer.failed) failures.push({ line: piece[index]?.line ?? 0, reason });
    }
  } finally {
    progress.hidden = true;
    show(failures);
    notifyChange();
  }
  showMessage(
    `${counted(count, 'user')} imported.${failures.length > 0 ? ` ${counted(failures.length, 'line')} failed.` : ''}`,
  );
}

/** Reads the users from lines with JSON, and reports the other lines. @param {string} text */
function read(text) {
  /** @type {Failure[]} */
  const failures = [];
  const users = text.split('\n').flatMap((content, index) => {
    if (content.trim() === '') return [];
    const line = index + 1;
    try {
      return [{ line, user: JSON.parse(content), length: content.length }];
    } catch {
      failures.push({ line, reason: 'This is not a JSON object on one line.' });
      return [];
    }
  });
  return { users, failures };
}

/** @template {{ length: number }} T @param {T[]} users */
function* piecesOf(users) {
  /** @type {T[]} */
  let piece = [];
  let length = 0;
  for (const user of users) {
    if (piece.length > 0 && length + user.length > PIECE_MAX_LENGTH) {
      yield piece;
      piece = [];
      length = 0;
    }
    piece.push(user);
    length += user.length;
  }
  if (piece.length > 0) yield piece;
}

/** @param {Failure[]} failures */
function show(failures) {
  const rest = failures.length - SHOWN_MAX;
  find('import-failures', HTMLElement).replaceChildren(
    ...failures
      .sort((one, other) => one.line - other.line)
      .slice(0, SHOWN_MAX)
      .map(({ line, reason }) => make('li', {}, `Line ${line}: ${reason}`)),
    ...(rest > 0 ? [make('li', {}, `And ${counted(rest, 'other')}.`)] : []),
  );
}

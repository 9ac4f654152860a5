/** The part of the text that the next character must begin. After an opened bracket or brace, it may also be closed. */
type Expected = 'value' | 'valueOrEnd' | 'key' | 'keyOrEnd' | 'colon' | 'commaOrEnd';

/** A part of the text that was read: the index after it, or the index of its first wrong character. */
interface Scanned {
  readonly index: number;
  readonly isWrong?: boolean;
}

const SPACE = /[ \t\r\n]*/y;
/** The begin of a number. It is a whole number if it ends with a digit. */
const NUMBER = /-?(?:(?:0|[1-9]\d*)(?:\.(?:\d+(?:[eE][+-]?\d*)?)?|[eE][+-]?\d*)?)?/y;
/** The begin of an escape sequence. It is whole with one letter, or with `u` and four digits. */
const ESCAPE = /\\(?:["\\/bfnrt]|u[\da-fA-F]{0,4})?/y;
const WHOLE_ESCAPE = /^\\(?:[^u]|u.{4})$/;
const WORDS = ['true', 'false', 'null'] as const;

/**
 * Finds the syntax error in a text that `JSON.parse` refused: the index of the first character that cannot be there, or the length of a
 * text that ends too early. The messages of `JSON.parse` do not always tell it, and they quote the text.
 */
export function findJsonFault(text: string): number {
  const closings: string[] = [];
  let expected: Expected = 'value';
  for (let index = 0; ; ) {
    index = matchAt(SPACE, text, index);
    const character = text[index];
    if (character === undefined) return text.length;
    if (expected.endsWith('OrEnd') && character === closings.at(-1)) {
      closings.pop();
      expected = 'commaOrEnd';
      index++;
      continue;
    }
    const scanned: Scanned = scan(text, index, expected, closings.length > 0);
    if (scanned.isWrong) return scanned.index;
    if (character === '{' || character === '[') closings.push(character === '{' ? '}' : ']');
    expected = following(expected, character, closings.at(-1));
    index = scanned.index;
  }
}

/** Reads the next part of the text. */
function scan(text: string, index: number, expected: Expected, isWithin: boolean): Scanned {
  const character = text[index] as string;
  const one = { index: index + 1 };
  const wrong = { index, isWrong: true };
  switch (expected) {
    case 'colon':
      return character === ':' ? one : wrong;
    case 'commaOrEnd':
      return character === ',' && isWithin ? one : wrong;
    case 'key':
    case 'keyOrEnd':
      return character === '"' ? scanString(text, index) : wrong;
    default:
      if (character === '{' || character === '[') return one;
      return character === '"' ? scanString(text, index) : scanWord(text, index);
  }
}

/** Returns the part that must follow one that begins with this character. */
function following(expected: Expected, character: string, closing: string | undefined): Expected {
  switch (expected) {
    case 'colon':
      return 'value';
    case 'commaOrEnd':
      return closing === '}' ? 'key' : 'value';
    case 'key':
    case 'keyOrEnd':
      return 'colon';
    default:
      if (character === '{') return 'keyOrEnd';
      return character === '[' ? 'valueOrEnd' : 'commaOrEnd';
  }
}

function scanString(text: string, begin: number): Scanned {
  for (let index = begin + 1; ; ) {
    const character = text[index];
    if (character === '"') return { index: index + 1 };
    // Control characters must be escaped.
    if (character === undefined || character < ' ') return { index, isWrong: true };
    const next = character === '\\' ? matchAt(ESCAPE, text, index) : index + 1;
    if (character === '\\' && !WHOLE_ESCAPE.test(text.slice(index, next))) return { index: next, isWrong: true };
    index = next;
  }
}

/** Reads a number, `true`, `false` or `null`. */
function scanWord(text: string, begin: number): Scanned {
  const word = WORDS.find((one) => one[0] === text[begin]);
  if (word === undefined) {
    const index = matchAt(NUMBER, text, begin);
    return { index, isWrong: !/\d$/.test(text.slice(begin, index)) };
  }
  let index = begin;
  while (index - begin < word.length && text[index] === word[index - begin]) index++;
  return { index, isWrong: index - begin < word.length };
}

/** The index after a match of a sticky expression; the given index if there is none. */
function matchAt(expression: RegExp, text: string, index: number): number {
  expression.lastIndex = index;
  return expression.test(text) ? expression.lastIndex : index;
}

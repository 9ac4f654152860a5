import type { CometChatException } from '../../errors/exception.js';
import type { Output } from '../output.js';
import { printable } from '../text.js';
import { reasonOf } from './stopped.js';

/** The line about the end of a run. Its first word says whether the run stopped early. */
export function endLine(
  { style, fold }: Output,
  { stoppedBy, failed }: { stoppedBy: CometChatException | undefined; failed: number },
  text: string,
): string {
  const word = stoppedBy ? 'Stopped: ' : 'Done: ';
  const mark = stoppedBy ? style.bad : failed > 0 ? style.bold : style.good;
  return `${mark(word)}${fold(text, word.length)}`;
}

/** The lines that say why a run ended early. */
export function reasonLines({ style, fold }: Output, stoppedBy: CometChatException): string[] {
  const { message, hint } = reasonOf(stoppedBy);
  const reason = `${style.bad('Reason:')} ${fold(printable(message), 'Reason: '.length)}`;
  return hint ? [reason, `${style.bold('Hint:')}   ${fold(hint, 'Reason: '.length)}`] : [reason];
}

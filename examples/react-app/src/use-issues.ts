import type { Issue } from 'cometchat-users';
import { type RefObject, useState } from 'react';

/** What the fields are called for people. */
export type Labels = Readonly<Record<string, string>>;

/**
 * What is wrong with the fields of a form, once it is time to say so: for a field that was left or typed in, and for all of them when
 * the form was sent. An address is left alone until it is typed to the end.
 */
export function useIssues(issues: readonly Issue[], labels: Labels, form: RefObject<HTMLFormElement | null>) {
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set());
  const see = (...fields: string[]) => setSeen((before) => new Set([...before, ...fields]));

  return {
    /** What is wrong with a field, if it is time to say so. */
    problemOf(field: string): string | undefined {
      const issue = seen.has(field) ? issues.find((each) => each.field === field) : undefined;
      return issue && inWords(issue, labels);
    },
    /** For the `onChange` of a field of which one need not wait for the end. */
    see,
    /** For the `onBlur` of a field. */
    leave: (field: string) => whenReleased(() => see(field)),
    /** When the form is sent: whether it can be. If not, everything is said, and the first field with a problem has the focus. */
    isReady(): boolean {
      if (issues.length === 0) return true;
      see(...Object.keys(labels));
      const wrong = new Set(issues.map(({ field }) => field));
      const fields = Array.from(form.current?.querySelectorAll('input') ?? []);
      fields.find(({ name }) => wrong.has(name))?.focus();
      return false;
    },
  };
}

/** Not between the press and the release of a button: what appears then moves the button, and it is not clicked. */
function whenReleased(then: () => void): void {
  const isPressed = document.querySelector(':active') !== null;
  if (!isPressed) then();
  else for (const end of ['pointerup', 'pointercancel']) addEventListener(end, () => setTimeout(then), { once: true });
}

/** An issue names the field as the program does; a person knows it by its label. */
export function inWords({ field, message }: Pick<Issue, 'field' | 'message'>, labels: Labels): string {
  return message
    .replace(/^tags\[(\d+)\]/, (_, index) => `Tag ${Number(index) + 1}`)
    .replace(new RegExp(`^${field}\\b`), labels[field] ?? field);
}

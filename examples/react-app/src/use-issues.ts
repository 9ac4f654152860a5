import type { Issue } from 'cometchat-users';
import { type RefObject, useState } from 'react';

/** The labels of the fields. */
export type Labels = Readonly<Record<string, string>>;

/**
 * The issues of a form's fields that should be shown: those of fields that were left or typed in, and all of them after the form was
 * sent. An address is checked only when it is complete.
 */
export function useIssues(issues: readonly Issue[], labels: Labels, form: RefObject<HTMLFormElement | null>) {
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set());
  const see = (...fields: string[]) => setSeen((before) => new Set([...before, ...fields]));

  return {
    /** The issue of a field, if it should be shown now. */
    problemOf(field: string): string | undefined {
      const issue = seen.has(field) ? issues.find((each) => each.field === field) : undefined;
      return issue && inWords(issue, labels);
    },
    /** For the `onChange` of a field whose issues are shown while the user types. */
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

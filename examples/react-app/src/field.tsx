import { type InputHTMLAttributes, useId } from 'react';

interface FieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange'> {
  label: string;
  name: string;
  value: string;
  hint?: string | undefined;
  problem?: string | undefined;
  optional?: boolean;
  onChange: (value: string) => void;
}

/** One line to fill in, with its label, a hint, and what is wrong with it. */
export function Field({ label, hint, problem, optional, onChange, ...input }: FieldProps) {
  const id = useId();
  const hintId = `${id}-hint`;
  const problemId = `${id}-problem`;
  const describedBy = [problem && problemId, hint && hintId].filter(Boolean).join(' ') || undefined;
  return (
    <div className="field">
      <label htmlFor={id}>
        {label} {optional && <span className="quiet">(optional)</span>}
      </label>
      <input
        {...input}
        id={id}
        aria-invalid={problem ? true : undefined}
        aria-describedby={describedBy}
        aria-required={optional ? undefined : true}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {/* Always there, so that a change in it is told. */}
      <p id={problemId} className="problem" aria-live="polite">
        {problem}
      </p>
      {hint && (
        <p id={hintId} className="hint">
          {hint}
        </p>
      )}
    </div>
  );
}

import type { InputHTMLAttributes } from 'react';

/** A line to fill in, with its label. */
export function Field({ label, ...input }: InputHTMLAttributes<HTMLInputElement> & { label: string }) {
  return (
    <label>
      {label}
      <input {...input} />
    </label>
  );
}

/** Why the form could not be sent; read aloud as soon as it is there. */
export function FormError({ text }: { text: string | undefined }) {
  return (
    <div role="alert" className={text ? 'form-error' : undefined}>
      {text}
    </div>
  );
}

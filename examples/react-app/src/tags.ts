/** Tags as one types them: separated by commas, with blanks that mean nothing. */
export function toTags(text: string): string[] {
  return text
    .split(',')
    .map((tag) => tag.trim())
    .filter(Boolean);
}

/** Numbers by name as text, without those that are zero: `5 created, 2 failed`. */
export function countsText(counts: Readonly<Record<string, number>>): string {
  const parts = Object.entries(counts).filter(([, number]) => number > 0);
  return parts.map(([name, number]) => `${number.toLocaleString('en-US')} ${name}`).join(', ') || 'nothing';
}

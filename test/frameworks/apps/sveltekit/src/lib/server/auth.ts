/** A real app reads its session here. In this one, every visitor is Ann. */
export async function getSession(_request: Request): Promise<{ id: string; name: string } | undefined> {
  return { id: 'ann', name: 'Ann' };
}

/**
 * Does something with each item, so many at a time, until one fails or `abort` is given; those that are under way then come
 * to their end. Returns what was thrown first or the reason it was given, undefined where all were done.
 */
export async function inTurn<Item>(
  items: readonly Item[],
  atOnce: number,
  abort: AbortController,
  act: (item: Item) => Promise<void>,
): Promise<unknown> {
  let next = 0;
  const turn = async () => {
    while (next < items.length && !abort.signal.aborted) {
      try {
        await act(items[next++]!);
      } catch (error) {
        // The first one counts: the others fail because of it.
        abort.abort(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, turn));
  return abort.signal.aborted ? abort.signal.reason : undefined;
}

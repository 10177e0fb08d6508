/** Works on all items, some at a time; results in the order of the items. */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  atATime: number,
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results = new Map<number, Result>();
  const left = [...items.entries()].values();
  const workers = Array.from({ length: atATime }, async () => {
    for (const [index, item] of left) results.set(index, await work(item));
  });
  await Promise.all(workers);
  return items.map((_, index) => results.get(index) as Result);
}

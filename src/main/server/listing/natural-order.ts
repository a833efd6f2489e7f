/** How many items are sorted or merged between two turns of the event loop: a millisecond's work or two. */
const itemsPerTurn = 4_096;

/**
 * A key whose plain comparison gives natural, case-insensitive order: digit runs compare by value (`a2` before `a10`),
 * accents do not matter (`é` beside `e`). Comparing keys made once is many times faster than a collator for each pair.
 */
export function naturalKey(name: string): string {
  let key = name;
  // Most names are ASCII and need no decomposition, which costs the most.
  if (/[^\0-\x7f]/.test(key)) key = key.normalize('NFKD').replace(/\p{Mn}+/gu, '');
  key = key.toLowerCase();
  if (!/[0-9]/.test(key)) return key;
  return key.replace(/0*([0-9]+)/g, (_, digits: string) => `0${String.fromCharCode(digits.length)}${digits}`);
}

/** A turn of the event loop, so that other visitors and the window get theirs. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/**
 * Sorts by natural order of `nameOf`, names that are equal but for case or accents by code unit, in slices: 100,000
 * names never hold the event loop for more than a few milliseconds.
 */
export async function sortNaturally<Item>(items: readonly Item[], nameOf: (item: Item) => string): Promise<Item[]> {
  type Keyed = { readonly item: Item; readonly name: string; readonly key: string };
  const compare = (a: Keyed, b: Keyed): number => {
    if (a.key !== b.key) return a.key < b.key ? -1 : 1;
    return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
  };
  let runs: Keyed[][] = [];
  for (let at = 0; at < items.length; at += itemsPerTurn) {
    if (at > 0) await nextTurn();
    const run = items.slice(at, at + itemsPerTurn).map((item) => {
      const name = nameOf(item);
      return { item, name, key: naturalKey(name) };
    });
    runs.push(run.sort(compare));
  }
  while (runs.length > 1) {
    const merged: Keyed[][] = [];
    for (let at = 0; at < runs.length; at += 2) {
      const left = runs[at] as Keyed[];
      const right = runs[at + 1];
      merged.push(right ? await mergeRuns(left, right, compare) : left);
    }
    runs = merged;
  }
  return (runs[0] ?? []).map((keyed) => keyed.item);
}

async function mergeRuns<Value>(
  left: readonly Value[],
  right: readonly Value[],
  compare: (a: Value, b: Value) => number,
): Promise<Value[]> {
  const merged: Value[] = [];
  let l = 0;
  let r = 0;
  while (l < left.length || r < right.length) {
    const takeLeft = r >= right.length || (l < left.length && compare(left[l] as Value, right[r] as Value) <= 0);
    merged.push((takeLeft ? left[l++] : right[r++]) as Value);
    if (merged.length % itemsPerTurn === 0) await nextTurn();
  }
  return merged;
}

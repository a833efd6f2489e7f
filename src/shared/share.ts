/** The first path segment of everything on the server that is ours, not the share's. */
export const reservedName = '.doorstep';

/** One folder or one file in the share. `id` is made by the owner's side and never shown to visitors. */
export interface ShareItem extends ItemOptions {
  readonly id: string;
  /** Absolute path on the owner's disk. Never leaves the main process. */
  readonly path: string;
  readonly kind: 'folder' | 'file';
  /** Unique name among the share's items (see `uniqueNames`); with several items the item is mounted at `/<name>/`. */
  readonly name: string;
}

/** What the owner can switch on and off for one item. */
export interface ItemOptions {
  /** Serve symbolic links that lead out of the item. Not unless the owner asks for it. */
  readonly followLinks?: boolean;
  /** Serve and list names that begin with a dot. Not unless the owner asks for it. */
  readonly showHidden?: boolean;
  /** Answer a folder by its index.html where it has one. Unless the owner says no. */
  readonly serveIndex?: boolean;
}

export const itemOptionNames = ['showHidden', 'serveIndex', 'followLinks'] as const satisfies (keyof ItemOptions)[];

/** The options alone of what may have more, without those that are left out. */
export function itemOptions(source: ItemOptions): ItemOptions {
  return Object.fromEntries(
    itemOptionNames.flatMap((name) => (source[name] === undefined ? [] : [[name, source[name]]])),
  );
}

const prefix = '#preview=';

/** The file that the address names: `#preview=a%20b.jpg`, with its link in the listing; null for none. */
export function previewedHref(): string | null {
  const { hash } = location;
  return hash.length > prefix.length && hash.startsWith(prefix) ? hash.slice(prefix.length) : null;
}

/** A page of its own in the history, so that the phone's Back closes the preview. */
export function pushPreview(href: string): void {
  history.pushState({ ...history.state, preview: true }, '', prefix + href);
}

/** The next file takes the place of this one: Back still goes to the listing. */
export function replacePreview(href: string): void {
  history.replaceState({ ...history.state, preview: true }, '', prefix + href);
}

/** Goes back to the listing; `popstate` tells when it is there. False: the address was changed at once. */
export function leavePreview(): boolean {
  if (isOurs(history.state)) {
    history.back();
    return true;
  }
  dropPreview();
  return false;
}

/** The address of the listing alone. */
export function dropPreview(): void {
  const { preview: _, ...state } = { ...history.state };
  history.replaceState(state, '', location.pathname + location.search);
}

/** For a page that was opened with a preview's address: puts the listing behind it, for Back to go to. */
export function ensureListingBehind(href: string): void {
  if (isOurs(history.state)) return;
  dropPreview();
  pushPreview(href);
}

function isOurs(state: unknown): boolean {
  return typeof state === 'object' && state !== null && 'preview' in state;
}

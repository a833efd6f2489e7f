const key = 'doorstep-place';

/** Where the page is scrolled to, for after it was loaded again. Storage may be forbidden; then the page begins at its top. */
export function rememberPlace(): void {
  try {
    sessionStorage.setItem(key, JSON.stringify([location.pathname, window.scrollY]));
  } catch {
    return;
  }
}

/** Goes back to it, once. */
export function returnToPlace(): void {
  try {
    const saved: unknown = JSON.parse(sessionStorage.getItem(key) ?? 'null');
    sessionStorage.removeItem(key);
    if (!Array.isArray(saved) || saved[0] !== location.pathname) return;
    window.scrollTo(0, Number(saved[1]) || 0);
  } catch {
    return;
  }
}

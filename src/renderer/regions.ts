/** What the keyboard can stop at within a region. */
const focusable = [
  ...['a[href]', '[tabindex="0"]'],
  ...['button', 'input', 'select', 'textarea'].map((control) => `${control}:not([disabled], [tabindex="-1"])`),
].join();

/**
 * F6 (Ctrl+F6 as well, Shift for the way back) takes the focus from one main region of the window to the next, as it does
 * between the panes of other programs: to where it was in it the last time, else to its first control. An open sheet
 * keeps the focus. Returns what ends it.
 */
export function cycleRegionsByKeyboard(page: Document): () => void {
  const lastFocused = new WeakMap<Element, HTMLElement>();

  function onFocus({ target }: FocusEvent): void {
    const region = target instanceof HTMLElement ? mainRegionOf(target) : null;
    if (region) lastFocused.set(region, target as HTMLElement);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'F6' || event.altKey || event.metaKey || page.querySelector('dialog[open]')) return;
    event.preventDefault();
    const sections = [...page.querySelectorAll('main section')];
    const regions = sections.filter((section) => mainRegionOf(section) === section && stopIn(section));
    const current = regions.findIndex((region) => region.contains(page.activeElement));
    const step = event.shiftKey ? -1 : 1;
    const from = current < 0 && event.shiftKey ? 0 : current;
    const next = regions[(from + step + regions.length) % regions.length];
    if (next) (stillIn(next, lastFocused.get(next)) ?? stopIn(next))?.focus();
  }

  page.addEventListener('focusin', onFocus);
  page.addEventListener('keydown', onKeyDown);
  return () => {
    page.removeEventListener('focusin', onFocus);
    page.removeEventListener('keydown', onKeyDown);
  };
}

/** The outermost one around an element: what lies within a region is reached by the Tab key. */
function mainRegionOf(element: Element): Element | null {
  let region = element.closest('main section');
  for (let outer = region; outer; outer = outer.parentElement?.closest('main section') ?? null) region = outer;
  return region;
}

/** The element, where it is there still and can have the focus. */
function stillIn(region: Element, element: HTMLElement | undefined): HTMLElement | undefined {
  return element && region.contains(element) && element.matches(focusable) ? element : undefined;
}

function stopIn(region: Element): HTMLElement | null {
  return region.querySelector<HTMLElement>(focusable);
}

import { element, iconButton } from './element.ts';
import { filterKeptAfterMs } from './limits.ts';
import { translate } from './words.ts';

/** The box that filters as one types. `onQuery` is told once a frame at most. */
export class FilterBox {
  readonly element: HTMLElement;
  readonly #input: HTMLInputElement;
  readonly #clear: HTMLButtonElement;
  readonly #onQuery: (query: string) => void;
  #isWaiting = false;
  #keepTimer = 0;

  constructor(onQuery: (query: string) => void) {
    this.#onQuery = onQuery;
    const label = translate('filter.label');
    this.#input = element('input', {
      type: 'search',
      id: 'filter',
      placeholder: label,
      'aria-label': label,
      autocomplete: 'off',
      autocapitalize: 'none',
      autocorrect: 'off',
      spellcheck: 'false',
      enterkeyhint: 'search',
    });
    this.#clear = iconButton('close', translate('filter.clear'));
    this.#clear.hidden = true;
    this.element = element('form', { class: 'filter icon-search', role: 'search' }, this.#input, this.#clear);
    this.#input.addEventListener('input', () => this.#schedule());
    this.#input.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && this.#input.value !== '') {
        event.preventDefault();
        this.clear();
      }
    });
    this.#clear.addEventListener('click', () => this.clear());
    this.element.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#input.blur(); // puts the phone's keyboard away
    });
    document.addEventListener('keydown', (event) => this.#onShortcut(event));
  }

  /** What stood in the box when one left the page, when one comes back to it. */
  restore(): void {
    const kept = keptQuery(history.state);
    if (kept === '') return;
    this.#input.value = kept;
    this.#clear.hidden = false;
    this.#onQuery(kept);
  }

  /** Keeps what stands in the box with the page's place in the history. */
  keep(): void {
    clearTimeout(this.#keepTimer);
    if (keptQuery(history.state) === this.#input.value) return;
    history.replaceState({ ...history.state, filter: this.#input.value }, '');
  }

  clear(): void {
    this.#input.value = '';
    this.#schedule();
    this.#input.focus();
  }

  #schedule(): void {
    this.#clear.hidden = this.#input.value === '';
    clearTimeout(this.#keepTimer);
    this.#keepTimer = window.setTimeout(() => this.keep(), filterKeptAfterMs);
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    requestAnimationFrame(() => {
      this.#isWaiting = false;
      this.#onQuery(this.#input.value);
    });
  }

  /** `/` goes to the box, as on many sites; not while one types or looks at a preview. */
  #onShortcut(event: KeyboardEvent): void {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof Element && event.target.closest('input, textarea, [role="dialog"]')) return;
    event.preventDefault();
    this.#input.focus();
    this.#input.select();
  }
}

function keptQuery(state: unknown): string {
  return typeof state === 'object' && state !== null && 'filter' in state ? String(state.filter) : '';
}

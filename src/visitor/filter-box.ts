import { element, iconButton } from './element.ts';
import { translate } from './words.ts';

/** The box that filters as one types. `onQuery` is told once a frame at most. */
export class FilterBox {
  readonly element: HTMLElement;
  readonly #input: HTMLInputElement;
  readonly #clear: HTMLButtonElement;
  readonly #onQuery: (query: string) => void;
  #isWaiting = false;

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

  /** What the browser has kept in the box from before, when one comes back to the page. */
  restore(): void {
    if (this.#input.value !== '') this.#schedule();
  }

  clear(): void {
    this.#input.value = '';
    this.#schedule();
    this.#input.focus();
  }

  #schedule(): void {
    this.#clear.hidden = this.#input.value === '';
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

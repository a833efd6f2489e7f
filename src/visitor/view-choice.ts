import { element } from './element.ts';
import { nextOrder, type SortKey, type SortOrder } from './sort-order.ts';
import { translate } from './words.ts';

const yearSeconds = 365 * 24 * 60 * 60;

/** How the listing is shown. The page's `data-` attributes say it; a cookie remembers it for the server. */
export interface ViewChoice {
  readonly order: SortOrder;
  readonly view: 'list' | 'grid';
}

/** What the server has chosen for this page. */
export function sentChoice(): ViewChoice {
  const { sort, order, view } = document.documentElement.dataset;
  return {
    order: { key: (sort ?? 'name') as SortKey, direction: order === 'desc' ? 'desc' : 'asc' },
    view: view === 'grid' ? 'grid' : 'list',
  };
}

/** Makes the server's buttons work without loading the page again, and remembers what was chosen. */
export class ViewChoices {
  #choice: ViewChoice;
  readonly #onChoice: (choice: ViewChoice, before: ViewChoice) => void;

  constructor(onChoice: (choice: ViewChoice, before: ViewChoice) => void) {
    this.#choice = sentChoice();
    this.#onChoice = onChoice;
    for (const button of Array.from(document.querySelectorAll<HTMLButtonElement>('#sort button, #view button'))) {
      button.addEventListener('click', (event) => {
        event.preventDefault();
        this.#press(button);
      });
    }
    this.#draw();
  }

  get choice(): ViewChoice {
    return this.#choice;
  }

  #press({ name, value }: HTMLButtonElement): void {
    const before = this.#choice;
    if (name === 'sort') this.#choice = { ...before, order: nextOrder(before.order, value as SortKey) };
    else this.#choice = { ...before, view: value === 'grid' ? 'grid' : 'list' };
    this.#draw();
    this.#remember();
    this.#onChoice(this.#choice, before);
  }

  #draw(): void {
    const { order, view } = this.#choice;
    const { dataset } = document.documentElement;
    dataset.sort = order.key;
    dataset.order = order.direction;
    dataset.view = view;
    for (const button of Array.from(document.querySelectorAll<HTMLButtonElement>('#sort button, #view button'))) {
      const isPressed = button.value === (button.name === 'sort' ? order.key : view);
      button.setAttribute('aria-pressed', String(isPressed));
      button.querySelector('.order')?.remove();
      if (!isPressed || button.name !== 'sort') continue;
      button.append(element('span', { class: 'order' }, translate(`sort.${order.direction}`)));
    }
  }

  #remember(): void {
    const { order, view } = this.#choice;
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API needs a secure context, which a page over plain HTTP is not
    document.cookie = `doorstep-listing=${order.key}.${order.direction}.${view}; path=/; max-age=${yearSeconds}; samesite=lax`;
    // A query would beat the cookie when the page is loaded again.
    const query = location.search
      .slice(1)
      .split('&')
      .filter((part) => part !== '' && !/^(sort|order|view)=/.test(part))
      .join('&');
    history.replaceState(history.state, '', `${location.pathname}${query && `?${query}`}${location.hash}`);
  }
}

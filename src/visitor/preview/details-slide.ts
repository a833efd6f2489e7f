import { element } from '../element.ts';
import type { Entry } from '../entry.ts';
import { downloadAttributes } from '../row.ts';
import { countText, fullTimeText, sizeText, translate } from '../words.ts';
import type { Slide } from './slide.ts';

/** Of a file that cannot be looked at here: what it is, and a button to download it. */
export class DetailsSlide implements Slide {
  readonly element: HTMLElement;
  readonly picture = null;

  constructor(entry: Entry) {
    this.element = element('div', { class: 'slide' }, detailsCard(entry));
  }

  maySwipe(target: Element): boolean {
    return target.closest('a, button') === null;
  }

  activate(): void {}
  deactivate(): void {}
  preload(): void {}
}

interface CardOptions {
  /** Why there is no more to see. */
  readonly reason?: string;
  /** The browser may know what to do with the file in a tab of its own. */
  readonly canOpen?: boolean;
}

export function detailsCard(entry: Entry, { reason, canOpen = false }: CardOptions = {}): HTMLElement {
  const facts = element('dl');
  addFact(facts, 'preview.kind', kindText(entry));
  if (entry.sizeBytes !== null) {
    const [size, bytes] = [sizeText(entry.sizeBytes), countText(entry.sizeBytes)];
    addFact(facts, 'preview.size', entry.sizeBytes < 1000 ? size : translate('preview.exact', { size, bytes }));
  }
  if (Number.isFinite(entry.modifiedMs)) addFact(facts, 'preview.modified', fullTimeText(entry.modifiedMs));
  const actions = element('div', { class: 'card-actions' });
  actions.append(
    element(
      'a',
      { class: 'button button-primary icon-download', ...downloadAttributes(entry) },
      translate('preview.download'),
    ),
  );
  if (canOpen) actions.append(openLink(entry));
  const card = element(
    'div',
    { class: 'card' },
    element('span', { class: `kind-icon ${entry.kind}`, 'aria-hidden': 'true' }),
    element('p', { class: 'card-name' }, entry.name),
  );
  if (reason) card.append(element('p', { class: 'card-reason' }, reason));
  card.append(facts, actions);
  return card;
}

/** The card of a file that could not be shown: says `reason`, unless the file cannot be had at all. */
export function failureCard(entry: Entry, reason: 'preview.noPicture' | 'preview.noMedia'): HTMLElement {
  const card = detailsCard(entry, { reason: translate(reason) });
  isReachable(entry.href).then((isThere) => {
    const line = card.querySelector('.card-reason');
    if (line && !isThere) line.textContent = translate('preview.unreachable');
  });
  return card;
}

async function isReachable(href: string): Promise<boolean> {
  try {
    return (await fetch(href, { method: 'HEAD' })).ok;
  } catch {
    return false;
  }
}

function openLink(entry: Entry): HTMLElement {
  const label = `${translate('preview.open')} (${translate('preview.openHint')})`;
  return element(
    'a',
    { class: 'button button-quiet', href: entry.href, target: '_blank', rel: 'noopener', 'aria-label': label },
    translate('preview.open'),
  );
}

function addFact(list: HTMLElement, key: 'preview.kind' | 'preview.size' | 'preview.modified', value: string): void {
  list.append(element('div', {}, element('dt', {}, translate(key)), element('dd', {}, value)));
}

/** The kind, with the extension where it is a plain one: `Picture (HEIC)`. */
export function kindText({ name, kind }: Entry): string {
  const word = translate(`kind.${kind === 'folder' ? 'file' : kind}`);
  const extension = /[^.]\.([a-z0-9]{1,8})$/i.exec(name)?.[1];
  return extension ? translate('preview.kindOf', { kind: word, extension: extension.toUpperCase() }) : word;
}

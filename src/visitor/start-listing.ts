import { DownloadQueue } from './download-queue.ts';
import { element, textButton } from './element.ts';
import { parseEntries } from './entry.ts';
import { FilterBox } from './filter-box.ts';
import { sliceMs } from './limits.ts';
import { ListView } from './list-view.ts';
import { ListingModel } from './listing-model.ts';
import { Preview } from './preview/preview.ts';
import { explain } from './row.ts';
import { keepPlace, returnToPlace } from './scroll-place.ts';
import { Selection } from './selection.ts';
import { ShareEvents } from './share-events.ts';
import { Summary } from './summary.ts';
import { Thumbnails } from './thumbnails.ts';
import { sentChoice, ViewChoices } from './view-choice.ts';
import { translate } from './words.ts';

/** Brings the listing to life: everything that the server's page cannot do by itself. */
export function startListing(): void {
  const main = document.getElementById('listing');
  if (!main || document.documentElement.dataset.page !== 'listing') return;

  const summary = new Summary();
  const thumbnails = new Thumbnails();
  const choices = new ViewChoices((choice, before) => {
    if (choice.view !== before.view) view.measure();
    if (choice.order !== before.order) model.setOrder(choice.order);
  });
  const view = new ListView(main, {
    isGrid: () => choices.choice.view === 'grid',
    onRow: (row, entry) => {
      thumbnails.watch(row, entry);
      selection.drawRow(row, entry);
    },
  });
  const nothing = new NothingFound(main, () => filter.clear());
  const model = new ListingModel(sentChoice().order, () => {
    view.show(model.shown);
    selection.keepShown();
    summary.update(model);
    nothing.update(model);
    showStart(main);
  });
  const downloads = new DownloadQueue();
  const selection = new Selection({
    shownFiles: () => model.shown.filter(({ kind }) => kind !== 'folder'),
    forEachRow: (visit) => view.forEachRow(visit),
    onDownload: (entries) => downloads.start(entries),
  });
  const filter = new FilterBox((query) => model.setQuery(query));
  const preview = new Preview({
    entries: () => model.entries,
    shown: () => model.shown,
    thumbnailOf: (entry) => view.rowOf(entry)?.querySelector<HTMLImageElement>('a > img')?.src ?? null,
    onClosed: (entry) => view.focus(entry),
  });
  const events = new ShareEvents(() => location.reload());
  keepPlace();

  addTools(filter.element, selection.button);
  document.body.prepend(events.banner);
  document.body.append(downloads.bar, selection.bar);
  main.addEventListener('click', (event) => {
    filter.keep();
    onClick(event, view, selection, preview);
  });
  main.addEventListener('mouseover', ({ target }) => {
    const entry = view.entryOf(target);
    if (entry) explain(target, entry);
  });
  takeOver(main, view, model, () => {
    model.complete();
    document.documentElement.classList.toggle('empty', model.entries.length === 0);
    filter.restore();
    preview.openAddress();
    returnToPlace();
  });
}

/**
 * The filter, the button to select and the server's List and Grid share one line, which stays in sight; where it is wide
 * enough the order has its place in it, too.
 */
function addTools(filter: HTMLElement, select: HTMLElement): void {
  const line = element('div', { id: 'bar' }, filter, select);
  const tools = document.getElementById('tools');
  const choice = document.getElementById('view');
  const sort = document.getElementById('sort');
  if (choice) line.append(choice);
  tools?.prepend(line);
  if (!tools || !sort) return;
  const wide = window.matchMedia('(min-width: 760px)');
  const arrange = (): void => void (wide.matches ? line.insertBefore(sort, select) : tools.append(sort));
  wide.addListener(arrange); // Safari 13 knows no addEventListener here
  arrange();
}

function onClick(event: MouseEvent, view: ListView, selection: Selection, preview: Preview): void {
  const { target } = event;
  const entry = view.entryOf(target);
  if (!entry || !(target instanceof Element) || target.closest('.get')) return;
  if (selection.isOn) {
    // The box has changed itself by now; everything else in the row does the same as the box.
    if (!target.matches('.pick')) event.preventDefault();
    selection.toggle(entry, event.shiftKey);
    return;
  }
  // A new tab, a new window, a download: the browser knows how.
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const link = target.closest('a');
  if (entry.kind !== 'folder') {
    event.preventDefault();
    preview.open(entry);
  } else if (!link) location.assign(entry.href); // beside the link, on the time
}

/** Reads what the server has sent: the rows that are on the page at once, the markup of the others between two taps. */
function takeOver(main: HTMLElement, view: ListView, model: ListingModel, onComplete: () => void): void {
  for (const list of Array.from(main.querySelectorAll<HTMLUListElement>('ul.entries'))) model.add(view.adopt(list));
  const sources = Array.from(main.querySelectorAll('noscript'));
  const shownCount = model.entries.length;
  let index = 0;
  const work = (): void => {
    const until = performance.now() + sliceMs;
    for (; index < sources.length; index += 1) {
      if (performance.now() > until) {
        setTimeout(work);
        return;
      }
      model.add(parseEntries(sources[index]?.textContent ?? ''));
    }
    for (const source of sources) source.remove();
    document.getElementById('all')?.remove();
    if (model.isAsSent) view.append(model.entries.slice(shownCount));
    onComplete();
  };
  work();
}

/** After another order or filter the first rows are in sight, whatever was before. */
function showStart(main: HTMLElement): void {
  const bar = document.getElementById('bar');
  const top = main.getBoundingClientRect().top - (bar?.offsetHeight ?? 0);
  if (top < 0) window.scrollBy(0, top);
}

/** Says so where the filter lets nothing through. */
class NothingFound {
  readonly #element = element('div', { class: 'nothing' });
  readonly #main: HTMLElement;
  readonly #button = textButton(translate('filter.showAll'), 'quiet');

  constructor(main: HTMLElement, onShowAll: () => void) {
    this.#main = main;
    this.#button.addEventListener('click', onShowAll);
  }

  update({ shown, entries, query }: ListingModel): void {
    this.#element.remove();
    if (shown.length > 0 || entries.length === 0) return;
    this.#element.textContent = '';
    const sentence = translate('filter.none', { text: query.trim() });
    this.#element.append(element('p', {}, sentence), this.#button);
    this.#main.append(this.#element);
  }
}

import { fileKind } from '../../../shared/file-kind.ts';
import type { Locale } from '../../../shared/i18n/locale.ts';
import { type PageMessageKey, pageMessages } from '../../../shared/i18n/page-messages.ts';
import { createTranslate, type Translate } from '../../../shared/i18n/translate.ts';
import { encodeSegment, type PathSegment, segmentText } from '../http/request-target.ts';
import { escapeHtml } from './html.ts';
import type { ListingEntry, ListingForm, ListingTotals } from './listing.ts';
import { listingHeader, listingSummary, listingTools, showAllForm } from './listing-head.ts';
import type { ListingView } from './listing-view.ts';
import { timeElement } from './local-time.ts';
import { pageEnd, pageStart } from './page.ts';
import { readableName, readablePath } from './readable-name.ts';
import { exactCount, sizeText } from './size-text.ts';

/** What the page says besides the folder's content. */
export interface ListingPage {
  readonly segments: readonly PathSegment[];
  readonly view: ListingView;
  /** Nothing is left to script: the visitor's browser could not run it. */
  readonly showsAll: boolean;
  readonly locale: Locale;
  /** The owner's computer, as its visitors know it. */
  readonly deviceName: string;
  /** Names what is shared now; script compares it with what it is told later. */
  readonly shareId: string;
  readonly assets: { readonly stylePath: string; readonly scriptPath: string };
  /** What the page's policy lets style and script through by. */
  readonly nonce: string;
}

/**
 * Every so many entries begin a list of their own: browsers then lay out only the lists that are near (`content-visibility`).
 * A number that 2, 3, 4, 5, 6, 8, 10 and 12 divide, so that a grid has no gap between two lists.
 */
const entriesPerList = 120;

/**
 * Lists after the first few stand in `<noscript>`: a browser with script then need not build elements for 50,000 entries
 * before the page is usable, which takes a phone seconds; script reads them from there. Everybody else sees what they
 * always saw.
 */
const liveLists = 4;

/** A listing as HTML for people; complete without script. `docs/visitor-page.md` tells what script and style rely on. */
export class ListingHtml implements ListingForm {
  readonly contentType = 'text/html; charset=utf-8';
  readonly #page: ListingPage;
  readonly #translate: Translate<PageMessageKey>;
  readonly #bytesText: string;
  #count = 0;
  /** What closes the list that is open; nothing before the first. */
  #listEnd = '';
  #isSummarised = false;

  constructor(page: ListingPage) {
    this.#page = page;
    this.#translate = createTranslate(pageMessages, page.locale);
    this.#bytesText = this.#translate('listing.bytes', { count: '' });
  }

  start(totals: ListingTotals | null): string {
    const translate = this.#translate;
    const { segments, view, locale, deviceName, shareId, assets, nonce } = this.#page;
    this.#isSummarised = totals !== null;
    const data = { page: 'listing', view: view.view, sort: view.sort, order: view.order, share: shareId };
    const title = translate('listing.title', { path: readablePath(segments) });
    const head = `<link rel="stylesheet" href="${assets.stylePath}" nonce="${nonce}">
<script src="${assets.scriptPath}" nonce="${nonce}"></script>
`;
    const summary = totals ? listingSummary(totals, locale, translate) : '';
    const up = segments.length === 0 ? '' : `<p id="up"><a href="../">${translate('listing.parent')}</a></p>\n`;
    return `${pageStart({ title, locale, data, head })}${listingHeader(segments, deviceName, summary, translate)}${listingTools(view, translate)}<main id="listing" aria-label="${translate('listing.entries')}">
${up}`;
  }

  rows(entries: readonly ListingEntry[]): string {
    let html = '';
    for (const entry of entries) {
      if (this.#count % entriesPerList === 0) html += this.#betweenLists();
      this.#count++;
      html += entry.kind === 'folder' ? this.#folderRow(entry) : this.#fileRow(entry);
    }
    return html;
  }

  end(totals: ListingTotals): string {
    const translate = this.#translate;
    const count = totals.folders + totals.files;
    const note = totals.isCut
      ? translate('listing.cut', { count: exactCount(count) })
      : count === 0
        ? translate('listing.empty')
        : '';
    const all = this.#listEnd.includes('noscript') ? showAllForm(this.#page.view, translate) : '';
    const summary = this.#isSummarised ? '' : listingSummary(totals, this.#page.locale, translate);
    return `${this.#listEnd}${all}${note === '' ? '' : `<p id="note">${escapeHtml(note)}</p>\n`}</main>\n${summary}${pageEnd}`;
  }

  #betweenLists(): string {
    const before = this.#listEnd;
    const isLive = this.#page.showsAll || this.#count < liveLists * entriesPerList;
    this.#listEnd = isLive ? '</ul>\n' : '</ul></noscript>\n';
    return `${before}${isLive ? '' : '<noscript>'}<ul class="entries">\n`;
  }

  #folderRow({ name, modifiedMs }: ListingEntry): string {
    return `<li class="folder"><a href="${encodeSegment(name)}/">${escapeHtml(readableName(name))}/</a><data></data>${timeElement(modifiedMs)}</li>\n`;
  }

  #fileRow({ name, sizeBytes, modifiedMs }: ListingEntry): string {
    const kind = fileKind(segmentText(name));
    const href = encodeSegment(name);
    const picture =
      kind === 'image' && this.#page.view.view === 'grid'
        ? `<img src="${href}?thumbnail" alt="" loading="lazy" decoding="async">`
        : '';
    const bytes = sizeBytes ?? 0;
    const exact = exactCount(bytes) + this.#bytesText;
    return `<li class="${kind}"><a href="${href}">${picture}${escapeHtml(readableName(name))}</a><data value="${bytes}" title="${exact}">${sizeText(bytes, this.#page.locale)}</data>${timeElement(modifiedMs)}</li>\n`;
  }
}

import { formatByteSize } from '../../../shared/format.ts';
import type { Locale } from '../../../shared/i18n/locale.ts';
import { type PageMessageKey, pageMessages } from '../../../shared/i18n/page-messages.ts';
import { createTranslate, type Translate } from '../../../shared/i18n/translate.ts';
import { encodeSegment, type PathSegment, segmentText } from '../http/request-target.ts';
import { escapeHtml } from './html.ts';
import type { ListingEntry, ListingForm } from './listing.ts';
import { pageEnd, pageStart } from './page.ts';

/** A listing as HTML for people; works without script. */
export class ListingHtml implements ListingForm {
  readonly contentType = 'text/html; charset=utf-8';
  readonly #segments: readonly PathSegment[];
  readonly #locale: Locale;
  readonly #translate: Translate<PageMessageKey>;

  constructor(segments: readonly PathSegment[], locale: Locale) {
    this.#segments = segments;
    this.#locale = locale;
    this.#translate = createTranslate(pageMessages, locale);
  }

  start(): string {
    const translate = this.#translate;
    const names = this.#segments.map(segmentText);
    const path = names.length === 0 ? '/' : `/${names.join('/')}/`;
    const title = translate('listing.title', { path });
    const parent =
      names.length === 0
        ? ''
        : `<tr><td class="folder" colspan="3"><a href="../">${translate('listing.parent')}</a></td></tr>\n`;
    return `${pageStart(title, this.#locale)}<h1>${escapeHtml(title)}</h1>
<div class="card"><table>
<thead><tr><th>${translate('listing.name')}</th><th class="size">${translate('listing.size')}</th><th class="time">${translate('listing.modified')}</th></tr></thead>
<tbody>
${parent}`;
  }

  rows(entries: readonly ListingEntry[]): string {
    let html = '';
    for (const entry of entries) html += this.#row(entry);
    return html;
  }

  end(count: number, isCut: boolean): string {
    const translate = this.#translate;
    const note = isCut ? translate('listing.cut', { count }) : count === 0 ? translate('listing.empty') : '';
    return `</tbody></table>${note === '' ? '' : `<p class="empty">${escapeHtml(note)}</p>`}</div>\n${pageEnd}`;
  }

  #row(entry: ListingEntry): string {
    const slash = entry.kind === 'folder' ? '/' : '';
    const size = entry.sizeBytes === null ? '' : formatByteSize(entry.sizeBytes, this.#locale);
    const cell = entry.kind === 'folder' ? '<td class="folder">' : '<td>';
    return `<tr>${cell}<a href="${encodeSegment(entry.name)}${slash}">${escapeHtml(segmentText(entry.name))}${slash}</a></td><td class="size">${size}</td><td class="time">${timeCell(entry.modifiedMs)}</td></tr>\n`;
  }
}

const msPerMinute = 60_000;

/** Files of one folder often share the minute in which they were made; so many different ones are remembered. */
const minutesRememberedMax = 4_096;
const timeCells = new Map<number, string>();

/** The local time to the minute; nothing for a time that is out of a Date's range. */
function timeCell(epochMs: number): string {
  const minute = Math.floor(epochMs / msPerMinute);
  let cell = timeCells.get(minute);
  if (cell === undefined) {
    if (timeCells.size >= minutesRememberedMax) timeCells.clear();
    cell = renderMinute(minute * msPerMinute);
    timeCells.set(minute, cell);
  }
  return cell;
}

function renderMinute(epochMs: number): string {
  const date = new Date(epochMs);
  const year = date.getFullYear();
  if (!(year >= 0 && year <= 9999)) return '';
  const pad = (value: number): string => (value < 10 ? `0${value}` : String(value));
  const day = `${String(year).padStart(4, '0')}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
  const time = `${pad(date.getHours())}:${pad(date.getMinutes())}`;
  return `<time datetime="${date.toISOString().replace(/:00\.000Z$/, 'Z')}">${day} ${time}</time>`;
}

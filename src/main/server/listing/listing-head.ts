import { formatByteSize } from '../../../shared/format.ts';
import type { Locale } from '../../../shared/i18n/locale.ts';
import type { PageMessageKey } from '../../../shared/i18n/page-messages.ts';
import type { Translate } from '../../../shared/i18n/translate.ts';
import type { PathSegment } from '../http/request-target.ts';
import { escapeHtml } from './html.ts';
import type { ListingTotals } from './listing.ts';
import { type ListingView, sortKeys } from './listing-view.ts';
import { readableName } from './readable-name.ts';
import { exactCount } from './size-text.ts';

type PageTranslate = Translate<PageMessageKey>;

/** The page's header: whose files these are, the way back up, the folder's name, and what it holds where that is known. */
export function listingHeader(
  segments: readonly PathSegment[],
  deviceName: string,
  summary: string,
  translate: PageTranslate,
): string {
  const device = escapeHtml(deviceName);
  const folder = segments.at(-1);
  if (folder === undefined) return `<header id="top">\n<h1>${device}</h1>\n${summary}</header>\n`;
  const ancestors = segments.slice(0, -1).map((segment, at) => {
    const up = '../'.repeat(segments.length - 1 - at);
    return `<a href="${up}">${escapeHtml(readableName(segment))}</a>`;
  });
  return `<header id="top">
<p id="device">${device}</p>
<nav id="crumbs" aria-label="${translate('listing.path')}"><a href="/">${translate('listing.home')}</a>${ancestors.join('')}</nav>
<h1>${escapeHtml(readableName(folder))}</h1>
${summary}</header>
`;
}

/** What the folder holds, in words and for script. */
export function listingSummary(totals: ListingTotals, locale: Locale, translate: PageTranslate): string {
  const { folders, files, sizeBytes, isCut } = totals;
  const parts: string[] = [];
  if (folders > 0) {
    const key = folders === 1 ? 'listing.folders.one' : 'listing.folders.other';
    parts.push(translate(key, { count: exactCount(folders) }));
  }
  if (files > 0) {
    const key = files === 1 ? 'listing.files.one' : 'listing.files.other';
    parts.push(translate(key, { count: exactCount(files) }));
    const exact = translate('listing.bytes', { count: exactCount(sizeBytes) });
    parts.push(`<span title="${exact}">${formatByteSize(sizeBytes, locale)}</span>`);
  }
  const data = `data-folders="${folders}" data-files="${files}" data-bytes="${sizeBytes}"${isCut ? ' data-cut' : ''}`;
  return `<p id="summary" ${data}>${parts.join(' · ')}</p>\n`;
}

const opposite = { asc: 'desc', desc: 'asc' } as const;

/** What the first press on a button gives: people look for what is large and what is new. */
const firstOrder = { name: 'asc', size: 'desc', time: 'desc', kind: 'asc' } as const;

/**
 * Sorting and layout without script. Forms, since links would lead `wget -r` to fetch the folder once for each order;
 * every form carries what the others choose.
 */
export function listingTools(view: ListingView, translate: PageTranslate): string {
  const sorts = sortKeys.map((sort) => {
    const isPressed = sort === view.sort;
    const order = isPressed ? opposite[view.order] : firstOrder[sort];
    const direction = isPressed ? `<span class="order"> ${translate(`listing.sort.${view.order}`)}</span>` : '';
    return form(
      { order, view: view.view },
      button('sort', sort, translate(`listing.sort.${sort}`) + direction, isPressed),
    );
  });
  const layouts = (['list', 'grid'] as const).map((layout) =>
    button('view', layout, translate(`listing.view.${layout}`), layout === view.view),
  );
  return `<div id="tools">
<div id="sort" role="group" aria-label="${translate('listing.sort')}">
${sorts.join('')}</div>
<div id="view" role="group" aria-label="${translate('listing.view')}">
${form({ sort: view.sort, order: view.order }, layouts.join(''))}</div>
</div>
`;
}

/** The way to the rest of a long listing for a browser that has script but could not run ours. */
export function showAllForm({ sort, order, view }: ListingView, translate: PageTranslate): string {
  return `<form id="all" method="get">${hiddenFields({ sort, order, view })}<button name="all" value="1">${translate('listing.all')}</button></form>\n`;
}

function form(hidden: Readonly<Record<string, string>>, content: string): string {
  return `<form method="get">${hiddenFields(hidden)}${content}</form>\n`;
}

function hiddenFields(hidden: Readonly<Record<string, string>>): string {
  const fields = Object.entries(hidden).map(([name, value]) => `<input type="hidden" name="${name}" value="${value}">`);
  return fields.join('');
}

function button(name: string, value: string, label: string, isPressed: boolean): string {
  return `<button name="${name}" value="${value}" aria-pressed="${isPressed}">${label}</button>`;
}

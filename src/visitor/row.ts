import { element } from './element.ts';
import type { Entry } from './entry.ts';
import { countText, fullTimeText, sizeText, timeText, translate } from './words.ts';

/** A row as the server writes it (docs/visitor-page.md), with what the script adds. */
export function createRow(entry: Entry): HTMLLIElement {
  const link = element('a', { href: entry.href }, entry.name);
  const size = element('data');
  if (entry.sizeBytes !== null) {
    size.value = String(entry.sizeBytes);
    size.textContent = sizeText(entry.sizeBytes);
  }
  const row = element('li', { class: entry.kind }, link, size, element('time'));
  completeRow(row, entry);
  return row;
}

/** Adds what only the script can know or do: the local time, a box to select the file, one tap to download it. */
export function completeRow(row: HTMLLIElement, entry: Entry): void {
  const link = row.querySelector('a');
  if (link) {
    link.title = entry.name;
    // The slash is for those who see no icons.
    if (entry.kind === 'folder') link.textContent = entry.name;
  }
  const time = row.querySelector('time');
  if (time && Number.isFinite(entry.modifiedMs)) {
    time.dateTime = new Date(entry.modifiedMs).toISOString();
    time.textContent = timeText(entry.modifiedMs);
  }
  if (entry.kind === 'folder') {
    row.append(element('span', { class: 'lead' }));
    return;
  }
  const label = translate('download.one', { name: entry.name });
  row.append(
    element('input', { type: 'checkbox', class: 'pick', 'aria-label': translate('select.pick', { name: entry.name }) }),
    element('a', { class: 'get icon-download', ...downloadAttributes(entry), 'aria-label': label, title: label }),
  );
}

/** Says a size and a time exactly where a mouse rests on them. Doing it for every row beforehand would cost a phone much. */
export function explain(target: EventTarget | null, entry: Entry): void {
  if (!(target instanceof HTMLElement)) return;
  if (target.matches('time')) target.title = fullTimeText(entry.modifiedMs);
  if (target.matches('data') && entry.sizeBytes !== null) {
    target.title = translate('preview.exact', { size: sizeText(entry.sizeBytes), bytes: countText(entry.sizeBytes) });
  }
}

/** The server tells the right name in Content-Disposition; the attribute says that this is a download at all. */
export function downloadAttributes(entry: Entry): { readonly href: string; readonly download: string } {
  return { href: `${entry.href}?download`, download: '' };
}

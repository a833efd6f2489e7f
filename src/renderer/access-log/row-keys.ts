import type { RefObject } from 'preact';
import type { AccessLogModel } from './access-log-model.ts';

interface RowKeysOptions {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly rowHeightPx: number;
  readonly headHeightPx: number;
}

/**
 * The keys of the grid (ARIA Authoring Practices, "Grid"): arrows, Page Up and Down, Home and End move the selection,
 * Enter and Space open its details, Ctrl+C copies it. Returns the listener.
 */
export function rowKeys(log: AccessLogModel, options: RowKeysOptions): (event: KeyboardEvent) => void {
  const { scroller, rowHeightPx, headHeightPx } = options;

  function select(index: number): void {
    const row = log.rows.value.at(index);
    if (!row) return;
    log.stopFollowing();
    log.details.select(row);
    reveal(index);
  }

  /** Scrolls no more than is needed to see the row as a whole. */
  function reveal(index: number): void {
    const element = scroller.current;
    if (!element) return;
    const rowTopPx = index * rowHeightPx;
    const lowestTopPx = rowTopPx + rowHeightPx - (element.clientHeight - headHeightPx);
    element.scrollTop = Math.min(rowTopPx, Math.max(lowestTopPx, element.scrollTop));
  }

  return (event) => {
    const rows = log.rows.value;
    const { selected } = log.details;
    const index = selected.value === null ? -1 : rows.indexOf(selected.value);
    const row = rows.at(index);
    if (event.key.toLowerCase() === 'c' && (event.ctrlKey || event.metaKey)) {
      if (!row || document.getSelection()?.type === 'Range') return;
      event.preventDefault();
      void log.details.copy(row);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      if (row) log.details.show(row);
      return;
    }
    const pageRows = Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 0) - headHeightPx) / rowHeightPx));
    const next = indexForKey(event.key, index, rows.length, pageRows);
    if (next === undefined) return;
    event.preventDefault();
    select(next);
    if (event.key === 'End') log.follow();
  };
}

/** Without a selection the newest row is the first to be selected. */
function indexForKey(key: string, index: number, count: number, pageRows: number): number | undefined {
  const within = (wanted: number) => Math.min(count - 1, Math.max(0, index < 0 ? count - 1 : wanted));
  switch (key) {
    case 'ArrowUp':
      return within(index - 1);
    case 'ArrowDown':
      return within(index + 1);
    case 'PageUp':
      return within(index - pageRows);
    case 'PageDown':
      return within(index + pageRows);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}

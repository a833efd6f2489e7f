import type { RefObject } from 'preact';
import { useLayoutEffect, useReducer, useRef } from 'preact/hooks';

export interface FixedRowsOptions {
  readonly count: number;
  readonly rowHeightPx: number;
  /** What stands above the rows and stays there while they scroll. */
  readonly headHeightPx: number;
  /** True: the last row is at the bottom, wherever the scroll bar still is. */
  readonly atEnd: boolean;
}

/** The rows to draw: from `first` to before `end`. */
export interface RowRange {
  readonly first: number;
  readonly end: number;
}

/** Rows beyond either edge that are drawn, so that a fast scroll meets no blank. */
const overscanRows = 6;

/**
 * Which rows of one height are to be drawn in `scroller`; draws the component again when that changes. Nothing is
 * measured and nothing grows with the number of rows.
 */
export function useFixedRows(scroller: RefObject<HTMLElement | null>, options: FixedRowsOptions): RowRange {
  const [, redraw] = useReducer((version: number) => version + 1, 0);
  const view = useRef({ topPx: 0, heightPx: 0 });
  const drawn = useRef<{ options: FixedRowsOptions; range: RowRange }>({ options, range: { first: 0, end: 0 } });
  drawn.current = { options, range: rangeOf(options, view.current) };

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const look = () => {
      view.current = { topPx: element.scrollTop, heightPx: element.clientHeight };
      const { first, end } = rangeOf(drawn.current.options, view.current);
      const { range } = drawn.current;
      if (first !== range.first || end !== range.end) redraw(undefined);
    };
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    look();
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [scroller]);
  return drawn.current.range;
}

function rangeOf(
  { count, rowHeightPx, headHeightPx, atEnd }: FixedRowsOptions,
  { topPx, heightPx }: { readonly topPx: number; readonly heightPx: number },
): RowRange {
  const roomPx = Math.max(0, heightPx - headHeightPx);
  const lowestTopPx = Math.max(0, count * rowHeightPx - roomPx);
  const fromPx = atEnd ? lowestTopPx : Math.min(topPx, lowestTopPx);
  const first = Math.max(0, Math.floor(fromPx / rowHeightPx) - overscanRows);
  const end = Math.min(count, Math.ceil((fromPx + roomPx) / rowHeightPx) + (atEnd ? 0 : overscanRows));
  return { first, end };
}

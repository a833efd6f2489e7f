import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from '@tanstack/virtual-core';
import type { RefObject } from 'preact';
import { useLayoutEffect, useReducer, useState } from 'preact/hooks';

interface VirtualRows {
  readonly totalHeightPx: number;
  /** The rows to draw, a few more than can be seen. */
  readonly visible: readonly { readonly index: number; readonly startPx: number }[];
}

/** Rows beyond either edge that are drawn, so that a fast scroll meets no blank. */
const overscanRows = 12;

/** Which of `count` rows of one height are to be drawn in `scroller`; draws the component again when that changes. */
export function useVirtualRows(
  scroller: RefObject<HTMLElement | null>,
  count: number,
  rowHeightPx: number,
): VirtualRows {
  const [, redraw] = useReducer((version: number) => version + 1, 0);
  const options = {
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeightPx,
    overscan: overscanRows,
    observeElementRect,
    observeElementOffset,
    scrollToFn: elementScroll,
    onChange: () => redraw(undefined),
  };
  const [virtualizer] = useState(() => new Virtualizer<HTMLElement, HTMLElement>(options));
  virtualizer.setOptions(options);
  useLayoutEffect(() => virtualizer._didMount(), [virtualizer]);
  useLayoutEffect(() => virtualizer._willUpdate());
  return {
    totalHeightPx: count * rowHeightPx,
    visible: virtualizer.getVirtualItems().map(({ index, start }) => ({ index, startPx: start })),
  };
}

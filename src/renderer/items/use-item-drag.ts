import { useRef, useState } from 'preact/hooks';
import type { ItemView } from '../../shared/ipc.ts';
import { dragEdgePx, dragScrollPx, dragThresholdPx } from '../../shared/limits.ts';

/** How a row looks while one is dragged: it is that one, or the place is before or after it. */
export type DragMark = 'dragged' | 'before' | 'after';

export interface ItemDrag {
  /** Where the dragged item would go; null while none is dragged. */
  readonly target: DropPlace | null;
  markOf(index: number): DragMark | null;
  /** For each row's `pointerdown`. */
  begin(event: PointerEvent, index: number): void;
}

/** The place that the pointer is at: the upper or lower half of a row. */
export interface DropPlace {
  readonly from: number;
  readonly over: number;
  readonly isAfter: boolean;
}

/** The index that the item has after it was dropped there. */
export function droppedIndex({ from, over, isAfter }: DropPlace): number {
  const gap = isAfter ? over + 1 : over;
  return gap > from ? gap - 1 : gap;
}

/** Dragging a row by the pointer to another place in its list. Escape, or letting go elsewhere, leaves all as it was. */
export function useItemDrag(
  items: readonly ItemView[],
  move: (itemId: string, toIndex: number) => Promise<void>,
): ItemDrag {
  const [target, setTarget] = useState<DropPlace | null>(null);
  const state = useRef({ items, move });
  state.current = { items, move };
  const begin = useRef((event: PointerEvent, index: number) => {
    const isOnControl = (event.target as Element).closest('button, input, [popover]') !== null;
    if (event.button !== 0 || isOnControl || state.current.items.length < 2) return;
    follow(event, index, setTarget, (place) => {
      const item = state.current.items[place.from];
      if (item) void state.current.move(item.id, droppedIndex(place));
    });
  });
  return {
    target,
    markOf(index) {
      if (!target) return null;
      if (index === target.from) return 'dragged';
      const isIdle = droppedIndex(target) === target.from;
      if (index !== target.over || isIdle) return null;
      return target.isAfter ? 'after' : 'before';
    },
    begin: begin.current,
  };
}

/** Follows one press until it ends; only where it moves far enough is it a drag. */
function follow(
  start: PointerEvent,
  from: number,
  show: (place: DropPlace | null) => void,
  drop: (place: DropPlace) => void,
): void {
  const list = (start.currentTarget as Element).parentElement;
  if (!list) return;
  const scroller = scrollerOf(list);
  const end = new AbortController();
  const { signal } = end;
  let place: DropPlace | null = null;
  let clientY = start.clientY;
  let frame = 0;

  /** In every frame of a drag, since a list moves on under a pointer that is held at its edge. */
  function follows(): void {
    scrollNearEdge(scroller, clientY);
    const next = list ? placeAt(list, clientY, from) : null;
    if (next && (next.over !== place?.over || next.isAfter !== place.isAfter)) show(next);
    place = next ?? place;
    frame = requestAnimationFrame(follows);
  }
  function onMove(event: PointerEvent): void {
    if (event.pointerId !== start.pointerId) return;
    clientY = event.clientY;
    if (frame === 0 && Math.abs(clientY - start.clientY) >= dragThresholdPx) follows();
  }
  function finish(dropped: DropPlace | null): void {
    end.abort();
    cancelAnimationFrame(frame);
    show(null);
    if (dropped) drop(dropped);
  }
  window.addEventListener('pointermove', onMove, { signal });
  window.addEventListener('pointerup', () => finish(place), { signal });
  window.addEventListener('pointercancel', () => finish(null), { signal });
  window.addEventListener('blur', () => finish(null), { signal });
  window.addEventListener('keydown', (event) => event.key === 'Escape' && finish(null), { signal });
}

/** The row at this height; the first or last one beyond the list's ends. */
function placeAt(list: Element, clientY: number, from: number): DropPlace | null {
  const rows = [...list.children];
  const row = rows.find((each) => clientY < each.getBoundingClientRect().bottom) ?? rows.at(-1);
  const over = Number(row?.getAttribute('data-index'));
  if (!row || !Number.isInteger(over)) return null;
  const { top, height } = row.getBoundingClientRect();
  return { from, over, isAfter: clientY > top + height / 2 };
}

/** What scrolls the list: itself, or in a small window the whole side. */
function scrollerOf(list: Element): Element {
  for (let each: Element | null = list; each; each = each.parentElement) {
    const scrolls = /auto|scroll/.test(getComputedStyle(each).overflowY);
    if (scrolls && each.scrollHeight > each.clientHeight) return each;
  }
  return list;
}

function scrollNearEdge(scroller: Element, clientY: number): void {
  const { top, bottom } = scroller.getBoundingClientRect();
  if (clientY < top + dragEdgePx) scroller.scrollTop -= dragScrollPx;
  else if (clientY > bottom - dragEdgePx) scroller.scrollTop += dragScrollPx;
}

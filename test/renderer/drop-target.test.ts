// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { createDropTarget, type DropTarget } from '../../src/renderer/share/drop-target.ts';

let target: DropTarget | undefined;
afterEach(() => target?.dispose());

function drag(
  type: string,
  types: readonly string[],
  files: readonly File[] = [],
  relatedTarget: Element | null = null,
  items: readonly { readonly kind: string }[] = [],
) {
  const event = new Event(type, { bubbles: true, cancelable: true });
  const dataTransfer = { types, files, items, dropEffect: 'move' };
  Object.assign(event, { dataTransfer, relatedTarget });
  document.body.dispatchEvent(event);
  return { event, dataTransfer };
}

function listen(): File[][] {
  const dropped: File[][] = [];
  target = createDropTarget(window, (files) => dropped.push([...files]));
  return dropped;
}

describe('createDropTarget', () => {
  it('shows that files are welcome and hands them over', () => {
    const dropped = listen();
    const file = new File(['x'], 'x.txt');
    const over = drag('dragover', ['Files']);
    expect(over.event.defaultPrevented).toBe(true);
    expect(over.dataTransfer.dropEffect).toBe('copy');
    expect(target?.active.value).toBe(true);
    expect(drag('drop', ['Files'], [file]).event.defaultPrevented).toBe(true);
    expect(dropped).toEqual([[file]]);
    expect(target?.active.value).toBe(false);
  });

  it.each([
    ['text', ['text/plain']],
    ['a link', ['text/uri-list', 'text/html']],
    ['nothing', []],
  ])('refuses %s, and never lets the browser open it', (_what, types) => {
    const dropped = listen();
    const over = drag('dragover', types);
    expect(over.event.defaultPrevented).toBe(true);
    expect(over.dataTransfer.dropEffect).toBe('none');
    expect(target?.active.value).toBe(false);
    expect(drag('drop', types).event.defaultPrevented).toBe(true);
    expect(dropped).toEqual([]);
  });

  it('stays lit between the elements of the page and goes out when the pointer leaves', () => {
    listen();
    drag('dragenter', ['Files']);
    drag('dragleave', ['Files'], [], document.body);
    expect(target?.active.value).toBe(true);
    drag('dragleave', ['Files']);
    expect(target?.active.value).toBe(false);
  });

  it('goes out where the pointer is back though nobody told that the drag was given up', () => {
    listen();
    drag('dragover', ['Files']);
    drag('pointermove', []);
    expect(target?.active.value).toBe(false);
  });

  it('counts what is held over it', () => {
    listen();
    drag('dragover', ['Files'], [], null, [{ kind: 'file' }, { kind: 'file' }, { kind: 'string' }]);
    expect(target?.count.value).toBe(2);
    drag('dragover', ['Files']);
    expect(target?.count.value).toBe(0);
  });

  it('does nothing after dispose', () => {
    const dropped = listen();
    target?.dispose();
    drag('drop', ['Files'], [new File([], 'x')]);
    expect(dropped).toEqual([]);
  });
});

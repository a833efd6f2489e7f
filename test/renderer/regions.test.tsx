// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { cycleRegionsByKeyboard } from '../../src/renderer/regions.ts';

let stop: () => void;
beforeEach(() => {
  stop = cycleRegionsByKeyboard(document);
});
afterEach(() => {
  stop();
  cleanup();
});

const focused = () => document.activeElement?.textContent;
const press = (init: KeyboardEventInit = {}) => fireEvent.keyDown(document.body, { key: 'F6', ...init });

function Page({ sheet = false }) {
  return (
    <main>
      <section aria-label="One">
        <button type="button">a</button>
        <button type="button">b</button>
      </section>
      <section aria-label="Nothing to stop at">text</section>
      <section aria-label="Two">
        <button type="button" disabled>
          c
        </button>
        <a href="https://example.org/">d</a>
        <section aria-label="Within it">
          <button type="button">e</button>
        </section>
      </section>
      {sheet && <dialog open>sheet</dialog>}
    </main>
  );
}

it('F6 goes from region to region and round, Shift the way back, with Ctrl as well', () => {
  render(<Page />);
  const seen = [{}, {}, { ctrlKey: true }, { shiftKey: true }, { shiftKey: true, ctrlKey: true }].map((init) => {
    press(init);
    return focused();
  });
  expect(seen).toEqual(['a', 'd', 'a', 'd', 'a']);
});

it('begins with the last region on the way back', () => {
  render(<Page />);
  press({ shiftKey: true });
  expect(focused()).toBe('d');
});

it('comes back to where the focus was', () => {
  render(<Page />);
  screen.getByText('b').focus();
  press();
  press();
  expect(focused()).toBe('b');
});

it('leaves the focus in an open sheet, and other keys alone', () => {
  render(<Page sheet />);
  press();
  expect(focused()).not.toBe('a');
  cleanup();
  render(<Page />);
  press({ key: 'F5' });
  press({ altKey: true });
  expect(focused()).not.toBe('a');
});

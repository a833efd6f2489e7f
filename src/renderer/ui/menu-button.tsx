import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import './menu-button.css';

interface MenuButtonProps {
  readonly icon: ComponentChildren;
  /** The accessible name, of the button and of what it opens. */
  readonly name: string;
  readonly class?: string;
  readonly tabIndex?: number;
  /** What it opens; made when it is open only. */
  readonly children: (close: () => void) => ComponentChildren;
}

/** A square button that opens a panel beside it. The browser itself closes that by Escape or a press elsewhere. */
export function MenuButton({ icon, name, class: extra = '', tabIndex, children }: MenuButtonProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const anchor = `--menu-${id}`;
  const button = useRef<HTMLButtonElement>(null);
  /** A press on the button closes the panel before the click arrives, which must not open it again. */
  const wasOpen = useRef(false);
  const close = () => setOpen(false);
  return (
    <>
      <button
        ref={button}
        type="button"
        class={`button button--quiet button--square ${extra}`}
        aria-label={name}
        title={name}
        aria-haspopup="dialog"
        aria-expanded={open}
        tabIndex={tabIndex}
        style={{ anchorName: anchor }}
        onPointerDown={() => {
          wasOpen.current = open;
        }}
        onClick={() => {
          setOpen(!wasOpen.current);
          wasOpen.current = false;
        }}
      >
        {icon}
      </button>
      {open && (
        <Panel name={name} anchor={anchor} button={button} onClosed={close}>
          {children(close)}
        </Panel>
      )}
    </>
  );
}

interface PanelProps {
  readonly name: string;
  readonly anchor: string;
  readonly button: { readonly current: HTMLButtonElement | null };
  readonly onClosed: () => void;
  readonly children: ComponentChildren;
}

function Panel({ name, anchor, button, onClosed, children }: PanelProps) {
  const element = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const panel = element.current;
    const opener = button.current;
    panel?.showPopover();
    panel?.querySelector<HTMLElement>('input, button:not(:disabled)')?.focus();
    return () => {
      const hadFocus = panel?.contains(document.activeElement);
      panel?.hidePopover();
      // Only where no other control has taken it.
      if (hadFocus) opener?.focus();
    };
  }, [button]);
  return (
    <div
      ref={element}
      class="menu"
      popover="auto"
      role="dialog"
      aria-label={name}
      style={{ positionAnchor: anchor }}
      onToggle={(event) => event.newState === 'closed' && onClosed()}
      onKeyDown={(event) => moveFocus(event, element.current)}
    >
      {children}
    </div>
  );
}

/** Arrows go through the panel as through a menu; Tab does, too. */
function moveFocus(event: KeyboardEvent, panel: HTMLElement | null): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined || !panel) return;
  const controls = [...panel.querySelectorAll<HTMLElement>('input, button:not(:disabled)')];
  const index = controls.indexOf(document.activeElement as HTMLElement);
  controls.at((index + step) % controls.length)?.focus();
  event.preventDefault();
}

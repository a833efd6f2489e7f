import './doorstep-mark.css';

interface DoorstepMarkProps {
  readonly door: 'closed' | 'ajar' | 'open';
}

/** A door above two steps with a parcel on them. Decoration: what the door tells is in words beside it. */
export function DoorstepMark({ door }: DoorstepMarkProps) {
  return (
    <svg class={`mark mark--${door}`} viewBox="0 0 160 136" width="160" height="136" aria-hidden="true">
      <path class="mark__frame" d="M42 112V54a38 38 0 0 1 76 0v58Z" />
      <path class="mark__light" d="M50 112V54a30 30 0 0 1 60 0v58Z" />
      <g class="mark__leaf">
        <path class="mark__door" d="M50 112V54a30 30 0 0 1 60 0v58Z" />
        <circle class="mark__knob" cx="101" cy="78" r="3" />
      </g>
      <rect class="mark__step" x="26" y="112" width="108" height="10" rx="2" />
      <rect class="mark__edge" x="10" y="122" width="140" height="12" rx="2" />
      <path
        class="mark__parcel"
        d="M98 110V91a3 3 0 0 1 3-3h8.5a3 3 0 0 1 2.1.9l2.2 2.1H127a3 3 0 0 1 3 3v16a2 2 0 0 1-2 2h-28a2 2 0 0 1-2-2Z"
      />
    </svg>
  );
}

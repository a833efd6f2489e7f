import type { ComponentChildren } from 'preact';

/** The outline that all icons share: 16 × 16, strokes of 1.5 in the text's colour, hidden from screen readers. */
export function Icon({ children }: { readonly children: ComponentChildren }) {
  return (
    <svg
      class="icon"
      viewBox="0 0 16 16"
      width="16"
      height="16"
      fill="none"
      stroke="currentColor"
      stroke-width="1.5"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

export const FolderIcon = () => (
  <Icon>
    <path d="M1.75 12V4.25c0-.83.67-1.5 1.5-1.5h2.6c.4 0 .78.16 1.06.44l1.06 1.06h4.78c.83 0 1.5.67 1.5 1.5V12c0 .83-.67 1.5-1.5 1.5h-9.5c-.83 0-1.5-.67-1.5-1.5Z" />
  </Icon>
);

export const FileIcon = () => (
  <Icon>
    <path d="M9.25 1.75h-4.5c-.83 0-1.5.67-1.5 1.5v9.5c0 .83.67 1.5 1.5 1.5h6.5c.83 0 1.5-.67 1.5-1.5v-7.5Z" />
    <path d="M9.25 1.75v3.5h3.5" />
  </Icon>
);

export const WarningIcon = () => (
  <Icon>
    <path d="M8 2.25 14.25 13H1.75Z" />
    <path d="M8 6.5v3M8 11.2v.05" />
  </Icon>
);

export const PlusIcon = () => (
  <Icon>
    <path d="M8 3.25v9.5M3.25 8h9.5" />
  </Icon>
);

export const CloseIcon = () => (
  <Icon>
    <path d="m4 4 8 8M12 4l-8 8" />
  </Icon>
);

export const CopyIcon = () => (
  <Icon>
    <rect x="5.75" y="5.75" width="8.5" height="8.5" rx="1.5" />
    <path d="M10.25 5.75v-2.5c0-.83-.67-1.5-1.5-1.5h-5.5c-.83 0-1.5.67-1.5 1.5v5.5c0 .83.67 1.5 1.5 1.5h2.5" />
  </Icon>
);

export const CheckIcon = () => (
  <Icon>
    <path d="m3 8.5 3.25 3.25L13 5" />
  </Icon>
);

export const StartIcon = () => (
  <Icon>
    <path d="M4.75 3.1v9.8c0 .4.43.63.76.42l7.6-4.9a.5.5 0 0 0 0-.84l-7.6-4.9a.5.5 0 0 0-.76.42Z" fill="currentColor" />
  </Icon>
);

export const StopIcon = () => (
  <Icon>
    <rect x="4" y="4" width="8" height="8" rx="1" fill="currentColor" />
  </Icon>
);

export const BlockIcon = () => (
  <Icon>
    <circle cx="8" cy="8" r="6" />
    <path d="m3.8 3.8 8.4 8.4" />
  </Icon>
);

export const PauseIcon = () => (
  <Icon>
    <path d="M5.5 3.5v9M10.5 3.5v9" />
  </Icon>
);

export const SearchIcon = () => (
  <Icon>
    <circle cx="7" cy="7" r="4.5" />
    <path d="m10.5 10.5 3.25 3.25" />
  </Icon>
);

export const FilterIcon = () => (
  <Icon>
    <path d="M2.25 4h11.5M4.75 8h6.5M6.75 12h2.5" />
  </Icon>
);

/** Out of a tray: saving to a file. */
export const ExportIcon = () => (
  <Icon>
    <path d="M8 10V2.25M4.75 5.25 8 2.25l3.25 3M2.25 9.75v2.5c0 .83.67 1.5 1.5 1.5h8.5c.83 0 1.5-.67 1.5-1.5v-2.5" />
  </Icon>
);

/** A bin. */
export const ClearIcon = () => (
  <Icon>
    <path d="M2.5 4.25h11M6 4V2.75c0-.28.22-.5.5-.5h3c.28 0 .5.22.5.5V4M4 4.25l.6 8.6c.05.5.46.9.97.9h4.86c.5 0 .92-.4.96-.9l.61-8.6M6.75 7v4M9.25 7v4" />
  </Icon>
);

export const NewestIcon = () => (
  <Icon>
    <path d="M8 2.75v10.5M3.75 9 8 13.25 12.25 9" />
  </Icon>
);

/** A globe: a web service, an address. */
export const NetworkIcon = () => (
  <Icon>
    <circle cx="8" cy="8" r="6.25" />
    <path d="M1.75 8h12.5M8 1.75c2.2 2 2.75 4 2.75 6.25S10.2 12.25 8 14.25C5.8 12.25 5.25 10.25 5.25 8S5.8 3.75 8 1.75Z" />
  </Icon>
);

/** A door, as in the app's mark: another Doorstep. */
export const DoorIcon = () => (
  <Icon>
    <path d="M3.75 14.25V6a4.25 4.25 0 0 1 8.5 0v8.25M1.75 14.25h12.5M9.75 9.5v.050" />
  </Icon>
);

export const LockIcon = () => (
  <Icon>
    <rect x="3.25" y="7" width="9.5" height="7" rx="1.5" />
    <path d="M5.25 7V5a2.75 2.75 0 0 1 5.5 0v2" />
  </Icon>
);

export const SettingsIcon = () => (
  <Icon>
    <circle cx="8" cy="8" r="2" />
    <path d="M6.73 1.75h2.54l.4 1.78c.4.15.77.37 1.1.63l1.74-.54 1.27 2.2-1.34 1.24a4.6 4.6 0 0 1 0 1.88l1.34 1.24-1.27 2.2-1.74-.54c-.33.26-.7.48-1.1.63l-.4 1.78H6.73l-.4-1.78a4.5 4.5 0 0 1-1.1-.63l-1.74.54-1.27-2.2 1.34-1.24a4.6 4.6 0 0 1 0-1.88L2.22 5.82l1.27-2.2 1.74.54c.33-.26.7-.48 1.1-.63Z" />
  </Icon>
);

/** Two columns of dots: here it can be taken and moved. */
export const GripIcon = () => (
  <Icon>
    <path d="M5.75 4v.05M10.25 4v.05M5.75 8v.05M10.25 8v.05M5.75 12v.05M10.25 12v.05" stroke-width="2" />
  </Icon>
);

export const MoreIcon = () => (
  <Icon>
    <path d="M3.25 8v.05M8 8v.05M12.75 8v.05" stroke-width="2" />
  </Icon>
);

/** A clock that is turned back: what was shared before. */
export const RecentIcon = () => (
  <Icon>
    <path d="M2.1 5.5A6.25 6.25 0 1 1 1.75 8M1.75 2.5v3.25H5M8 4.75V8l2.25 1.5" />
  </Icon>
);

export const EnlargeIcon = () => (
  <Icon>
    <path d="M9.75 2.25h4v4M13.5 2.5 9.25 6.75M6.25 13.75h-4v-4M2.5 13.5l4.25-4.25" />
  </Icon>
);

export const DashIcon = () => (
  <Icon>
    <path d="M4 8h8" />
  </Icon>
);

export const CrossIcon = () => (
  <Icon>
    <path d="m4.5 4.5 7 7M11.5 4.5l-7 7" />
  </Icon>
);

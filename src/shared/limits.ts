/**
 * Bounds that the owner's window and the main process must agree on, and those of the window alone. The engine's own
 * are in `src/main/server/limits.ts`.
 */

/** Rows that the access log keeps, in main and in the window: some days of a whole class, at about 30 MB. Older ones are counted, not kept. */
export const accessLogRowsMax = 100_000;

/** Rows of transfers that main keeps, running ones first: what the engine reports at most, and more than anybody reads. */
export const transferRowsMax = 200;

/** How long a share may be starting before the window says so; a shorter wait is not worth a flicker. */
export const startingShownAfterMs = 300;

/** Characters of an item's name that the owner gives: what the file systems of all three platforms allow. */
export const itemNameCharsMax = 255;

/** Characters of the name shown to others; what is announced is cut to what mDNS takes. */
export const shownNameCharsMax = 200;

/** How long the offer to put a removed item back stays: time to read it, think and press, by keyboard as well. */
export const undoShownMs = 10_000;

/** How far a press must move to be a drag and no click. */
export const dragThresholdPx = 6;

/** A dragged item that is held so near to the list's edge scrolls the list, by so much in a frame: some ten rows a second. */
export const dragEdgePx = 32;
export const dragScrollPx = 8;

/** How long a copy button says "Copied": long enough to be read, short enough that a second copy is noticed. */
export const copiedShownMs = 2_000;

/** Characters of a request target that a log row draws; the rest could not be seen, but would cost layout time. */
export const targetShownCharsMax = 512;

/** Characters of a request target in a log row's tooltip; the engine takes targets far longer than a tooltip can show. */
export const targetTooltipCharsMax = 2_048;

/** Characters that the port field takes: five digits, and room for a slip to be seen and mended. */
export const portTextCharsMax = 12;

/** Characters of a product token in a User-Agent that are taken as a device's name; longer ones are no names. */
export const deviceNameCharsMax = 24;

/** User-Agent fields whose device name is remembered; more than one network ever has at a time. */
export const deviceNamesKeptMax = 500;

/** Characters of a User-Agent that are looked at for a device's name; those of real devices have 300 at most. */
export const userAgentReadCharsMax = 512;

/** Bytes of one log file, some 90,000 requests: every editor opens it. */
export const logFileBytesMax = 10_000_000;

/** Log files in all, the one being written among them: at most 50 MB of the owner's disk. */
export const logFilesMax = 5;

/** Characters of the log's filter; a whole path, pasted, fits. */
export const accessLogFilterCharsMax = 2_048;

/** Visitors that the log's filter offers, the latest first; a list longer than this is searched by typing. */
export const logVisitorsListedMax = 200;

/** User-Agent fields and addresses that the window keeps once for all rows that have them. */
export const logTextsKeptMax = 5_000;

/** Filtering a full log anew is done in slices this long, so that the window goes on drawing in between. */
export const logFilterSliceMs = 6;

/** While more of the log is still being fetched, what has come is shown at least this often. */
export const logPublishIntervalMaxMs = 1_000;

/** Every bound of the app layer (the engine's are in `server/limits.ts`), each with its reason. */

/** Paths in one request from the window or from a second instance; more than any real drop that could be shared. */
export const requestPathsMax = 10_000;

/** Characters of one path, URL or id from the window: Windows' longest path (32,767) is the longest of all systems. */
export const requestTextCharsMax = 32_767;

/** Looking at one dropped path; a dead network drive answers never, and the owner must be told. */
export const inspectTimeoutMs = 10_000;

/** Running exchanges may end for this long when the owner stops the share or quits, then they are cut. */
export const stopGraceMs = 2_000;

/** The same when only the port changes: a small answer gets out, and the new address is there in a blink. */
export const portChangeGraceMs = 300;

/** How often the items' presence and the computer's addresses are looked at again while a window is there. */
export const refreshIntervalMs = 5_000;

/** The settings file: 1,000 items with the longest paths; anything bigger is not ours. */
export const settingsBytesMax = 16 * 1024 * 1024;

/** Writing the settings at quit; a hung disk must not keep the app from ending. */
export const settingsFlushTimeoutMs = 1_000;

/** Attempts to rename the settings into place; on Windows a virus scanner may hold the file for a moment. */
export const settingsRenameAttemptsMax = 5;
export const settingsRenameRetryDelayMs = 40;

/** Moving or resizing the window ends in one write this long after the last step. */
export const windowBoundsDelayMs = 500;

/** The window gets at most one batch in this time, so that its cost does not grow with the traffic. */
export const accessLogBatchIntervalMs = 100;

/** Exchanges in one batch: 5,000 a second are shown whole; cloning them takes some 2 ms of the main thread. */
export const accessLogBatchMax = 500;

/** Characters kept of one path or User-Agent: 10,000 hostile ones must not fill the memory. */
export const accessLogTextCharsMax = 2_048;

/** A renderer that crashes is loaded again, but not more often than this. */
export const rendererReloadIntervalMs = 30_000;

/** Characters of an unexpected error's message that the window shows. */
export const problemDetailCharsMax = 300;

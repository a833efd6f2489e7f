/** Every bound of the app layer (the engine's are in `server/limits.ts`), each with its reason. */

/** Paths in one request from the window or from a second instance; more than any real drop that could be shared. */
export const requestPathsMax = 10_000;

/** Characters of one path, URL or id from the window: Windows' longest path (32,767) is the longest of all systems. */
export const requestTextCharsMax = 32_767;

/** Looking at one dropped path; a dead network drive answers never, and the owner must be told. */
export const inspectTimeoutMs = 10_000;

/** A server that died is brought back, but not more often than this: one that dies at once each time must not take the computer with it. */
export const serverRestartIntervalMs = 60_000;

/** Running exchanges may end for this long when the owner stops the share or quits, then they are cut. */
export const stopGraceMs = 2_000;

/** The same when only the port changes: a small answer gets out, and the new address is there in a blink. */
export const portChangeGraceMs = 300;

/** The same when the chosen network's address changed: running transfers find their own end, this is for those that do not. */
export const addressChangeGraceMs = 60 * 60_000;

/** Choices of where to share that are remembered, one a network; the one unused for longest is forgotten. */
export const rememberedReachesMax = 64;

/** Characters of a network's identity or an interface's name; Windows' names of interfaces are the longest (256). */
export const networkIdCharsMax = 256;

/** A share of last time waits so long for the network to be told apart, then it stays stopped. */
export const familiarNetworkTimeoutMs = 6_000;

/** Visitors that the owner has blocked; the whole school, twice. The oldest one is let in again. */
export const blockedAddressesMax = 1_000;

/** Items that were removed and can be put back by one click; the window offers that for the last one only. */
export const removedItemsMax = 8;

/**
 * Looks at the disk that have not answered yet. Each holds one of the four threads that serve files, so that a dead
 * network drive must never hold more.
 */
export const hangingLooksMax = 2;

/** Paths looked at in one round, after the first; the next round goes on from there. A hundred cost some 10 ms of one core. */
export const looksInRoundMax = 100;

/** A look that takes longer is left to itself, so that the other items are not kept waiting. */
export const lookPatienceMs = 1_000;

/** Processes whose open files are searched for a port's owner; no desktop runs more of the owner's own. */
export const portOwnerProcessesMax = 4_096;

/** Open files of one process that are searched; a busy server has thousands. */
export const portOwnerFilesMax = 4_096;

/** The whole search for a port's owner; a name that comes later helps nobody. */
export const portOwnerTimeoutMs = 3_000;

/** Characters of a program's name that the window shows. */
export const programNameCharsMax = 64;

/** What was shared before and can be shared again with one click; more than a menu can show well. */
export const recentItemsMax = 12;

/** Visitors' addresses told apart for the self-test; of more the number is not exact. */
export const visitorsMax = 1_000;

/** How often the items' presence is looked at again while the window can be seen: what vanishes is marked within this time. */
export const refreshIntervalMs = 2_000;

/** The same while it cannot: a share that waits for its items needs it, and one that runs, since the owner is told of what vanishes. */
export const hiddenRefreshIntervalMs = 15_000;

/** A start waits so long to hear whether anything of the share is there at all; later it starts without knowing. */
export const startLookTimeoutMs = 500;

/** The settings file: 1,000 items with the longest paths; anything bigger is not ours. */
export const settingsBytesMax = 16 * 1024 * 1024;

/** Writing the settings at quit; a hung disk must not keep the app from ending. */
export const settingsFlushTimeoutMs = 1_000;

/** From the wish to quit to the end of everything that has to be finished (transfers' grace, goodbyes, settings), whatever hangs. */
export const finishTimeoutMs = 6_000;

/** After that the windows are closed and the process ends; a native dialog that is open may be in the way. */
export const exitTimeoutMs = 1_000;

/** Attempts to rename a new file into place; on Windows a virus scanner may hold the old one for a moment. */
export const renameAttemptsMax = 5;
export const renameRetryDelayMs = 40;

/** Moving or resizing the window ends in one write this long after the last step. */
export const windowBoundsDelayMs = 500;

/** The window is told at most this often that the log has grown, so that its cost does not grow with the traffic. */
export const accessLogNewsIntervalMs = 100;

/** The same while more end than can be told one by one: nobody reads along then, and the processor is left to who serves. */
export const accessLogFloodNewsIntervalMs = 1_000;

/** Rows that the window gets with one answer: 20,000 a second in 20 answers, each some milliseconds of the main thread. */
export const accessLogPageRowsMax = 1_000;

/** Characters of texts that one answer holds; hostile rows are twenty times as long as ordinary ones. */
export const accessLogPageCharsMax = 1024 * 1024;

/** Characters kept of one path or User-Agent; longer ones are made to be long. */
export const accessLogTextCharsMax = 2_048;

/** Lines of the log file that wait for the disk: what 5,000 requests a second leave behind in some six seconds. */
export const logQueueBytesMax = 4 * 1024 * 1024;

/** Bytes handed to the disk at a time: few trips to it, and no more than this is copied at once on the main thread. */
export const logChunkBytesMax = 256 * 1024;

/** A line is on the disk this long after its exchange at the latest; few enough writes not to keep a disk awake for one. */
export const logWriteIntervalMs = 250;

/** A disk that took nothing (full, read-only, gone) is tried again after this. */
export const logRetryIntervalMs = 10_000;

/** Writing the log's last lines at quit; a hung disk must not keep the app from ending. */
export const logFlushTimeoutMs = 1_000;
/** Characters of all texts in the log: 640 for each of 100,000 rows. Fewer rows are kept of those that are longer. */
export const accessLogCharsMax = 64 * 1024 * 1024;

/** Sets of header fields that are kept once for all exchanges that have them: some for each device of a large network. */
export const accessLogHeadsKeptMax = 5_000;

/** Exchanges of an export that are written at once: some 200 kB, some milliseconds of the main thread. */
export const accessLogExportRowsAtOnce = 1_000;

/** How often the window is told how far an export is. */
export const accessLogExportNewsIntervalMs = 200;

/** Events for a page that is still being loaded: what the owner chose in the tray, and what came of it. The oldest is forgotten. */
export const untoldEventsMax = 8;

/** What is behind the window waits so long for the page to start; a page that hangs must not keep the share from starting. */
export const pageStartTimeoutMs = 3_000;

/** A renderer that crashes is loaded again, but not more often than this. */
export const rendererReloadIntervalMs = 30_000;

/** Characters of an unexpected error's message that the window shows. */
export const problemDetailCharsMax = 300;

/** Separate pieces of one file that a transfer's row remembers: a download manager has some dozens, a web seed hundreds. */
export const coverageIntervalsMax = 1_024;

/** The speed of a transfer follows a change in about this time: shorter flickers, longer lies about a network that got slow. */
export const speedSmoothingMs = 3_000;

/** A file, or a part, of this size is a transfer to the owner however fast it went; smaller ones are a page's own pictures and scripts. */
export const transferBytesMin = 1_000_000;

/** A smaller one becomes a transfer when it has taken this long: what is gone before the eye has found it is not worth a row. */
export const transferDurationMsMin = 1_000;

/** Transfers whose end is remembered, since a sample taken before it may be told after it: what ends in a tenth of a second of a flood. */
export const endedTransfersRememberedMax = 1_000;

/** The window is told of transfers at most this often; the engine looks at them no more often itself. */
export const transfersIntervalMs = 250;

/** After the owner stopped a transfer, attempts of the visitor's program to go on with it are cut, too, until none has come for this long; wget's come every 10 s at least. */
export const transferStopHoldMs = 11_000;

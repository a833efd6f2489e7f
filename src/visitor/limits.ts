/** Bounds of the visitor's page. */

/**
 * Entries to a list that the script makes: few enough that a slow phone fills one between two frames of scrolling or nearly so,
 * and a number that every number of columns of the grid divides.
 */
export const entriesPerList = 60;

/** Milliseconds of work between two chances for the page to answer a tap. */
export const sliceMs = 24;

/** Rows that are kept for reuse when the order or the filter changes; a row weighs about 2 kB. */
export const keptRowsMax = 1_200;

/** Thumbnails on the way at a time: browsers open six connections to a server; downloads and events need theirs. */
export const thumbnailsLoadingMax = 4;

/** A neighbouring picture is loaded ahead up to this size; the tenth of a second on Wi-Fi is worth no 50-MB raw file. */
export const preloadBytesMax = 8 * 1024 * 1024;

/** The start of a text file that is shown: a phone lays out a megabyte in about a second. */
export const textBytesMax = 1024 * 1024;

/** A spinner or a placeholder shows only where loading takes longer. */
export const loadingShownAfterMs = 300;

/** Between two downloads that begin by themselves: browsers drop the first of two that come at once. */
export const downloadPaceMs = 1_200;

/** Time between attempts to hear from a share that does not answer: doubled each time, up to the maximum. */
export const reconnectMsMin = 2_000;
export const reconnectMsMax = 30_000;

/** A connection that is lost for shorter is not worth a word: phones change access points. */
export const lostShownAfterMs = 4_000;

/** How long "Sharing is back" stays. */
export const backShownMs = 4_000;

/** Farthest zoom into a picture: this many times its fit to the screen, or its own pixels doubled, whichever is more. */
export const zoomMax = 4;

/** After the last key the filter is kept in the history: Safari takes a hundred such changes in half a minute. */
export const filterKeptAfterMs = 400;

/** Files that are downloaded in one go: more would take many minutes, and the browser would ask again and again. */
export const selectedFilesMax = 200;

/** Every bound of the command line, each with its reason; the engine's are in `main/server/limits.ts`. */
const KiB = 1024;
const MiB = 1024 * KiB;

/** Running exchanges may end for this long after SIGINT or SIGTERM, then they are cut. */
export const stopGraceMs = 2_000;

/** How long `--nearby` listens: three rounds of questions (at 0, 1 and 3 s), and time to answer the last. */
export const nearbySearchMs = 4_000;

/** Access lines that a slow reader of our output has not taken yet: some 40,000. Past it lines are left out and counted. */
export const outputQueueBytesMax = 4 * MiB;

/** The same for messages on stderr, of which there are few. */
export const messageQueueBytesMax = 256 * KiB;

/** At the end: how long a slow reader gets to take what is still queued. */
export const outputFlushTimeoutMs = 500;

/** The same signal within this time is one wish, not two: on Ctrl+C both the terminal and npm send SIGINT. No hand is as quick. */
export const repeatedSignalMs = 200;

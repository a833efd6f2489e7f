/** Every bound of what Doorstep is on the desktop besides its window, each with its reason. */

/** No transfer has moved for so long: the computer may sleep. Longer than a hiccup of the Wi-Fi, far shorter than any system's time to sleep. */
export const keepAwakeIdleMs = 5_000;

/** File managers start one instance for each selected file; so long their paths are gathered for one question. */
export const handOverGatherMs = 150;

/** Names that a question lists one by one; of more the number is told. */
export const namesShownMax = 5;

/** Characters of a name in a native dialog, menu, tooltip or notification: one or two lines of it. */
export const nativeTextCharsMax = 80;

/** One notification of a kind in this time: what comes faster would only be wiped away unread. */
export const noticeIntervalMs = 10_000;

/** A share that nobody has visited for so long has a first visitor again. */
export const visitorSessionMs = 30 * 60_000;

/** Bytes of a download whose end is worth a notification: one waits for it, on an ordinary Wi-Fi about five seconds. */
export const noticedTransferBytesMin = 50_000_000;

/** Notifications kept, so that a click on one still opens the window; the systems' own lists show few more. */
export const noticesKeptMax = 8;

/** Asking the desktop whether it has a tray, or shows notifications; a bus that hangs answers never. */
export const desktopProbeTimeoutMs = 1_000;

/** Tray icons that were taken away and are still referred to; the older ones have been collected long before the app ends. */
export const removedTraysMax = 8;

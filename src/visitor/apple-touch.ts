/** An iPhone or an iPad, which calls itself a Macintosh unless asked by touch. Their browsers differ in what they do with files. */
export const isAppleTouch =
  /\b(?:iPhone|iPad|iPod)\b/.test(navigator.userAgent) ||
  (/\bMacintosh\b/.test(navigator.userAgent) && navigator.maxTouchPoints > 1);

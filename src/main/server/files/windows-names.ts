/**
 * Whether Windows would read this name as something else than it says: a device (`aux.c`), an alternate stream
 * (`file::$DATA`), a short 8.3 alias, a name with dots or spaces at its end, or a separator. Only asked on Windows: on
 * Linux and macOS these are ordinary names.
 */
export function isAmbiguousOnWindows(name: string): boolean {
  return /[\\:*?"<>|]/.test(name) || /[. ]$/.test(name) || deviceNames.test(name) || /~[0-9]+(?:\.|$)/.test(name);
}

const deviceNames = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\.|$| )/i;

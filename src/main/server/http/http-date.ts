/**
 * The timestamps of HTTP (RFC 9110 §5.6.7). Pure arithmetic on character codes: a hostile value of any length costs no
 * more than a look at its length.
 */
const msPerSecond = 1000;
const secondsPerDay = 86_400;
/** 0000-01-01 and the first moment of the year 10000: all that four digits of a year can say. */
const firstMs = -62_167_219_200_000;
const endMs = 253_402_300_800_000;

/**
 * `epochMs` as IMF-fixdate, the only form that may be sent, rounded down to the second. Null where it cannot be said in
 * four digits of a year (NaN, before the year 0, after 9999): a disk may hold any mtime, and the field is then left out.
 */
export function formatHttpDate(epochMs: number): string | null {
  if (!(epochMs >= firstMs && epochMs < endMs)) return null;
  return new Date(Math.floor(epochMs / msPerSecond) * msPerSecond).toUTCString();
}

/**
 * Milliseconds since the epoch for an HTTP-date in any of its three forms; null where the value is none. The grammar is
 * kept to the letter (case, widths, GMT) and the date must exist; the day's name need not agree with it, since the
 * moment is clear without ("recipients are encouraged to be robust"). `nowMs` resolves the two-digit years of RFC 850.
 */
export function parseHttpDate(text: string, nowMs: number): number | null {
  if (text.length === 29) return parseImfFixdate(text);
  if (text.length === 24) return parseAsctimeDate(text);
  return text.length >= 30 && text.length <= 33 ? parseRfc850Date(text, nowMs) : null;
}

/** `Sun, 06 Nov 1994 08:49:37 GMT` */
function parseImfFixdate(text: string): number | null {
  if (nameIndex(dayNames, text, 0) < 0 || !text.startsWith(', ', 3) || text[7] !== ' ' || text[11] !== ' ') return null;
  if (text[16] !== ' ' || !text.endsWith(' GMT')) return null;
  const month = nameIndex(monthNames, text, 8);
  return epochOf(fourDigits(text, 12), month, twoDigits(text, 5), secondsOfDay(text, 17));
}

/** `Sun Nov  6 08:49:37 1994` */
function parseAsctimeDate(text: string): number | null {
  if (nameIndex(dayNames, text, 0) < 0 || text[3] !== ' ' || text[7] !== ' ') return null;
  if (text[10] !== ' ' || text[19] !== ' ') return null;
  const day = text[8] === ' ' ? digit(text, 9) : twoDigits(text, 8);
  return epochOf(fourDigits(text, 20), nameIndex(monthNames, text, 4), day, secondsOfDay(text, 11));
}

/** `Sunday, 06-Nov-94 08:49:37 GMT` */
function parseRfc850Date(text: string, nowMs: number): number | null {
  const day = text.length - 24;
  const name = nameIndex(longDayNames, text, 0);
  if (name < 0 || longDayNames[name]?.length !== day || !text.startsWith(', ', day)) return null;
  if (text[day + 4] !== '-' || text[day + 8] !== '-' || text[day + 11] !== ' ' || !text.endsWith(' GMT')) return null;
  const year = twoDigits(text, day + 9);
  if (year < 0) return null;
  const month = nameIndex(monthNames, text, day + 5);
  return resolveCentury(year, month, twoDigits(text, day + 2), secondsOfDay(text, day + 12), nowMs);
}

/**
 * "A timestamp that appears to be more than 50 years in the future" is the most recent past year with those digits: so
 * the latest year that is not. Null where the day does not exist in that year (29 February).
 */
function resolveCentury(
  twoDigitYear: number,
  month: number,
  day: number,
  seconds: number,
  nowMs: number,
): number | null {
  const horizon = new Date(nowMs);
  const thisYear = horizon.getUTCFullYear();
  horizon.setUTCFullYear(thisYear + 50);
  const year = thisYear + 50 - ((((thisYear + 50 - twoDigitYear) % 100) + 100) % 100);
  const epochMs = epochOf(year, month, day, seconds);
  return epochMs !== null && epochMs > horizon.getTime() ? epochOf(year - 100, month, day, seconds) : epochMs;
}

/** Null where a part is out of its range; -1 stands for a part that could not be read. `month` counts from 0. */
function epochOf(year: number, month: number, day: number, seconds: number): number | null {
  if (year < 0 || month < 0 || day < 1 || seconds < 0 || day > daysIn(month, year)) return null;
  const leapDays = Math.floor((year - (month < 2 ? 1 : 0)) / 4) - centuries(year, month);
  const days = year * 365 + leapDays + (daysBefore[month] as number) + day - 1;
  return ((days - daysBefore1970) * secondsPerDay + seconds) * msPerSecond;
}

/** The leap days that the Gregorian rule takes away again up to this month. */
function centuries(year: number, month: number): number {
  const last = year - (month < 2 ? 1 : 0);
  return Math.floor(last / 100) - Math.floor(last / 400);
}

function daysIn(month: number, year: number): number {
  if (month === 1) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 3 || month === 5 || month === 8 || month === 10 ? 30 : 31;
}

/** `08:49:37`; -1 where malformed. Second 60 is a leap second, which the epoch does not count. */
function secondsOfDay(text: string, at: number): number {
  const hour = twoDigits(text, at);
  const minute = twoDigits(text, at + 3);
  const second = twoDigits(text, at + 6);
  if (hour < 0 || minute < 0 || second < 0 || text[at + 2] !== ':' || text[at + 5] !== ':') return -1;
  return hour > 23 || minute > 59 || second > 60 ? -1 : hour * 3600 + minute * 60 + second;
}

function fourDigits(text: string, at: number): number {
  const high = twoDigits(text, at);
  const low = twoDigits(text, at + 2);
  return high < 0 || low < 0 ? -1 : high * 100 + low;
}

function twoDigits(text: string, at: number): number {
  const high = digit(text, at);
  const low = digit(text, at + 1);
  return high < 0 || low < 0 ? -1 : high * 10 + low;
}

function digit(text: string, at: number): number {
  const value = text.charCodeAt(at) - 0x30;
  return value >= 0 && value <= 9 ? value : -1;
}

/** Which of the names stands at `at`, in exactly this case; -1 where none does. */
function nameIndex(names: readonly string[], text: string, at: number): number {
  for (let index = 0; index < names.length; index++) if (text.startsWith(names[index] as string, at)) return index;
  return -1;
}

const dayNames = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
const longDayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;
/** Days of a common year before each month. */
const daysBefore = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334] as const;
/** Days from the count's origin in `epochOf` to the epoch. */
const daysBefore1970 = 719_527;

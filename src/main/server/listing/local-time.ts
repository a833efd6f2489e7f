const msPerMinute = 60_000;

/** Files of one folder often share the minute in which they were made; so many different ones are remembered. */
const minutesRememberedMax = 4_096;
const timeElements = new Map<number, string>();

/** A `<time>` with the owner's local time to the minute, which script makes the visitor's; nothing for a time that is out of a Date's range. */
export function timeElement(epochMs: number): string {
  const minute = Math.floor(epochMs / msPerMinute);
  let element = timeElements.get(minute);
  if (element === undefined) {
    if (timeElements.size >= minutesRememberedMax) timeElements.clear();
    element = renderMinute(minute * msPerMinute);
    timeElements.set(minute, element);
  }
  return element;
}

function renderMinute(epochMs: number): string {
  const date = new Date(epochMs);
  const year = date.getFullYear();
  if (!(year >= 0 && year <= 9999)) return '';
  const pad = (value: number): string => (value < 10 ? `0${value}` : String(value));
  const day = `${String(year).padStart(4, '0')}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
  const time = `${pad(date.getHours())}:${pad(date.getMinutes())}`;
  return `<time datetime="${date.toISOString().replace(/:00\.000Z$/, 'Z')}">${day} ${time}</time>`;
}

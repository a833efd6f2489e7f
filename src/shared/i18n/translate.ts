import type { Locale, Message } from './locale.ts';

export type MessageParameters = Readonly<Record<string, string | number>>;

/** Looks words up in one catalogue and fills in `{parameters}`. Escaping is the business of who prints the result. */
export type Translate<Key extends string> = (key: Key, parameters?: MessageParameters) => string;

/** A translator over `catalogue` for one language. A parameter that is not given stays visible as `{name}`. */
export function createTranslate<Key extends string>(
  catalogue: Readonly<Record<Key, Message>>,
  locale: Locale,
): Translate<Key> {
  return (key, parameters) => fillIn(catalogue[key][locale], parameters);
}

function fillIn(text: string, parameters: MessageParameters | undefined): string {
  if (!parameters) return text;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(parameters[name] ?? whole));
}

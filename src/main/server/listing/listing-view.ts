/** How a listing is shown: what the visitor chose, by query or by the cookie of the last choice. */
export const sortKeys = ['name', 'size', 'time', 'kind'] as const;
export type SortKey = (typeof sortKeys)[number];

export interface ListingOrder {
  readonly sort: SortKey;
  readonly order: 'asc' | 'desc';
}

export interface ListingView extends ListingOrder {
  readonly view: 'list' | 'grid';
}

export const defaultView: ListingView = { sort: 'name', order: 'asc', view: 'list' };

const cookieName = 'doorstep-listing';
const yearSeconds = 365 * 24 * 60 * 60;

/**
 * The view that `query` (with its `?`) asks for; what it leaves out, `remembered` says. What is not understood counts as
 * left out. A query that names a sort key alone means ascending, whatever was remembered for another key.
 */
export function viewOf(query: string, remembered: ListingView = defaultView): ListingView {
  if (query === '') return remembered;
  const parameters = new URLSearchParams(query);
  const sort = sortKeys.find((key) => key === parameters.get('sort'));
  const order = parameters.get('order');
  const view = parameters.get('view');
  return {
    sort: sort ?? remembered.sort,
    order: order === 'asc' || order === 'desc' ? order : sort ? 'asc' : remembered.order,
    view: view === 'list' || view === 'grid' ? view : remembered.view,
  };
}

/** Whether the query chooses anything about the view. */
export function choosesView(query: string): boolean {
  if (query === '') return false;
  const parameters = new URLSearchParams(query);
  return parameters.has('sort') || parameters.has('order') || parameters.has('view');
}

/** The view that the Cookie field (RFC 6265 §5.4) remembers. */
export function rememberedView(cookie: string | undefined): ListingView {
  if (cookie === undefined) return defaultView;
  const match = /(?:^|;\s*)doorstep-listing=(name|size|time|kind)\.(asc|desc)\.(list|grid)(?:;|$)/.exec(cookie);
  if (!match) return defaultView;
  const [, sort, order, view] = match;
  return { sort: sort as SortKey, order: order as 'asc' | 'desc', view: view as 'list' | 'grid' };
}

/** The value of Set-Cookie (RFC 6265 §4.1) that remembers `view`. Script may read it: it is no secret. */
export function viewCookie({ sort, order, view }: ListingView): string {
  return `${cookieName}=${sort}.${order}.${view}; Path=/; Max-Age=${yearSeconds}; SameSite=Lax`;
}

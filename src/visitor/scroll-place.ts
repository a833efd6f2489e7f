const key = 'doorstep-places';

/** Pages whose place is kept; one rarely goes back further. */
const placesMax = 20;

type Places = Record<string, number>;

/** Keeps where each page is scrolled to, for when one comes back to it or loads it again. */
export function keepPlace(): void {
  window.addEventListener('pagehide', () => {
    const places = readPlaces();
    delete places[location.pathname]; // the newest comes last
    places[location.pathname] = window.scrollY;
    for (const path of Object.keys(places).slice(0, -placesMax)) delete places[path];
    try {
      sessionStorage.setItem(key, JSON.stringify(places));
    } catch {
      return; // storage is forbidden or full: the page will begin at its top
    }
  });
}

/** Goes there again. The browser does so by itself, but before the last rows of a long listing are there. */
export function returnToPlace(): void {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  if (navigation?.type !== 'back_forward' && navigation?.type !== 'reload') return;
  const place = readPlaces()[location.pathname];
  if (place !== undefined && window.scrollY < place) window.scrollTo(0, place);
}

function readPlaces(): Places {
  try {
    const places: unknown = JSON.parse(sessionStorage.getItem(key) ?? '{}');
    return typeof places === 'object' && places !== null ? (places as Places) : {};
  } catch {
    return {};
  }
}

import { element, textButton } from './element.ts';
import { backShownMs, lostShownAfterMs, reconnectMsMax, reconnectMsMin } from './limits.ts';
import { translate } from './words.ts';

type State = 'live' | 'changed' | 'stopped' | 'lost' | 'back';

/**
 * Says by itself when the owner has changed or stopped the share, or when the connection is lost, and when it is back.
 * Without EventSource, or where too many listen already, the page is simply silent.
 */
export class ShareEvents {
  readonly banner = element('section', { class: 'banner', role: 'status' });
  readonly #share = document.documentElement.dataset.share;
  readonly #onReload: () => void;
  #source: EventSource | null = null;
  #state: State = 'live';
  #wasHeard = false;
  #retryMs = reconnectMsMin;
  #retryTimer = 0;
  #stateTimer = 0;

  constructor(onReload: () => void) {
    this.#onReload = onReload;
    this.banner.hidden = true;
    if (typeof EventSource !== 'function') return;
    // A browser opens six connections to a server at most: a page that nobody looks at must not hold one.
    document.addEventListener('visibilitychange', () => (document.hidden ? this.#close() : this.#open()));
    window.addEventListener('pagehide', () => this.#close());
    window.addEventListener('pageshow', () => this.#open());
    if (!document.hidden) this.#open();
  }

  #open(): void {
    clearTimeout(this.#retryTimer);
    if (this.#source || document.hidden) return;
    const source = new EventSource('/.doorstep/events');
    this.#source = source;
    source.addEventListener('hello', (event) => this.#onHello(event));
    source.addEventListener('share-changed', () => this.#show('changed'));
    source.addEventListener('share-stopped', () => {
      this.#show('stopped');
      this.#retryLater();
    });
    source.onerror = () => this.#onError(source);
  }

  #close(): void {
    clearTimeout(this.#retryTimer);
    clearTimeout(this.#stateTimer);
    this.#source?.close();
    this.#source = null;
  }

  #onHello(event: Event): void {
    this.#wasHeard = true;
    this.#retryMs = reconnectMsMin;
    clearTimeout(this.#stateTimer);
    if (shareOf(event) !== this.#share) this.#show('changed');
    else if (this.#state === 'stopped' || this.#state === 'lost') {
      this.#show('back');
      this.#stateTimer = window.setTimeout(() => this.#show('live'), backShownMs);
    } else if (this.#state !== 'back') this.#show('live');
  }

  #onError(source: EventSource): void {
    if (source !== this.#source) return;
    // Refused from the start: too many listen, or there is nothing to listen to.
    if (!this.#wasHeard && source.readyState === EventSource.CLOSED) {
      this.#close();
      return;
    }
    if (this.#state === 'live' || this.#state === 'back') {
      clearTimeout(this.#stateTimer);
      this.#stateTimer = window.setTimeout(() => this.#show('lost'), lostShownAfterMs);
    }
    this.#retryLater();
  }

  /** Browsers differ in whether they try again by themselves, so none of them is left to. */
  #retryLater(): void {
    this.#source?.close();
    this.#source = null;
    clearTimeout(this.#retryTimer);
    this.#retryTimer = window.setTimeout(() => this.#open(), this.#retryMs);
    this.#retryMs = Math.min(this.#retryMs * 2, reconnectMsMax);
  }

  #show(state: State): void {
    if (state === this.#state) return;
    this.#state = state;
    const { banner } = this;
    const heightBefore = banner.offsetHeight;
    document.documentElement.classList.toggle('gone', state === 'stopped' || state === 'lost');
    banner.hidden = state === 'live';
    banner.textContent = '';
    if (state !== 'live') this.#fill(state);
    // What sticks to the top of the page, or covers it, keeps clear of the banner.
    document.documentElement.style.setProperty('--banner', `${banner.offsetHeight}px`);
    // What one reads stays where it is; Safari does not see to that by itself.
    if (window.scrollY > 0 && !CSS.supports('overflow-anchor', 'auto')) {
      window.scrollBy(0, banner.offsetHeight - heightBefore);
    }
  }

  #fill(state: Exclude<State, 'live'>): void {
    const { banner } = this;
    banner.dataset.state = state;
    banner.append(element('p', {}, translate(`share.${state}`)));
    if (state !== 'changed') return;
    const reload = textButton(translate('share.reload'), 'primary');
    reload.addEventListener('click', this.#onReload);
    banner.append(reload);
  }
}

/** What a hello says is shared; undefined where it says nothing that can be read. */
function shareOf(event: Event): string | undefined {
  if (!(event instanceof MessageEvent)) return undefined;
  try {
    const data: unknown = JSON.parse(String(event.data));
    return typeof data === 'object' && data !== null && 'share' in data ? String(data.share) : undefined;
  } catch {
    return undefined;
  }
}

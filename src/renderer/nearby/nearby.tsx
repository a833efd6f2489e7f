import { useId } from 'preact/hooks';
import { formatCount, visibleText } from '../../shared/format.ts';
import type { WindowMessageKey } from '../../shared/i18n/window-messages.ts';
import type { NearbySnapshot, NearbyState } from '../../shared/ipc.ts';
import type { DiscoveryTrouble, Neighbour } from '../../shared/neighbour.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { useI18n, type WindowTranslate } from '../ui/i18n.ts';
import { DoorIcon, LockIcon, NetworkIcon } from '../ui/icons.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import type { NearbyModel } from './nearby-model.ts';
import './nearby.css';

/** Other Doorsteps and web services of the network, live. What they say of themselves is text and nothing else. */
export function Nearby({ model }: { readonly model: NearbyModel }) {
  const { t, locale } = useI18n();
  const nearby = model.nearby.value;
  const neighbours = nearby?.neighbours ?? [];
  const count = formatCount(neighbours.length + (nearby?.omitted ?? 0), locale);
  return (
    <section class="nearby" aria-label={t('nearby.region')} style={{ '--neighbours': String(neighbours.length) }}>
      <header class="nearby__head">
        <h2>{t('nearby.region')}</h2>
        {neighbours.length > 0 && <span class="muted">{count}</span>}
      </header>
      <ProblemNote problem={model.problem.value} onDismiss={model.dismissProblem} />
      {nearby && <Situation nearby={nearby} />}
      {neighbours.length > 0 && (
        <ul class="nearby__list">
          {neighbours.map((neighbour) => (
            <NeighbourRow key={neighbour.id} neighbour={neighbour} model={model} />
          ))}
          {nearby && nearby.omitted > 0 && (
            <li class="nearby__more muted">{t('nearby.more', { count: formatCount(nearby.omitted, locale) })}</li>
          )}
        </ul>
      )}
      <p class="unseen" aria-live="polite">
        {neighbours.length > 0 && t('nearby.count', { count })}
      </p>
    </section>
  );
}

const kindWords = {
  doorstep: 'nearby.doorstep',
  http: 'nearby.http',
} as const satisfies Record<Neighbour['kind'], WindowMessageKey>;

function NeighbourRow({ neighbour, model }: { readonly neighbour: Neighbour; readonly model: NearbyModel }) {
  const { t } = useI18n();
  const name = visibleText(neighbour.name);
  const place = visibleText(neighbour.url.replace(/^http:\/\//, '').replace(/\/$/, ''));
  const kind = t(kindWords[neighbour.kind]);
  const id = useId();
  return (
    <li class="neighbour">
      <button
        type="button"
        class="neighbour__open"
        aria-label={t('nearby.open', { name })}
        aria-describedby={id}
        title={`${name}\n${place} · ${kind}`}
        onClick={() => void model.open(neighbour.id)}
      >
        <span class={`neighbour__icon neighbour__icon--${neighbour.kind}`}>
          {neighbour.kind === 'doorstep' ? <DoorIcon /> : <NetworkIcon />}
        </span>
        <span class="neighbour__text">
          <span class="neighbour__name">
            <bdi class="clip">{name}</bdi>
            {neighbour.access === 'protected' && (
              <span class="neighbour__lock" title={t('nearby.protected')}>
                <LockIcon />
                <span class="unseen">{t('nearby.protected')}</span>
              </span>
            )}
          </span>
          <span class="neighbour__place muted" id={id}>
            <bdi class="neighbour__address clip">{place}</bdi>
            <span class="neighbour__kind clip">{kind}</span>
          </span>
        </span>
      </button>
      <CopyButton
        name={t('nearby.copy', { name })}
        copied={model.copiedId.value === neighbour.id}
        onCopy={() => void model.copyLink(neighbour.id)}
      />
    </li>
  );
}

/** One sentence where there is nothing to list, or where nobody is looked for, and why. */
function Situation({ nearby }: { readonly nearby: NearbySnapshot }) {
  const { t } = useI18n();
  const { state, neighbours } = nearby;
  if (state.status === 'on') {
    const { announcedName } = state;
    if (neighbours.length === 0) return <p class="nearby__sentence muted">{t('nearby.empty')}</p>;
    return announcedName === null ? null : (
      <p class="nearby__sentence muted">{t('nearby.announcedAs', { name: visibleText(announcedName) })}</p>
    );
  }
  const isTrouble = state.status === 'unavailable';
  return <p class={`nearby__sentence ${isTrouble ? 'nearby__trouble' : 'muted'}`}>{sentenceOf(state, t)}</p>;
}

const troubleWords = {
  'no-network': 'nearby.noNetwork',
  'port-in-use': 'nearby.portInUse',
  'not-allowed': 'nearby.notAllowed',
  other: 'nearby.unavailable',
} as const satisfies Record<DiscoveryTrouble, WindowMessageKey>;

function sentenceOf(state: Exclude<NearbyState, { status: 'on' }>, t: WindowTranslate): string {
  switch (state.status) {
    case 'disabled':
      return t(state.by === 'option' ? 'nearby.disabledByOption' : 'nearby.disabledBySetting');
    case 'unavailable':
      return t(troubleWords[state.reason], { detail: visibleText(state.detail) });
    case 'starting':
      return t('nearby.starting');
    case 'off':
      return t('nearby.off');
  }
}

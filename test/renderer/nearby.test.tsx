// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, describe, expect, it } from 'vitest';
import { Nearby } from '../../src/renderer/nearby/nearby.tsx';
import { createNearbyModel } from '../../src/renderer/nearby/nearby-model.ts';
import { createI18n, I18nContext } from '../../src/renderer/ui/i18n.ts';
import type { NearbySnapshot, NearbyState } from '../../src/shared/ipc.ts';
import { FakeBridge, nearby, neighbour } from './fake-bridge.ts';

afterEach(cleanup);

async function open(first: Partial<NearbySnapshot> = {}, bridge = new FakeBridge()) {
  bridge.answers.getNearby = () => nearby(first);
  const model = createNearbyModel(bridge);
  render(
    <I18nContext.Provider value={createI18n('en')}>
      <Nearby model={model} />
    </I18nContext.Provider>,
  );
  await model.load();
  return { bridge, model };
}

const region = () => screen.getByRole('region', { name: 'Nearby' });
const button = (name: string) => screen.getByRole('button', { name });

describe('Nearby', () => {
  it('lists name, kind and address, live up and down', async () => {
    const { bridge } = await open({ neighbours: [neighbour('1', { name: 'Kitchen' })] });
    await waitFor(() => button('Open Kitchen'));
    expect(within(region()).getByText('192.168.1.30:8000')).toBeTruthy();
    expect(within(region()).getByText('Doorstep')).toBeTruthy();
    const printer = neighbour('2', { kind: 'http', name: 'Printer', url: 'http://192.168.1.9/' });
    bridge.emit('nearbyChanged', nearby({ neighbours: [printer] }));
    await waitFor(() => button('Open Printer'));
    expect(screen.queryByRole('button', { name: 'Open Kitchen' })).toBeNull();
    expect(within(region()).getByText('Web service')).toBeTruthy();
    expect(within(region()).getByText('Found nearby: 1').getAttribute('aria-live')).toBe('polite');
  });

  it('opens and copies by id, and says when the neighbour has gone', async () => {
    const { bridge } = await open({ neighbours: [neighbour('n1', { name: 'Kitchen' })] });
    await waitFor(() => button('Open Kitchen'));
    fireEvent.click(button('Open Kitchen'));
    fireEvent.click(button('Copy link of Kitchen'));
    await waitFor(() => expect(bridge.calls).toContainEqual(['copyNeighbourLink', 'n1']));
    expect(bridge.calls).toContainEqual(['openNeighbour', 'n1']);
    bridge.answers.openNeighbour = () => ({ ok: false, problem: { kind: 'gone' } });
    fireEvent.click(button('Open Kitchen'));
    await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('has just gone'));
    fireEvent.click(button('Dismiss'));
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
  });

  it('shows what the network says as text, control and bidi characters and all', async () => {
    const name = '<img src=x onerror=alert(1)>\u202egpj.exe\r\n\u0007';
    await open({ neighbours: [neighbour('1', { name, url: 'http://192.168.1.9/<b>x\u202e/' })] });
    await waitFor(() => button('Open <img src=x onerror=alert(1)>\\u202egpj.exe\\x0d\\x0a\\x07'));
    expect(region().querySelector('img, b')).toBeNull();
    expect(within(region()).getByText('192.168.1.9/<b>x\\u202e')).toBeTruthy();
  });

  it('says how many more there are', async () => {
    const neighbours = Array.from({ length: 100 }, (_, index) => neighbour(String(index)));
    await open({ neighbours, omitted: 1_234 });
    await waitFor(() => expect(screen.getByText('And 1,234 more')).toBeTruthy());
    expect(within(region()).getByText('1,334')).toBeTruthy();
    expect(screen.getAllByRole('button', { name: /^Open / })).toHaveLength(100);
  });

  it('marks what asks for a password, and tells under which name the share is seen', async () => {
    const state: NearbyState = { status: 'on', announcedName: 'Studio (2)' };
    await open({ state, neighbours: [neighbour('1', { access: 'protected' })] });
    await waitFor(() => expect(screen.getByTitle('Asks for a password')).toBeTruthy());
    expect(screen.getByText('You appear as “Studio (2)”')).toBeTruthy();
  });

  it.each<[NearbyState, RegExp]>([
    [{ status: 'on', announcedName: null }, /^No other Doorstep or web service/],
    [{ status: 'starting' }, /^Looking around/],
    [{ status: 'off' }, /^Not looking around/],
    [{ status: 'disabled', by: 'option' }, /--no-discovery/],
    [{ status: 'disabled', by: 'setting' }, /in the settings/],
    [{ status: 'unavailable', reason: 'no-network', detail: '' }, /no network to look around in/],
    [{ status: 'unavailable', reason: 'port-in-use', detail: 'EADDRINUSE' }, /UDP 5353/],
    [{ status: 'unavailable', reason: 'not-allowed', detail: 'EACCES' }, /does not let Doorstep/],
    [{ status: 'unavailable', reason: 'other', detail: 'odd\u0007' }, /\(odd\\x07\)/],
  ])('says in one sentence that %j', async (state, words) => {
    await open({ state });
    await waitFor(() => expect(within(region()).getByText(words)).toBeTruthy());
  });

  it('trusts an event that came first more than the answer, and tells where main cannot be asked', async () => {
    const bridge = new FakeBridge();
    const model = createNearbyModel(bridge);
    bridge.answers.getNearby = () => {
      bridge.emit('nearbyChanged', nearby({ omitted: 7 }));
      return nearby();
    };
    await model.load();
    expect(model.nearby.value?.omitted).toBe(7);
    model.dispose();
    expect(bridge.listening('nearbyChanged')).toBe(0);
    const broken = createNearbyModel(new FakeBridge({ getNearby: () => Promise.reject(new Error('gone')) }));
    await broken.load();
    expect(broken.problem.value).toEqual({ kind: 'unexpected', detail: 'gone' });
  });
});

// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ReachabilityDialog } from '../../src/renderer/reachability/reachability-dialog.tsx';
import { createReachabilityModel } from '../../src/renderer/reachability/reachability-model.ts';
import { createI18n, I18nContext } from '../../src/renderer/ui/i18n.ts';
import type { Locale } from '../../src/shared/i18n/locale.ts';
import type { Finding, ReachabilityReport } from '../../src/shared/reachability.ts';
import { FakeBridge } from './fake-bridge.ts';

const url = 'http://192.168.1.20:8000/';
const listener: Finding = {
  check: 'listener',
  state: 'ok',
  what: { key: 'listener.answers' },
  advice: null,
  command: null,
};
const name: Finding = {
  check: 'name',
  state: 'warning',
  what: { key: 'name.silent', parameters: { name: 'studio.local' }, reason: 'reason.timedOut' },
  advice: { key: 'name.useAddress' },
  command: null,
};
const firewall: Finding = {
  check: 'firewall',
  state: 'problem',
  what: { key: 'firewall.closed', parameters: { firewall: 'ufw', port: 8000 } },
  advice: { key: 'firewall.openPort' },
  command: 'sudo ufw allow 8000/tcp',
};

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

function show(findings: readonly Finding[], locale: Locale = 'en') {
  const bridge = new FakeBridge({ checkReachability: () => ({ findings }) });
  const model = createReachabilityModel(bridge);
  render(
    <I18nContext.Provider value={createI18n(locale)}>
      <ReachabilityDialog model={model} />
    </I18nContext.Provider>,
  );
  return { bridge, model };
}

const settled = async (look: () => unknown) => {
  await vi.advanceTimersByTimeAsync(0);
  return waitFor(look);
};

describe('the self-test’s panel', () => {
  it('is a modal dialog with a name that tells what, why and what to do, the urgent first', async () => {
    const { bridge, model } = show([listener, name, firewall]);
    expect(screen.queryByRole('dialog')).toBeNull();
    await model.open(url);
    await settled(() => screen.getByRole('dialog', { name: 'Can other devices reach it?' }));
    expect(bridge.calls).toContainEqual(['checkReachability', url]);
    const rows = screen.getAllByRole('listitem').map((row) => row.textContent);
    expect(rows).toEqual([
      'Problem: The firewall ufw keeps visitors out at port 8000.If devices cannot connect, open the port in a terminal.sudo ufw allow 8000/tcp',
      'Warning: studio.local does not lead here (no answer in time).Use the address with numbers; it does not need the name.',
      'OK: Doorstep answers on this computer.',
    ]);
    expect(screen.getByText('Something here keeps other devices away.')).toBeTruthy();
  });

  it.each<[Finding[], string]>([
    [[listener], 'On this computer everything looks right.'],
    [[listener, name], 'Something here may keep other devices away.'],
  ])('sums up', async (findings, words) => {
    const { model } = show(findings);
    await model.open(url);
    await settled(() => screen.getByText(words));
  });

  it('speaks Chinese', async () => {
    const { model } = show([name, firewall], 'zh-CN');
    await model.open(url);
    await settled(() => screen.getByRole('dialog', { name: '其他设备能访问吗？' }));
    expect(screen.getByText('studio.local 无法访问此共享（应答超时）。')).toBeTruthy();
  });

  it('copies a command by its check, and says so', async () => {
    const { bridge, model } = show([firewall]);
    await model.open(url);
    await settled(() => screen.getByRole('button', { name: 'Copy command' }));
    fireEvent.click(screen.getByRole('button', { name: 'Copy command' }));
    await settled(() => screen.getByText('Command copied'));
    expect(bridge.calls).toContainEqual(['copyCommand', 'firewall']);
  });

  it('closes by its button and by Escape', async () => {
    const { model } = show([listener]);
    await model.open(url);
    await settled(() => screen.getByRole('dialog'));
    fireEvent.click(screen.getByRole('button', { name: 'Close' }));
    await settled(() => expect(screen.queryByRole('dialog')).toBeNull());
    await model.open(url);
    const dialog = await settled(() => screen.getByRole('dialog'));
    fireEvent(dialog as Element, new Event('cancel', { cancelable: true }));
    await settled(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('says that it is checking only where that takes long, and hears the last answer alone', async () => {
    const answers: ((report: ReachabilityReport) => void)[] = [];
    const bridge = new FakeBridge({ checkReachability: () => new Promise((resolve) => answers.push(resolve)) });
    const model = createReachabilityModel(bridge);
    const first = model.open(url);
    await vi.advanceTimersByTimeAsync(299);
    expect(model.isSlow.value).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(model.isSlow.value).toBe(true);
    const second = model.check();
    expect(model.isSlow.value).toBe(false);
    answers[1]?.({ findings: [name] });
    await second;
    answers[0]?.({ findings: [listener] });
    await first;
    expect(model.report.value).toEqual({ findings: [name] });
    const third = model.check();
    model.close();
    answers[2]?.({ findings: [] });
    await third;
    expect([model.isOpen.value, model.report.value]).toEqual([false, { findings: [name] }]);
  });

  it('tells where main cannot be asked', async () => {
    const { bridge, model } = show([]);
    bridge.answers.checkReachability = () => Promise.reject(new Error('gone'));
    await model.open(url);
    const alert = await settled(() => screen.getByRole('alert'));
    expect((alert as Element).textContent).toContain('gone');
    expect(within(screen.getByRole('dialog')).getByRole('button', { name: 'Check again' })).toBeTruthy();
  });
});

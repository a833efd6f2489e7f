// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAccessLogModel } from '../../src/renderer/access-log/access-log-model.ts';
import { Activity } from '../../src/renderer/activity/activity.tsx';
import { createActivityModel } from '../../src/renderer/activity/activity-model.ts';
import { createTransfersModel } from '../../src/renderer/transfers/transfers-model.ts';
import { FakeBridge } from './fake-bridge.ts';

const tab = (name: string) => screen.getByRole('tab', { name });
const press = (key: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key });

beforeEach(() => {
  const log = createAccessLogModel(new FakeBridge());
  render(<Activity activity={createActivityModel()} log={log} transfers={createTransfersModel()} />);
});
afterEach(cleanup);

describe('the lower pane', () => {
  it('shows the access log first, as the panel of its tab', () => {
    expect(tab('Access log').getAttribute('aria-selected')).toBe('true');
    expect(tab('Transfers').getAttribute('aria-selected')).toBe('false');
    const panel = screen.getByRole('tabpanel', { name: 'Access log' });
    expect(panel.contains(screen.getByRole('region', { name: 'Access log' }))).toBe(true);
    expect(tab('Access log').getAttribute('aria-controls')).toBe(panel.id);
    expect(screen.queryByRole('region', { name: 'Transfers' })).toBeNull();
  });

  it('shows the transfers in its place after a click, with the focus still on the tab', () => {
    tab('Transfers').focus();
    fireEvent.click(tab('Transfers'));
    expect(screen.getByRole('region', { name: 'Transfers' })).toBeTruthy();
    expect(screen.queryByRole('region', { name: 'Access log' })).toBeNull();
    expect(document.activeElement).toBe(tab('Transfers'));
  });

  it('is one stop for the Tab key; the arrows, Home and End go round', () => {
    expect(screen.getAllByRole('tab').map((each) => each.tabIndex)).toEqual([0, -1]);
    tab('Access log').focus();
    for (const [key, name] of [
      ['ArrowRight', 'Transfers'],
      ['ArrowRight', 'Access log'],
      ['ArrowLeft', 'Transfers'],
      ['Home', 'Access log'],
      ['End', 'Transfers'],
      ['x', 'Transfers'],
    ] as const) {
      press(key);
      expect(document.activeElement).toBe(tab(name));
      expect(tab(name).tabIndex).toBe(0);
      expect(screen.getByRole('region', { name })).toBeTruthy();
    }
  });
});

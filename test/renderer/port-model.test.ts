import { signal } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import { parsePort } from '../../src/renderer/share/parse-port.ts';
import { createPortModel } from '../../src/renderer/share/port-model.ts';
import type { ActionResult, AppSnapshot } from '../../src/shared/ipc.ts';
import { FakeBridge, snapshot } from './fake-bridge.ts';

describe('parsePort', () => {
  it.each([
    ['1', 1],
    ['8000', 8000],
    ['65535', 65_535],
    [' 80 ', 80],
    ['０８０８０', 8080],
    ['００８０', 80],
    ['', null],
    ['0', null],
    ['65536', null],
    ['99999', null],
    ['123456', null],
    ['-1', null],
    ['+80', null],
    ['80.5', null],
    ['8e3', null],
    ['0x50', null],
    ['80 80', null],
    ['http', null],
    ['²', 2],
    ['٨٠', null],
  ])('%j is %j', (text, port) => {
    expect(parsePort(text)).toBe(port);
  });
});

function portOver(bridge = new FakeBridge()) {
  const shown = signal<AppSnapshot | null>(snapshot());
  return { bridge, shown, port: createPortModel(bridge, shown) };
}

describe('the port field', () => {
  it('shows the wanted port, and what is typed while it is typed', () => {
    const { shown, port } = portOver();
    expect(port.text.value).toBe('8000');
    port.edit('90');
    shown.value = snapshot({ wantedPort: 7000 });
    expect(port.text.value).toBe('90');
    port.revert();
    expect(port.text.value).toBe('7000');
  });

  it('sets a valid new port once, though Enter and blur both ask for it', async () => {
    const { bridge, port } = portOver();
    port.edit('9000');
    await Promise.all([port.apply(), port.apply()]);
    expect(bridge.calls).toEqual([['setPort', 9000]]);
  });

  it('asks for nothing where nothing was changed', async () => {
    const { bridge, port } = portOver();
    await port.apply();
    port.edit('08000');
    await port.apply();
    expect(bridge.calls).toEqual([]);
    expect(port.text.value).toBe('8000');
  });

  it('keeps what is no port to be mended', async () => {
    const { bridge, port } = portOver();
    port.edit('99999');
    expect(port.valid.value).toBe(false);
    await port.apply();
    expect(port.text.value).toBe('99999');
    expect(bridge.calls).toEqual([]);
  });

  it('tells why a port could not be set until the next key stroke', async () => {
    const problem = { kind: 'port-forbidden', port: 80 } as const;
    const { port } = portOver(new FakeBridge({ setPort: () => ({ ok: false, problem }) }));
    port.edit('80');
    await port.apply();
    expect(port.problem.value).toEqual(problem);
    expect(port.text.value).toBe('80');
    port.edit('8');
    expect(port.problem.value).toBeNull();
  });

  it('does not lose what is typed while a port is being set', async () => {
    let answer: (result: ActionResult) => void = () => undefined;
    const { port } = portOver(
      new FakeBridge({
        setPort: () =>
          new Promise((resolve) => {
            answer = resolve;
          }),
      }),
    );
    port.edit('9000');
    const applied = port.apply();
    port.edit('9001');
    answer({ ok: true });
    await applied;
    expect(port.text.value).toBe('9001');
  });
});

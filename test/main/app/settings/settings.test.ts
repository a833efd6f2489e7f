import { describe, expect, it } from 'vitest';
import { defaultSettings, parseSettings } from '../../../../src/main/app/settings/settings.ts';

const folder = { path: '/a', kind: 'folder' };
const bounds = { x: -10, y: 0, width: 800, height: 600, maximized: false };

describe('parseSettings', () => {
  it.each<[string, object]>([
    ['an empty object', {}],
    ['the lowest port', { port: 1 }],
    ['the highest port', { port: 65_535 }],
    ['no item', { shareItems: [] }],
    ['items', { shareItems: [folder, { path: '/b.txt', kind: 'file' }] }],
    ['a running share', { shareRunning: true }],
    ['bounds', { windowBounds: bounds }],
    ['no bounds', { windowBounds: null }],
    ['no discovery', { discovery: false }],
    ['a name shown to others', { shownName: '书房的电脑' }],
    ['everybody let in', { isPublic: true }],
    ['blocked visitors', { blockedAddresses: ['192.0.2.7', 'fd00::7'] }],
    ['a start at login', { startAtLogin: true, keepInTray: true }],
    ['notifications', { notifyFirstVisitor: false, notifyTransferDone: true, notifyFailure: false }],
    ['a language', { language: 'zh-CN' }],
    ["the system's language", { language: null }],
    ['a theme', { theme: 'dark' }],
    ['a log file', { logToFile: true }],
    [
      'an item with choices',
      { shareItems: [{ ...folder, name: 'A', followLinks: true, showHidden: true, serveIndex: false }] },
    ],
    ['recent items', { recentItems: [folder] }],
    ['networks', { knownNetworks: ['gateway 02:00:00:00:00:01', 'offline'] }],
    [
      'choices of where to share',
      {
        reaches: [
          { networkId: null, reach: { kind: 'all' } },
          { networkId: 'a', reach: { kind: 'this-computer' } },
          { networkId: 'b', reach: { kind: 'interface', interfaceName: 'eth0', networkId: 'b' } },
          { networkId: 'b', reach: { kind: 'interface', interfaceName: 'tun0', networkId: null } },
        ],
      },
    ],
  ])('takes %s', (_what, value) => {
    expect(parseSettings(value)).toEqual({ settings: { ...defaultSettings, ...value }, unknown: {}, broken: [] });
  });

  it.each<[string, unknown]>([
    ['port', 0],
    ['port', 65_536],
    ['port', 80.5],
    ['port', '8000'],
    ['port', null],
    ['shareItems', null],
    ['shareItems', '/a'],
    ['shareItems', { 0: folder }],
    ['shareItems', ['/a', 7]],
    ['shareRunning', 'yes'],
    ['shareRunning', 1],
    ['windowBounds', []],
    ['windowBounds', { ...bounds, x: 0.5 }],
    ['windowBounds', { ...bounds, y: '0' }],
    ['windowBounds', { ...bounds, width: 0 }],
    ['windowBounds', { ...bounds, height: -1 }],
    ['windowBounds', { ...bounds, maximized: undefined }],
    ['windowBounds', 7],
    ['discovery', 'off'],
    ['isPublic', 'no'],
    ['blockedAddresses', ['the neighbour']],
    ['language', 'de'],
    ['theme', 'blue'],
    ['recentItems', '/a'],
    ['shownName', ''],
    ['shownName', '   '],
    ['shownName', 'x'.repeat(201)],
    ['shownName', 7],
    ['knownNetworks', 'home'],
    ['knownNetworks', ['', 7, 'x'.repeat(257)]],
    ['reaches', {}],
    ['reaches', [null, { networkId: 'a' }, { networkId: 7, reach: { kind: 'all' } }]],
    ['reaches', [{ networkId: 'a', reach: { kind: 'internet' } }]],
    ['reaches', [{ networkId: 'a', reach: { kind: 'interface', interfaceName: '', networkId: null } }]],
    ['reaches', [{ networkId: 'a', reach: { kind: 'interface', interfaceName: 'eth0' } }]],
  ])('a broken %s (%j) costs only itself', (key, broken) => {
    const good = { ...defaultSettings, port: 9000, shareItems: [folder], shareRunning: true, windowBounds: bounds };
    const parsed = parseSettings({ ...good, [key]: broken });
    expect(parsed?.settings).toEqual({ ...good, [key]: defaultSettings[key as keyof typeof defaultSettings] });
    expect(parsed?.broken).toEqual([key]);
  });

  it('keeps the good items beside broken ones', () => {
    const shareItems = [
      folder,
      { path: 'relative', kind: 'folder' },
      { path: '/x\0', kind: 'file' },
      { path: '/b', kind: 'disk' },
      null,
    ];
    expect(parseSettings({ shareItems })?.settings.shareItems).toEqual([folder]);
  });

  it('keeps the newest networks and choices, and the good ones beside broken ones', () => {
    const many = Array.from({ length: 100 }, (_, index) => `network ${index}`);
    expect(parseSettings({ knownNetworks: [...many, 7] })?.settings.knownNetworks).toEqual(many.slice(-63));
    const reaches = many.map((networkId) => ({ networkId, reach: { kind: 'all' } }));
    expect(parseSettings({ reaches })?.settings.reaches).toEqual(reaches.slice(-64));
  });

  it('has each path once', () => {
    expect(parseSettings({ shareItems: [folder, folder] })?.settings.shareItems).toEqual([folder]);
  });

  it('keeps unknown keys as they are', () => {
    const unknown = { later: { nested: [1, null] }, themes: 'dark' };
    expect(parseSettings({ ...unknown, port: 1234 })?.unknown).toEqual(unknown);
  });

  it('is not led astray by names that every object has', () => {
    const parsed = parseSettings(JSON.parse('{"__proto__": {"port": 1}, "constructor": 2, "toString": 3}'));
    expect(parsed?.settings).toEqual(defaultSettings);
    expect(JSON.stringify(parsed?.unknown)).toBe('{"__proto__":{"port":1},"constructor":2,"toString":3}');
  });

  it.each([[null], [undefined], ['text'], [7], [[]], [true]])('%j is no settings', (value) => {
    expect(parseSettings(value)).toBeUndefined();
  });
});

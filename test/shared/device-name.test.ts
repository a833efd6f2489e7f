import { describe, expect, it } from 'vitest';
import { deviceName } from '../../src/shared/device-name.ts';

const webKit = 'AppleWebKit/605.1.15 (KHTML, like Gecko)';
const blink = 'AppleWebKit/537.36 (KHTML, like Gecko)';

describe('deviceName', () => {
  it.each([
    [
      `Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) ${webKit} Version/17.5 Mobile/15E148 Safari/604.1`,
      'iPhone',
    ],
    [
      `Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) ${webKit} CriOS/126.0 Mobile/15E148 Safari/604.1`,
      'iPhone · Chrome',
    ],
    [
      `Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) ${webKit} Mobile/15E148 MicroMessenger/8.0.49`,
      'iPhone · WeChat',
    ],
    [
      `Mozilla/5.0 (iPad; CPU OS 16_6 like Mac OS X) ${webKit} FxiOS/127.0 Mobile/15E148 Safari/605.1.15`,
      'iPad · Firefox',
    ],
    ['AppleCoreMedia/1.0.0.21F79 (iPhone; U; CPU OS 17_5 like Mac OS X; en_us)', 'iPhone'],
    [`Mozilla/5.0 (Linux; Android 10; K) ${blink} Chrome/126.0.0.0 Mobile Safari/537.36`, 'Android · Chrome'],
    [
      `Mozilla/5.0 (Linux; Android 13; SAMSUNG SM-S918B) ${blink} SamsungBrowser/25.0 Chrome/121.0 Mobile Safari/537.36`,
      'Android · Samsung Internet',
    ],
    ['Mozilla/5.0 (Android 14; Mobile; rv:127.0) Gecko/127.0 Firefox/127.0', 'Android · Firefox'],
    ['Dalvik/2.1.0 (Linux; U; Android 13; Pixel 7 Build/TQ3A)', 'Android'],
    [
      `Mozilla/5.0 (Linux; Android 9; AFTKA Build/PS7633) ${blink} Silk/126.1 like Chrome/126.0 Safari/537.36`,
      'Fire TV · Silk',
    ],
    [`Mozilla/5.0 (SMART-TV; LINUX; Tizen 6.0) ${blink} 76.0.3809.146/6.0 TV Safari/537.36`, 'Samsung TV'],
    [`Mozilla/5.0 (Web0S; Linux/SmartTV) ${blink} Chrome/94.0.4606.128 Safari/537.36`, 'LG TV · Chrome'],
    [
      `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${blink} Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0`,
      'Windows · Edge',
    ],
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:127.0) Gecko/20100101 Firefox/127.0', 'Windows · Firefox'],
    ['Mozilla/5.0 (Windows NT; Windows NT 10.0; en-US) WindowsPowerShell/5.1.22621.2506', 'PowerShell'],
    [`Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${webKit} Version/17.5 Safari/605.1.15`, 'Mac · Safari'],
    [`Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${blink} Chrome/126.0.0.0 Safari/537.36`, 'Chromebook · Chrome'],
    [`Mozilla/5.0 (X11; Linux x86_64) ${blink} HeadlessChrome/126.0.0.0 Safari/537.36`, 'Linux · Chrome'],
    [
      `Mozilla/5.0 (Phone; OpenHarmony 5.0) ${blink} Chrome/114.0 Safari/537.36 ArkWeb/4.1 Mobile HuaweiBrowser/5.0`,
      'HarmonyOS · Huawei Browser',
    ],
    ['curl/8.5.0', 'curl'],
    ['Wget/1.21.4', 'wget'],
    ['aria2/1.37.0', 'aria2'],
    ['VLC/3.0.20 LibVLC/3.0.20', 'VLC'],
    ['Kodi/20.2 (Linux; Android 11.0; SHIELD Android TV) Android/11.0', 'Kodi'],
    ['Lavf/60.16.100', 'FFmpeg'],
    ['python-requests/2.32.3', 'Python'],
    ['node', 'Node.js'],
    ['lftp/4.9.2', 'lftp'],
    ['Cyberduck/9.0.0.41777 (Mac OS X/14.5) (aarch64)', 'Mac · Cyberduck'],
    ['SomeApp/2', 'SomeApp'],
    ['SomeApp/2 CFNetwork/1496 (iPhone; iOS 17.5)', 'iPhone · SomeApp'],
  ])('%s', (userAgent, name) => expect(deviceName(userAgent)).toBe(name));

  it.each([
    ['no field', null],
    ['an empty one', ''],
    ['what every browser begins with, and nothing else', 'Mozilla/5.0'],
    ['control characters', '\u001b[31mred/1.0'],
    ['another direction of writing', '\u202etxt/1.0'],
    ['markup', '<img src=x onerror=alert(1)>'],
    ['bytes beyond ASCII', 'caf\u00e9/1'],
    ['a token that is no name', `${'a'.repeat(25)}/1`],
    ['something very long', `(${' '.repeat(100_000)}`],
  ])('says nothing of %s', (_what, userAgent) => expect(deviceName(userAgent)).toBeNull());

  it('forgets nothing that matters where every field is another one', () => {
    for (let index = 0; index < 2_000; index++) expect(deviceName(`Agent${index}/1`)).toBe(`Agent${index}`);
    expect(deviceName('curl/8')).toBe('curl');
  });
});

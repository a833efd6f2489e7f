import { deviceNameCharsMax, deviceNamesKeptMax, userAgentReadCharsMax } from './limits.ts';

/**
 * A short name for what a visitor uses, told by its User-Agent (RFC 9110 §10.1.5): `iPhone`, `Android · Chrome`,
 * `Windows · Firefox`, `curl`, `VLC`. Null where there is no field or it says nothing. The names are those of products,
 * so they are the same in every language; they are plain ASCII but for the dot, whatever the field held.
 *
 * The field says what the visitor wants it to say: good for reading, not for deciding.
 */
export function deviceName(userAgent: string | null): string | null {
  if (userAgent === null) return null;
  const field = userAgent.slice(0, userAgentReadCharsMax);
  const known = names.get(field);
  if (known !== undefined) return known;
  const name = nameOf(field);
  // Visitors send the same few fields again and again; one who always sends another must not fill the memory.
  if (names.size >= deviceNamesKeptMax) names.clear();
  names.set(field, name);
  return name;
}

const names = new Map<string, string | null>();

function nameOf(userAgent: string): string | null {
  const program = firstMatch(programs, userAgent);
  if (program !== null) return program;
  const system = firstMatch(systems, userAgent);
  const browser = firstMatch(browsers, userAgent) ?? firstProduct(userAgent);
  if (system === null) return browser;
  return browser === null || browser === browserThatGoesWithoutSaying(system) ? system : `${system} · ${browser}`;
}

function firstMatch(table: readonly (readonly [RegExp, string])[], userAgent: string): string | null {
  return table.find(([pattern]) => pattern.test(userAgent))?.[1] ?? null;
}

/** Nearly every one of these has it. */
function browserThatGoesWithoutSaying(system: string): string | null {
  return ['iPhone', 'iPad', 'iPod touch', 'Apple TV'].includes(system) ? 'Safari' : null;
}

/** The first product token, as `lftp` in `lftp/4.9.2`, where it is a name and no part of the system. */
function firstProduct(userAgent: string): string | null {
  const product = /^[A-Za-z][\w.+-]*(?=[/ ]|$)/.exec(userAgent)?.[0] ?? 'Mozilla';
  return productsOfSystems.includes(product) || product.length > deviceNameCharsMax ? null : product;
}

const productsOfSystems = ['Mozilla', 'Dalvik', 'AppleCoreMedia', 'stagefright'];

/** Programs whose name says more than the system they run on; the first that matches. */
const programs: readonly (readonly [RegExp, string])[] = [
  [/^curl\//i, 'curl'],
  [/^Wget2?\//i, 'wget'],
  [/^aria2\//i, 'aria2'],
  [/^HTTPie\//i, 'HTTPie'],
  [/^(?:python-requests|Python-urllib|python-httpx|Python\/.*aiohttp)/i, 'Python'],
  [/^Go-http-client\//i, 'Go'],
  [/^(?:node|undici|axios|node-fetch|got)(?:[/ (]|$)/i, 'Node.js'],
  [/PowerShell\//, 'PowerShell'],
  [/\bKodi\/|\bXBMC\//i, 'Kodi'],
  [/\b(?:Lib)?VLC\//i, 'VLC'],
  [/^(?:lib)?mpv\b/i, 'mpv'],
  [/^Lavf\//i, 'FFmpeg'],
  [/^NSPlayer\//, 'Windows Media Player'],
  [/^Infuse/, 'Infuse'],
  [/^Microsoft-WebDAV-MiniRedir/i, 'Windows Explorer'],
  [/^WebDAVFS\//, 'Finder'],
  [/^gvfs\//i, 'GNOME Files'],
];

/** Devices and systems; the particular ones before those that they are made of. */
const systems: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\biPod\b/, 'iPod touch'],
  [/\bApple ?TV\b|\btvOS\b/, 'Apple TV'],
  [/\bOculusBrowser\//, 'Quest'],
  [/\bCrKey\//, 'Chromecast'],
  [/\bAFT[A-Z]\w*\b/, 'Fire TV'],
  [/\bTizen\b.*\bTV\b|\bSMART-TV\b/i, 'Samsung TV'],
  [/\bWeb0S\b|\bwebOS\.TV\b/i, 'LG TV'],
  [/\bRoku\b/, 'Roku'],
  [/\bBRAVIA\b|\b(?:Android|Google) ?TV\b/i, 'Android TV'],
  [/\bPlayStation(?: Vita)?\b/i, 'PlayStation'],
  [/\bXbox\b/i, 'Xbox'],
  [/\bNintendo\b/i, 'Nintendo'],
  [/\bKindle\b|\bSilk\//, 'Kindle'],
  [/\bKobo\b/i, 'Kobo'],
  [/Harmony(?:OS)?\b/i, 'HarmonyOS'],
  [/\bAndroid\b/i, 'Android'],
  [/\bKAIOS\b/i, 'KaiOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bCrOS\b/, 'Chromebook'],
  [/\bMacintosh\b|\bMac OS X\b|\bmacOS\b/, 'Mac'],
  [/\bLinux\b|\bX11\b|\bUbuntu\b/, 'Linux'],
  [/\b(?:Free|Open|Net)BSD\b/, 'BSD'],
];

/** Browsers and apps that show pages; each before those whose name it carries along. */
const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bMicroMessenger\//, 'WeChat'],
  [/\bMQQBrowser\//, 'QQ Browser'],
  [/\bQQ\//, 'QQ'],
  [/\bAlipayClient\//, 'Alipay'],
  [/\bDingTalk\//, 'DingTalk'],
  [/\bUC ?Browser\/|\bUCWEB\//i, 'UC Browser'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bHuaweiBrowser\//, 'Huawei Browser'],
  [/\bMiuiBrowser\//, 'Mi Browser'],
  [/\bHeyTapBrowser\//, 'HeyTap Browser'],
  [/\bVivoBrowser\//, 'vivo Browser'],
  [/\bSilk\//, 'Silk'],
  [/\bDuckDuckGo\/|\bDdg\//, 'DuckDuckGo'],
  [/\bYaBrowser\//, 'Yandex'],
  [/\bVivaldi\//, 'Vivaldi'],
  [/\b(?:OPR|OPiOS|OPT|Opera)\b/, 'Opera'],
  [/\bEdg(?:e|A|iOS)?\//, 'Edge'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:MSIE |Trident\/)/, 'Internet Explorer'],
  [/\b(?:Headless)?Chrome\/|\bCriOS\/|\bChromium\//, 'Chrome'],
  [/\bEpiphany\//, 'GNOME Web'],
  [/\bVersion\/[\d.]+.*\bSafari\//, 'Safari'],
];

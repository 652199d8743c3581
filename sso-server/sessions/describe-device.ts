import type { LocalizedText } from '../database-schema.ts';

export type Device = {
  kind: 'desktop' | 'phone' | 'tablet' | 'unknown';
  browser: LocalizedText | null;
  system: LocalizedText | null;
};

type Names = readonly (readonly [pattern: RegExp, zh: string, en?: string])[];

/**
 * What people of a Chinese bureau use. The first match counts: most of these also say Chrome or Safari. A table of
 * our own, since the libraries know the browsers and systems made in China badly.
 */
const browsers: Names = [
  [/wxwork\/([\d]+)/i, '企业微信', 'WeCom'],
  [/MicroMessenger\/([\d]+)/i, '微信', 'WeChat'],
  [/DingTalk\/([\d]+)/i, '钉钉', 'DingTalk'],
  [/QAXBrowser|Qaxbrowser/i, '奇安信可信浏览器', 'Qi An Xin browser'],
  [/360SE|360EE|QIHU|QHBrowser/i, '360 浏览器', '360 browser'],
  [/M?QQBrowser\/([\d]+)/i, 'QQ 浏览器', 'QQ Browser'],
  [/UOSBrowser|UOS Browser/i, '统信浏览器', 'UOS browser'],
  [/MetaSr|SogouMobileBrowser/i, '搜狗浏览器', 'Sogou browser'],
  [/UC?Browser\/([\d]+)/i, 'UC 浏览器', 'UC Browser'],
  [/HuaweiBrowser\/([\d]+)/i, '华为浏览器', 'Huawei browser'],
  [/(?:Edg|EdgA|EdgiOS|Edge)\/([\d]+)/, 'Edge'],
  [/(?:OPR|Opera)\/([\d]+)/, 'Opera'],
  [/(?:Firefox|FxiOS)\/([\d]+)/, 'Firefox'],
  [/(?:Chrome|CriOS)\/([\d]+)/, 'Chrome'],
  [/Version\/([\d]+)[\d.]* (?:Mobile\/\w+ )?Safari/, 'Safari'],
  [/Trident\/|MSIE /, 'Internet Explorer'],
];

const systems: Names = [
  [/HarmonyOS|OpenHarmony/i, '鸿蒙', 'HarmonyOS'],
  [/Kylin/i, '麒麟', 'Kylin'],
  [/UOS|uniontech/i, '统信 UOS', 'UOS'],
  [/Windows NT 10\.0/, 'Windows 10/11'],
  [/Windows NT 6\.[23]/, 'Windows 8'],
  [/Windows NT 6\.1/, 'Windows 7'],
  [/Windows/, 'Windows'],
  [/iPad/, 'iPad'],
  [/iPhone|iPod/, 'iPhone'],
  [/Android ([\d]+)/, 'Android'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
];

/** What a `User-Agent` says, as far as it can be told to people. It proves nothing: anybody can send any. */
export function describeDevice(userAgent: string | null): Device {
  const text = userAgent ?? '';
  return { kind: kindOf(text), browser: find(browsers, text), system: find(systems, text) };
}

/** `Chrome 130 · Windows 10/11`, or undefined when nothing is known. */
export function deviceName({ browser, system }: Device, locale: keyof LocalizedText): string | undefined {
  const parts = [browser, system].flatMap((part) => (part ? [part[locale]] : []));
  return parts.length === 0 ? undefined : parts.join(' · ');
}

function find(names: Names, text: string): LocalizedText | null {
  for (const [pattern, zh, en = zh] of names) {
    const match = pattern.exec(text);
    if (!match) continue;
    const version = match[1] === undefined ? '' : ` ${match[1]}`;
    return { 'zh-CN': zh + version, 'en-US': en + version };
  }
  return null;
}

function kindOf(text: string): Device['kind'] {
  if (/iPad|Tablet|PlayBook/i.test(text) || (/Android/.test(text) && !/Mobile/.test(text))) return 'tablet';
  if (/Mobile|iPhone|Android/.test(text)) return 'phone';
  return /Windows|Macintosh|Linux|CrOS|X11/.test(text) ? 'desktop' : 'unknown';
}

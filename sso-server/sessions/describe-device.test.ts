import { describe, expect, it } from 'vitest';
import { describeDevice, deviceName } from './describe-device.ts';

const chrome = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36';

describe('the device of a session', () => {
  it.each([
    [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${chrome}`, 'Chrome 130 · Windows 10/11', 'desktop'],
    [`Mozilla/5.0 (Windows NT 6.1; WOW64) ${chrome} QIHU 360EE`, '360 浏览器 · Windows 7', 'desktop'],
    [`Mozilla/5.0 (X11; Linux x86_64; Kylin V10) ${chrome} Edg/130.0`, 'Edge 130 · 麒麟', 'desktop'],
    [`Mozilla/5.0 (X11; Linux x86_64) UOS ${chrome} UOSBrowser/6.0`, '统信浏览器 · 统信 UOS', 'desktop'],
    [
      'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
      'Firefox 128 · Linux',
      'desktop',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
      'Safari 17 · iPhone',
      'phone',
    ],
    [
      'Mozilla/5.0 (Linux; Android 14; ALN-AL00) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36 wxwork/4.1.30 MicroMessenger/7.0.1',
      '企业微信 4 · Android 14',
      'phone',
    ],
    [
      'Mozilla/5.0 (Windows NT 6.1; Trident/7.0; rv:11.0) like Gecko',
      'Internet Explorer · Windows 7',
      'desktop',
    ],
  ])('%s', (userAgent, name, kind) => {
    const device = describeDevice(userAgent);
    expect(deviceName(device, 'zh-CN')).toBe(name);
    expect(device.kind).toBe(kind);
  });

  it('is unknown where nothing is said, and says it in English too', () => {
    expect(deviceName(describeDevice(null), 'zh-CN')).toBeUndefined();
    expect(deviceName(describeDevice('curl/8.5.0'), 'zh-CN')).toBeUndefined();
    const device = describeDevice(`Mozilla/5.0 (X11; Linux x86_64; Kylin) ${chrome} 360SE`);
    expect(deviceName(device, 'en-US')).toBe('360 browser · Kylin');
  });
});

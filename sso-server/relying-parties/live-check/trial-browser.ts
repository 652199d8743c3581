import { AddressNotAllowed } from '../../outgoing/allowed-networks.ts';
import type { GuardedAnswer, GuardedRequest } from '../../outgoing/guarded-request.ts';

const attemptMs = 8_000;
export const mostHops = 12;

export type Page = GuardedAnswer & { url: string };
/** Where following redirects ended: at a page, at the address that was looked for, nowhere. */
export type Walk =
  | { end: 'page'; page: Page }
  | { end: 'found'; url: URL }
  | { end: 'loop'; url: string }
  | { end: 'outside'; host: string }
  | { end: 'unreachable'; url: string; reason: string };

export type TrialBrowser = ReturnType<typeof createTrialBrowser>;

/**
 * What a person's browser would do at a system: keeps its cookies (by host, whatever the port, RFC 6265) and follows
 * redirects, one by one, each through the guard. The session at the provider is sent to the provider only.
 */
export function createTrialBrowser(o: {
  request: GuardedRequest;
  signal: AbortSignal;
  /** Cookies for one origin and no other. */
  own?: { origin: string; cookie: string } | undefined;
}) {
  const jar = new Map<string, { host: string; name: string; value: string; path: string }>();

  function cookiesFor(url: URL): string {
    const kept = [...jar.values()]
      .filter(({ host, path }) => host === url.hostname && url.pathname.startsWith(path))
      .map(({ name, value }) => `${name}=${value}`);
    if (o.own?.origin === url.origin) kept.push(o.own.cookie);
    return kept.join('; ');
  }

  function keep(url: URL, line: string): void {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
    const at = pair.indexOf('=');
    const name = pair.slice(0, at);
    const path = attributes.find((text) => /^path=/i.test(text))?.slice(5) || '/';
    const isGone = attributes.some(
      (text) => /^max-age=(0|-\d+)$/i.test(text) || /^expires=.*19[67]\d/i.test(text),
    );
    const key = `${url.hostname} ${path} ${name}`;
    if (isGone) jar.delete(key);
    else jar.set(key, { host: url.hostname, name, value: pair.slice(at + 1), path });
  }

  async function send(address: string): Promise<Page> {
    const url = new URL(address);
    const cookie = cookiesFor(url);
    const answer = await o.request(url.href, {
      headers: {
        accept: 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.8',
        'accept-language': 'zh-CN,zh;q=0.9,en;q=0.8',
        'user-agent': 'Mozilla/5.0 (compatible; YimenLiveCheck/1.0)',
        // Systems redirect a person who opens a page, and answer 401 to scripts.
        'sec-fetch-mode': 'navigate',
        'sec-fetch-dest': 'document',
        ...(cookie && { cookie }),
      },
      signal: AbortSignal.any([o.signal, AbortSignal.timeout(attemptMs)]),
    });
    for (const line of answer.headers.getSetCookie()) keep(url, line);
    return { ...answer, url: url.href };
  }

  /** Opens an address and follows redirects, up to the first page or to the address that is looked for. */
  async function walk(address: string, isFound: (url: URL) => boolean = () => false): Promise<Walk> {
    let url = new URL(address);
    for (let hop = 0; hop < mostHops; hop += 1) {
      if (isFound(url)) return { end: 'found', url };
      const page = await send(url.href).catch((error: unknown) => failureOf(error, url));
      if ('end' in page) return page;
      const location = page.headers.get('location');
      if (page.status < 300 || page.status >= 400 || location === null) return { end: 'page', page };
      const next = URL.parse(location, url);
      if (!next || !/^https?:$/.test(next.protocol)) return { end: 'page', page };
      url = next;
    }
    return { end: 'loop', url: url.href };
  }

  return { send, walk };
}

function failureOf(error: unknown, url: URL): Extract<Walk, { end: 'outside' | 'unreachable' }> {
  if (isOutside(error)) return { end: 'outside', host: url.hostname };
  return { end: 'unreachable', url: url.href, reason: reasonOf(error) };
}

export function isOutside(error: unknown): boolean {
  return (
    error instanceof AddressNotAllowed || (error instanceof Error && error.cause instanceof AddressNotAllowed)
  );
}

/** The code of the connection's error, as administrators find it in manuals: ECONNREFUSED, ENOTFOUND, … */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  if (error.name === 'TimeoutError') return 'timeout';
  const cause = error.cause as { code?: string; message?: string } | undefined;
  return String(cause?.code ?? cause?.message ?? error.message).slice(0, 120);
}

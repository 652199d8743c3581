import { request } from 'node:http';

/** What was answered; `url` is the address it came from. */
export type Answer = {
  status: number;
  url: string;
  headers: Record<string, string | string[] | undefined>;
  body: string;
};
type Cookie = { name: string; value: string; path: string };
type RequestOptions = { method?: string; headers?: Record<string, string>; body?: string };

/**
 * A browser without a screen: one cookie jar for localhost, whatever the port, as real browsers do it.
 * `visit` follows redirects and fills in the sign-in form of a provider with one field; `send` makes one request.
 * @param o.username what to fill in; `keepsCookies: false` is a browser with cookies switched off
 */
export function createTestBrowser(o: { username?: string; keepsCookies?: boolean } = {}) {
  const jar = new Map<string, Cookie>();
  const log: string[] = [];

  function send(address: string, options: RequestOptions = {}): Promise<Answer> {
    const url = new URL(address);
    const cookie = [...jar.values()]
      .filter(({ path }) => url.pathname.startsWith(path))
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
    return new Promise((resolve, reject) => {
      const headers = { accept: 'text/html', ...(cookie && { cookie }), ...options.headers };
      // node:http, because fetch sets Sec-Fetch headers of its own.
      const message = request(url, { method: options.method ?? 'GET', headers, agent: false }, (response) => {
        for (const line of response.headers['set-cookie'] ?? []) keep(line);
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          log.push(`${options.method ?? 'GET'} ${address} ${response.statusCode}`);
          resolve({
            status: response.statusCode ?? 0,
            url: address,
            headers: response.headers,
            body: Buffer.concat(chunks).toString(),
          });
        });
      });
      message.on('error', reject);
      message.end(options.body);
    });
  }

  function keep(line: string): void {
    if (o.keepsCookies === false) return;
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
    const at = pair.indexOf('=');
    const name = pair.slice(0, at);
    const path = attributes.find((text) => /^path=/i.test(text))?.slice(5) ?? '/';
    const isGone = attributes.some(
      (text) => /^max-age=0$/i.test(text) || /^expires=Thu, 01 Jan 1970/i.test(text),
    );
    if (isGone) jar.delete(`${name} ${path}`);
    else jar.set(`${name} ${path}`, { name, value: pair.slice(at + 1), path });
  }

  async function visit(address: string, stopAt?: (url: URL) => boolean): Promise<Answer> {
    let url = new URL(address);
    for (let hop = 0; hop < 30; hop += 1) {
      if (stopAt?.(url)) return { status: 0, url: url.href, headers: {}, body: '' };
      const answer = await send(url.href);
      const { location } = answer.headers;
      if (typeof location === 'string') url = new URL(location, url);
      else if (url.pathname.startsWith('/interaction/') && !url.search)
        url.search = `?username=${o.username}`;
      else return answer;
    }
    throw new Error(`too many redirects:\n${log.join('\n')}`);
  }

  return {
    jar,
    log,
    send,
    visit,
    cookie: (name: string) => [...jar.values()].find((cookie) => cookie.name === name)?.value,
    setCookie: (name: string, value: string) => jar.set(`${name} /`, { name, value, path: '/' }),
  };
}

/** What `createTestBrowser` makes. */
export type TestBrowser = ReturnType<typeof createTestBrowser>;

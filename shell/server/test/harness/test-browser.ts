import { request } from 'node:http';

/** An answer with its body read. */
export type Answer = {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
  json<T = Record<string, unknown>>(): T;
};

/** Options of a request. `body` is sent as JSON unless it is bytes. */
export type SendOptions = {
  method?: string;
  headers?: Record<string, string>;
  body?: unknown;
};

/** A browser without a screen: a cookie jar, redirects, and the header that the shell sets. */
export type TestBrowser = {
  jar: Map<string, string>;
  /** As the shell's script: JSON, same origin. */
  api(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** As a navigation, without following redirects. */
  open(path: string, headers?: Record<string, string>): Promise<Answer>;
  send(url: string, options?: SendOptions): Promise<Answer>;
  /** Follows redirects until a page answers. */
  visit(path: string): Promise<Answer>;
};

export function createTestBrowser(origin: string): TestBrowser {
  const jar = new Map<string, string>();

  function send(address: string, options: SendOptions = {}): Promise<Answer> {
    const url = new URL(address, origin);
    const isOurs = url.origin === origin;
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const payload = encode(options.body);
    const headers = {
      ...(isOurs && cookie !== '' && { cookie }),
      ...(payload && { 'content-length': String(payload.length) }),
      ...(payload && !Buffer.isBuffer(options.body) && { 'content-type': 'application/json' }),
      ...options.headers,
    };
    return new Promise((resolve, reject) => {
      const message = request(url, { method: options.method ?? 'GET', headers, agent: false }, (response) => {
        if (isOurs) for (const line of response.headers['set-cookie'] ?? []) keep(line);
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text,
            json: () => JSON.parse(text),
          });
        });
      });
      message.on('error', reject);
      message.end(payload);
    });
  }

  function keep(line: string): void {
    const [pair = ''] = line.split(';');
    const at = pair.indexOf('=');
    if (/max-age=0/i.test(line)) jar.delete(pair.slice(0, at));
    else jar.set(pair.slice(0, at), pair.slice(at + 1));
  }

  const self: TestBrowser = {
    jar,
    send,
    api: (method, path, body, headers) =>
      send(path, {
        method,
        body,
        headers: {
          accept: 'application/json',
          'x-yimen-request': '1',
          'sec-fetch-site': 'same-origin',
          ...headers,
        },
      }),
    open: (path, headers) => send(path, { headers: { accept: 'text/html', ...headers } }),
    async visit(path) {
      let url = new URL(path, origin);
      for (let hop = 0; hop < 10; hop += 1) {
        const answer = await self.open(url.href);
        const { location } = answer.headers;
        if (typeof location !== 'string') return answer;
        url = new URL(location, url);
      }
      throw new Error('too many redirects');
    },
  };
  return self;
}

function encode(body: unknown): Buffer | undefined {
  if (body === undefined) return undefined;
  return Buffer.isBuffer(body) ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}

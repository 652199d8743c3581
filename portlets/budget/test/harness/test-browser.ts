import { request } from 'node:http';

export type Page = {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
  url: string;
};
type Sent = { method?: string; headers?: Record<string, string>; body?: string };

/** A browser without a screen: cookies, and redirects followed by `visit`. */
export type TestBrowser = {
  cookies: Map<string, string>;
  send(url: string, sent?: Sent): Promise<Page>;
  visit(url: string): Promise<Page>;
};

export function testBrowser(): TestBrowser {
  const cookies = new Map<string, string>();
  const send = (url: string, { method = 'GET', headers = {}, body }: Sent = {}): Promise<Page> =>
    new Promise((resolve, reject) => {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      // node:http, because fetch sets Sec-Fetch headers of its own.
      const sent = request(
        url,
        { method, agent: false, headers: { accept: 'text/html', ...(cookie && { cookie }), ...headers } },
        (response) => {
          for (const line of response.headers['set-cookie'] ?? []) {
            const [pair = ''] = line.split(';');
            const at = pair.indexOf('=');
            if (/max-age=0|1970/i.test(line)) cookies.delete(pair.slice(0, at));
            else cookies.set(pair.slice(0, at), pair.slice(at + 1));
          }
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              body: Buffer.concat(chunks).toString(),
              url,
            }),
          );
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
  const visit = async (url: string): Promise<Page> => {
    let at = url;
    for (let hop = 0; hop < 10; hop += 1) {
      const page = await send(at);
      if (typeof page.headers.location !== 'string') return page;
      at = new URL(page.headers.location, at).href;
    }
    throw new Error(`too many redirects at ${at}`);
  };
  return { cookies, send, visit };
}

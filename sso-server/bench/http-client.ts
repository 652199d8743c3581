import { Agent, request } from 'node:http';

export type Answer = { status: number; location: string; cookies: string[]; body: string };
export type Call = { method?: string; headers?: Record<string, string>; form?: Record<string, string> };

/** The least that speaks HTTP: the load generator shares the machine with the server. */
export function createHttpClient(connections: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  return {
    call(url: string, { method = 'GET', headers = {}, form }: Call = {}): Promise<Answer> {
      const body = form && new URLSearchParams(form).toString();
      const all = {
        ...headers,
        ...(body === undefined
          ? {}
          : {
              'content-type': 'application/x-www-form-urlencoded',
              'content-length': Buffer.byteLength(body),
            }),
      };
      return new Promise((resolve, reject) => {
        const sent = request(url, { method, headers: all, agent }, (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              location: response.headers.location ?? '',
              cookies: response.headers['set-cookie'] ?? [],
              body: Buffer.concat(chunks).toString(),
            }),
          );
        });
        sent.on('error', reject);
        sent.end(body);
      });
    },
    close: () => agent.destroy(),
  };
}

export type HttpClient = ReturnType<typeof createHttpClient>;

/** Cookies of one person, without paths: every sign-in of the benchmark has a jar of its own. */
export class Jar {
  private readonly values = new Map<string, string>();

  header(): Record<string, string> {
    return { cookie: [...this.values].map(([name, value]) => `${name}=${value}`).join('; ') };
  }

  keep({ cookies }: Answer): void {
    for (const line of cookies) {
      const pair = line.split(';', 1)[0] ?? '';
      const at = pair.indexOf('=');
      if (line.includes('expires=Thu, 01 Jan 1970')) this.values.delete(pair.slice(0, at));
      else this.values.set(pair.slice(0, at), pair.slice(at + 1));
    }
  }
}

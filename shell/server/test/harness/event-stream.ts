import { type IncomingMessage, request } from 'node:http';
import type { TestBrowser } from './test-browser.ts';

/** An open event stream. */
export type Stream = { text: string; isEnded: boolean; headers: IncomingMessage['headers']; close(): void };

/** Waits for something that the portal does by itself; the test's own time limit ends it. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 10));
}

/** Opens the stream of a shell and waits until it is open. */
export function openStream(url: string, browser: TestBrowser): Promise<Stream> {
  const cookie = [...browser.jar].map(([name, value]) => `${name}=${value}`).join('; ');
  return new Promise((resolve, reject) => {
    const headers = { cookie, accept: 'text/event-stream', 'accept-encoding': 'gzip, br' };
    const message = request(`${url}/api/events`, { headers, agent: false }, (response) => {
      const stream: Stream = {
        text: '',
        isEnded: false,
        headers: response.headers,
        close: () => message.destroy(),
      };
      response.on('data', (chunk: Buffer) => {
        stream.text += chunk.toString();
        if (stream.text.includes(': open')) resolve(stream);
      });
      response.on('close', () => {
        stream.isEnded = true;
      });
    });
    message.on('error', reject).end();
  });
}

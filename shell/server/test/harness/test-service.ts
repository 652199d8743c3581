import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a service was asked. */
export type Received = {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: Buffer;
  /** Claims of the token that came along. */
  claims: Record<string, unknown>;
  isAborted: boolean;
};

/** A portlet's service for tests; `answer` decides what it says. */
export type TestService = {
  url: string;
  received: Received[];
  answer: (request: Received, response: ServerResponse) => void;
  stop(): Promise<void>;
  start(): Promise<void>;
};

export async function startTestService(): Promise<TestService> {
  let port = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    const received: Received = {
      method: request.method ?? '',
      url: request.url ?? '',
      headers: request.headers,
      body: Buffer.alloc(0),
      claims: claimsOf(request.headers.authorization),
      isAborted: false,
    };
    self.received.push(received);
    response.on('close', () => {
      received.isAborted = !response.writableFinished;
    });
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.body = Buffer.concat(chunks);
      self.answer(received, response);
    });
  });
  const self: TestService = {
    url: '',
    received: [],
    answer: (_request, response) => json(response, { ok: true }),
    async start() {
      await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
      port = (server.address() as AddressInfo).port;
      self.url = `http://127.0.0.1:${port}/base`;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  await self.start();
  return self;
}

/** Answers with JSON. */
export function json(response: ServerResponse, body: unknown, status = 200, headers = {}): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    ...headers,
  });
  response.end(text);
}

function claimsOf(authorization = ''): Record<string, unknown> {
  const [, payload] = /^Bearer [^.]+\.([^.]+)\./.exec(authorization) ?? [];
  return payload ? JSON.parse(Buffer.from(payload, 'base64url').toString()) : {};
}

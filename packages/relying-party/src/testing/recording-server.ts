import { createServer } from 'node:http';

/** What a program was asked. `body` is its JSON, undefined when there is none. */
export type RecordedRequest = { method: string; path: string; body: unknown; authorization: string };

/** Another program on a real port that writes down what it is asked and answers with what the test says. */
export type RecordingServer = {
  url: string;
  requests: RecordedRequest[];
  /** Status of the next answers; 0 cuts the connection. */
  answer: (request: RecordedRequest) => number;
  close(): Promise<void>;
};

/** Starts one on a free port of loopback; it answers 200 until the test sets `answer`. */
export async function recordingServer(): Promise<RecordingServer> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    const recorded = {
      method: request.method ?? '',
      path: request.url ?? '',
      body: text === '' ? undefined : JSON.parse(text),
      authorization: request.headers.authorization ?? '',
    };
    const status = self.answer(recorded);
    if (status === 0) return response.destroy();
    self.requests.push(recorded);
    return response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const self: RecordingServer = {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    requests: [],
    answer: () => 200,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return self;
}

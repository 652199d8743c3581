import { createServer, type ServerResponse } from 'node:http';

export type ReceivedLogout = { path: string; token: string };

/** The back-channel logout endpoints of relying parties, on one loopback port. */
export type LogoutReceiver = {
  url: string;
  received: ReceivedLogout[];
  /** How a path answers; 204 unless told. */
  answer: Map<string, number | ((response: ServerResponse) => void)>;
  close(): Promise<void>;
};

export async function startLogoutReceiver(): Promise<LogoutReceiver> {
  const received: ReceivedLogout[] = [];
  const answer: LogoutReceiver['answer'] = new Map();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const path = request.url ?? '/';
    received.push({
      path,
      token: new URLSearchParams(Buffer.concat(chunks).toString()).get('logout_token') ?? '',
    });
    const how = answer.get(path) ?? 204;
    if (typeof how === 'number') response.writeHead(how).end();
    else how(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    answer,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

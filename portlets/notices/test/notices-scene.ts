import { createServer, type Server } from 'node:http';
import { type Database, openDatabase } from '@yimen/database';
import { createLog, type Listening, listen } from '@yimen/service-kit';
import { type TestIssuer, type TestTokenOptions, testIssuer } from '@yimen/service-kit/testing';
import type { NoticeContent, NoticePage, NoticeWritten } from '../contract/index.ts';
import { createNoticesApp } from '../service/app.ts';
import { migrations } from '../service/migrations/index.ts';
import type { NoticesDatabase } from '../service/tables.ts';

const audience = 'urn:yimen:service:notices';
export const morning = Date.UTC(2026, 10, 24, 1);

type Person = Partial<TestTokenOptions>;
export const publisher: Person = {
  sub: 'chenjing',
  name: '陈静',
  roles: ['staff', 'notice-publisher'],
  scope: 'notices:read notices:publish',
  unitId: 'budget-section',
  unitPath: ['city', 'bureau', 'budget-section'],
};
export const reader: Person = {
  sub: 'wangfang',
  name: '王芳',
  roles: ['staff'],
  scope: 'notices:read',
  unitId: 'payment-centre',
  unitPath: ['city', 'bureau', 'payment-centre'],
};

export const content = (fields: Partial<NoticeContent> = {}): NoticeContent => ({
  title: '关于做好年终结账工作的通知',
  documentNumber: '示财库〔2026〕18号',
  category: 'notice',
  body: [{ kind: 'paragraph', text: '各预算单位：' }],
  unitName: '示范市财政局预算科',
  audience: { kind: 'everyone' },
  isPinned: false,
  validFrom: null,
  validUntil: null,
  ...fields,
});

/** A form as the portlet sends it. */
export function form(notice: unknown, files: { name: string; content: BlobPart }[] = []): FormData {
  const data = new FormData();
  data.set('notice', JSON.stringify(notice));
  for (const file of files) data.append('attachments', new Blob([file.content]), file.name);
  return data;
}

export const pdf = (size = 64) => {
  const bytes = new Uint8Array(size).fill(0x20);
  bytes.set(new TextEncoder().encode('%PDF-1.7\n'));
  return bytes;
};

export type NoticesScene = Awaited<ReturnType<typeof noticesScene>>;

/** The real service on a real database, with an issuer and a directory of its own. */
export async function noticesScene(url: string) {
  const issuer: TestIssuer = await testIssuer();
  const log = createLog({ category: 'test', write: () => undefined });
  const db: Database<NoticesDatabase> = await openDatabase<NoticesDatabase>({ url, migrations });
  const portal = await recordingPortal();
  const config = {
    issuer: issuer.url,
    clientId: 'notices',
    clientSecret: 'a-secret-for-tests',
    portalUrl: portal.url,
  };
  let now = morning;
  const { app, close } = createNoticesApp({ config, db, log, clock: () => now });
  const server: Listening = await listen({ app, host: '127.0.0.1', port: 0, log });

  const as = async (person: Person, path: string, init: RequestInit = {}): Promise<Response> => {
    // A program's own token names nobody that it acts for.
    const actor = person.sub === person.clientId ? {} : { actor: 'portal' };
    const token = await issuer.token({ audience, ...actor, ...person });
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${token}`);
    if (typeof init.body === 'string') headers.set('content-type', 'application/json');
    return fetch(`${server.url}${path}`, { ...init, headers });
  };
  const json = (body: unknown, method = 'POST') => ({ method, body: JSON.stringify(body) });
  return {
    db,
    url: server.url,
    notified: portal.topics,
    setNow: (moment: number) => {
      now = moment;
    },
    as,
    asProgram: (scope: string, path: string, body: unknown) =>
      as({ sub: 'launcher', clientId: 'launcher', scope }, path, json(body, 'PUT')),
    post: (person: Person, path: string, body: unknown = {}) => as(person, path, json(body)),
    write: (person: Person, notice: unknown, files?: Parameters<typeof form>[1]) =>
      as(person, '/api/notices', { method: 'POST', body: form(notice, files) }),
    /** Writes and publishes one. @returns its id */
    async publish(fields: Partial<NoticeContent> = {}, person: Person = publisher): Promise<string> {
      const made = await as(person, '/api/notices', { method: 'POST', body: form(content(fields)) });
      const { id, revision } = (await made.json()) as NoticeWritten;
      await as(person, `/api/notices/${id}/publish`, json({ revision }));
      return id;
    },
    list: async (person: Person, query = ''): Promise<NoticePage> =>
      (await as(person, `/api/notices?size=50${query}`)).json(),
    close: async () => {
      await server.close();
      await close();
      await db.close();
      await issuer.close();
      await portal.close();
    },
  };
}

/** Stands where the portal is, and notes what it is told. */
async function recordingPortal() {
  const topics: { topic: string; subjects?: string[] }[] = [];
  const server: Server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    topics.push(JSON.parse(Buffer.concat(chunks).toString()));
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    topics,
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Pointers of the mistakes that a problem names. */
export async function pointersOf(response: Response): Promise<string[]> {
  const { errors = [] } = (await response.json()) as { errors?: { pointer: string }[] };
  return errors.map((error) => error.pointer);
}

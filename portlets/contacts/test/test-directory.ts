import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

type Text = { 'zh-CN': string; 'en-US': string };
export type TestPerson = {
  sub: string;
  name: Text;
  unitId: string | null;
  postId: string | null;
  officePhone: string | null;
  mobilePhone: string | null;
  room: string | null;
  email: string | null;
  sortOrder: number;
  isActive: boolean;
  updatedAt: number;
  roles: string[];
};

const text = (zh: string, en: string): Text => ({ 'zh-CN': zh, 'en-US': en });

export const testUnits = [
  { id: 'city', parentId: null, name: text('示范市', 'Shifan City'), sortOrder: 0 },
  { id: 'bureau', parentId: 'city', name: text('示范市财政局', 'Finance Bureau'), sortOrder: 0 },
  { id: 'payment-centre', parentId: 'bureau', name: text('国库支付中心', 'Payment Centre'), sortOrder: 2 },
  { id: 'budget-section', parentId: 'bureau', name: text('预算科', 'Budget Section'), sortOrder: 1 },
  { id: 'edu', parentId: 'city', name: text('市教育局', 'Education Bureau'), sortOrder: 1 },
];
export const testPosts = [
  { id: 'section-chief', name: text('科长', 'Section chief'), sortOrder: 0 },
  { id: 'unit-clerk', name: text('单位经办', 'Unit clerk'), sortOrder: 1 },
];

export function testPerson(
  sub: string,
  zh: string,
  en: string,
  fields: Partial<TestPerson> = {},
): TestPerson {
  return {
    sub,
    name: text(zh, en),
    unitId: 'payment-centre',
    postId: null,
    officePhone: '000-85550001',
    mobilePhone: '10000000001',
    room: '301 室',
    email: `${sub}@shifan.example`,
    sortOrder: 0,
    isActive: true,
    updatedAt: 1,
    roles: ['staff'],
    ...fields,
  };
}

const pageSize = 2;

/** Answers as the sso-server's directory does, two people a page; what it has and whether it works is up to the test. */
export type TestDirectory = {
  people: TestPerson[];
  isDown: boolean;
  /** How often the first page of people was asked for. */
  reads: number;
  answer(request: IncomingMessage, response: ServerResponse): void;
};

export function testDirectory(people: TestPerson[]): TestDirectory {
  return {
    people,
    isDown: false,
    reads: 0,
    answer(request, response) {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
      const send = (status: number, body: unknown) =>
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      if (this.isDown) return void send(503, {});
      if (pathname.endsWith('/units')) return void send(200, { units: testUnits });
      if (pathname.endsWith('/posts')) return void send(200, { posts: testPosts });
      const from = Number(searchParams.get('cursor') ?? 0);
      if (from === 0) this.reads += 1;
      const next = from + pageSize;
      const page = this.people.slice(from, next);
      send(200, { people: page, cursor: next < this.people.length ? String(next) : null });
    },
  };
}

/** One origin for both: tokens come from the issuer behind it, the directory is answered here. */
export async function frontOf(issuerUrl: string, directory: TestDirectory) {
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/api/directory/')) return directory.answer(request, response);
    void forward(issuerUrl, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function forward(issuerUrl: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const { authorization, 'content-type': type } = request.headers;
  const answer = await fetch(`${issuerUrl}${request.url}`, {
    method: request.method ?? 'GET',
    headers: { ...(authorization && { authorization }), ...(type && { 'content-type': type }) },
    ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
  });
  const own = `http://${request.headers.host}`;
  const body = (await answer.text()).replaceAll(issuerUrl, own);
  response.writeHead(answer.status, { 'content-type': 'application/json' }).end(body);
}

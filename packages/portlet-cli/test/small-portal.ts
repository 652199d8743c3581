import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ReleaseUpload } from '../src/build/read-release.ts';

/** A release as it arrives. */
export type UploadedRelease = ReleaseUpload & { readonly signature?: string };

/** The outside world of `yimen publish`, over real HTTP: a portal's registry and its OpenID Provider in one. */
export type SmallPortal = {
  readonly address: string;
  /** What was asked of the token endpoint. */
  readonly tokenRequests: URLSearchParams[];
  readonly published: UploadedRelease[];
  /** What was asked to be taken back. */
  readonly rollbacks: unknown[];
  /** Reports that were handed in. */
  readonly reports: unknown[];
  /** The registry answers this instead of 201. */
  refuse(status: number, problem: Record<string, unknown>): void;
  /** What it finds about a release from now on. */
  find(findings: readonly object[]): void;
  /** Contracts of releases, by `name version`. */
  readonly contracts: Map<string, object>;
  /** Releases that it was asked to compare. */
  readonly compared: unknown[];
  close(): Promise<void>;
};

const secret = 'very: secret/+&';

/** Credentials that the small provider knows. */
export const smallClient = { clientId: 'vendor:1', clientSecret: secret };

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}

function send(response: ServerResponse, status: number, body: unknown, type = 'application/json'): void {
  response.writeHead(status, { 'content-type': type }).end(JSON.stringify(body));
}

/** Starts it on a free port. */
export async function startSmallPortal(): Promise<SmallPortal> {
  const tokenRequests: URLSearchParams[] = [];
  const published: UploadedRelease[] = [];
  const reports: unknown[] = [];
  const rollbacks: unknown[] = [];
  let found: readonly object[] = [];
  const compared: unknown[] = [];
  const contracts = new Map<string, object>();
  let refusal: { status: number; problem: Record<string, unknown> } | undefined;
  let address = '';
  const basic = [smallClient.clientId, secret].map(encodeURIComponent).join(':');
  const routes: Record<string, (request: IncomingMessage, response: ServerResponse) => Promise<void>> = {
    async '/.well-known/yimen-portal'(_request, response) {
      send(response, 200, {
        issuer: `${address}/op`,
        audience: 'urn:test:portal',
        registry: `${address}/api/registry`,
      });
    },
    async '/op/.well-known/openid-configuration'(_request, response) {
      send(response, 200, { issuer: `${address}/op`, token_endpoint: `${address}/op/token` });
    },
    async '/op/token'(request, response) {
      const given = Buffer.from(request.headers.authorization?.slice(6) ?? '', 'base64').toString();
      tokenRequests.push(new URLSearchParams(await bodyOf(request)));
      const plain = given
        .split(':')
        .map((part) => decodeURIComponent(part.replaceAll('+', ' ')))
        .join(':');
      if (plain !== decodeURIComponent(basic))
        send(response, 401, { error: 'invalid_client', error_description: 'client authentication failed' });
      else send(response, 200, { access_token: 'token-1', token_type: 'Bearer', expires_in: 300 });
    },
    async '/api/registry/portlets/gallery/releases/1.2.3/reports'(request, response) {
      reports.push(JSON.parse(await bodyOf(request)));
      send(response, 201, { isPassed: true, refusals: [] });
    },
    async '/api/registry/portlets/gallery/rollback'(request, response) {
      rollbacks.push(JSON.parse(await bodyOf(request)));
      send(response, 200, { withdrawn: ['1.2.3'], version: '1.2.2' });
    },
    async '/api/registry/portlets/gallery/releases'(request, response) {
      const release = JSON.parse(await bodyOf(request)) as UploadedRelease;
      if (request.headers.authorization !== 'Bearer token-1') send(response, 401, {});
      else if (refusal) send(response, refusal.status, refusal.problem, 'application/problem+json');
      else {
        published.push(release);
        send(response, 201, { findings: found });
      }
    },
    async '/api/registry/portlets/gallery/comparisons'(request, response) {
      compared.push(JSON.parse(await bodyOf(request)));
      send(response, 200, { comparedAt: 0, findings: found });
    },
  };
  const missing = { type: 'urn:yimen:problem:not-found', title: 'Not found', status: 404 };
  const server = createServer((request, response) => {
    const route = routes[request.url ?? ''];
    const [, name, version] =
      /^\/api\/registry\/portlets\/([^/]+)\/releases\/([^/]+)\/contract$/.exec(request.url ?? '') ?? [];
    const contract = contracts.get(`${name} ${version}`);
    if (contract) send(response, 200, contract);
    else if (name) send(response, 404, missing, 'application/problem+json');
    else if (route) void route(request, response);
    else send(response, 404, { error: 'none' });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    address,
    tokenRequests,
    published,
    reports,
    rollbacks,
    compared,
    contracts,
    find(findings) {
      found = findings;
    },
    refuse(status, problem) {
      refusal = { status, problem };
    },
    close: () => new Promise((done) => server.close(() => done())),
  };
}

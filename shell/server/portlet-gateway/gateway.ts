import type { Readable } from 'node:stream';
import { isProblem, problem, readProblem } from '@yimen/problem';
import type { RpSession, TokenTarget } from '@yimen/relying-party';
import type { Registry } from '../registry/registry.ts';
import type { Viewer } from '../session/viewer.ts';
import { type AttemptOutcome, createCircuitBreaker } from './circuit-breaker.ts';
import { mayName, type RegisteredServices } from './registered-services.ts';
import { isTimeout, type ServiceAnswer, type ServiceClient } from './service-client.ts';
import { createSilenceLimit } from './silence-limit.ts';
import { watchUpload } from './upload.ts';

/** A request for a portlet's service. */
export type GatewayRequest = {
  viewer: Viewer;
  portlet: string;
  /** Path and query on the service, beginning with a slash. */
  target: string;
  method: string;
  headers: Readonly<Record<string, string>>;
  body?: Readable;
  requestId: string;
  /** Aborts when nobody wants the answer any more. */
  signal: AbortSignal;
};

/** Reaches portlets' services with a token for exactly that service (D5). */
export type Gateway = {
  /**
   * @returns the service's answer as soon as its head is there; its body follows
   * @throws problem `not-found` (no such portlet for this person, or it has no service), `service-timeout`,
   *   `service-unavailable`, `unexpected-answer` (the service refuses our token), `step-up-required` (it asks the person
   *   to verify again), `invalid-input` (the upload stopped on its way), and those of token exchange
   */
  request(request: GatewayRequest): Promise<ServiceAnswer>;
};

type Parts = {
  registry: Registry;
  services: RegisteredServices;
  accessToken: (session: RpSession, target: TokenTarget) => Promise<string>;
  client: ServiceClient;
  timeout: number;
  clock: () => number;
};

export function createGateway(parts: Parts): Gateway {
  const breaker = createCircuitBreaker(parts.clock);
  return {
    async request(request) {
      const { audience, scopes, publisher } = await serviceOf(parts, request);
      const url = await addressOf(parts, { audience, publisher, target: request.target });
      const leave = breaker.enter(audience, request.viewer.sub);
      let outcome: AttemptOutcome = 'abandoned';
      try {
        const token = await parts.accessToken(request.viewer.session, { audience, scope: scopes.join(' ') });
        const response = await send(parts, url, request, token);
        outcome = isGatewayFailure(response.status) ? 'failed' : 'answered';
        return await accept(response);
      } catch (error) {
        // What the sso-server did wrong says nothing about the service.
        if (isProblem(error, 'service-timeout') || error instanceof Unreachable) outcome = 'failed';
        throw error instanceof Unreachable ? problem('service-unavailable', { cause: error.cause }) : error;
      } finally {
        leave(outcome);
      }
    },
  };
}

const LARGEST_REFUSAL = 10_000;

/** The service did not take the connection, or broke it. */
class Unreachable extends Error {}

async function serviceOf({ registry }: Parts, { viewer, portlet }: GatewayRequest) {
  const release = await registry.releaseFor(portlet, viewer);
  // Not allowed reads like not there (I6).
  if (!release) throw problem('not-found', { detail: `no portlet "${portlet}"` });
  const { descriptor } = release;
  if (!descriptor.service) throw problem('not-found', { detail: `the portlet "${portlet}" has no service` });
  return { ...descriptor.service, publisher: release.publisher };
}

async function addressOf(
  { services }: Parts,
  { audience, publisher, target }: { audience: string; publisher: string; target: string },
): Promise<URL> {
  const service = (await services.get()).get(audience);
  if (service === undefined)
    throw problem('service-unavailable', { detail: 'the service is not registered' });
  // Also for releases that were published before the service was registered, or while it was open.
  if (!mayName(audience, service, publisher))
    throw problem('forbidden', { detail: `portlets of "${publisher}" may not use ${audience}` });
  const { baseUrl } = service;
  const base = new URL(`${baseUrl}/`);
  const url = new URL(baseUrl + target);
  // ".." and its encodings are resolved by now: what is left must still be below the service's own address.
  if (url.origin !== base.origin || !url.pathname.startsWith(base.pathname)) throw problem('not-found');
  return url;
}

async function send(parts: Parts, url: URL, request: GatewayRequest, token: string): Promise<ServiceAnswer> {
  const { method, signal } = request;
  const headers = serviceHeaders(request, token);
  if (request.body) return sendUpload(parts, url, { ...request, body: request.body, headers });
  try {
    return await parts.client.send(url, { method, headers, signal });
  } catch (error) {
    throw failure(error, signal, isTimeout(error));
  }
}

async function sendUpload(
  { client, timeout }: Parts,
  url: URL,
  request: Pick<GatewayRequest, 'method' | 'headers' | 'signal'> & { body: Readable },
): Promise<ServiceAnswer> {
  const { method, headers, signal } = request;
  const silence = createSilenceLimit(timeout);
  const { stream: body, isAwaited } = watchUpload(request.body, silence);
  try {
    const either = AbortSignal.any([silence.signal, signal]);
    return await client.send(url, { method, headers, body, signal: either });
  } catch (error) {
    // What her browser does not send says nothing about the service: nobody may get it cut off for the others.
    if (!signal.aborted && isAwaited()) throw uploadStopped(error);
    throw failure(error, signal, silence.signal.aborted || isTimeout(error));
  } finally {
    silence.end();
  }
}

function serviceHeaders({ headers, viewer, requestId }: GatewayRequest, token: string) {
  return {
    ...headers,
    authorization: `Bearer ${token}`,
    'accept-language': viewer.locale,
    'x-request-id': requestId,
    // RFC 7239: what a service tells its neighbours only (/metrics), it does not tell people through us.
    forwarded: 'for=_browser;by=_portal',
  };
}

function failure(error: unknown, signal: AbortSignal, isLate: boolean): Error {
  if (signal.aborted) return problem('service-unavailable', { detail: 'the request was given up' });
  if (isLate) return problem('service-timeout');
  return new Unreachable('the service cannot be reached', { cause: error });
}

function uploadStopped(cause: unknown): Error {
  const errors = [{ pointer: '/body', detail: 'the upload stopped on its way' }];
  // The rest of the body is not read, so the connection cannot be used again.
  return problem('invalid-input', { errors, headers: { connection: 'close' }, cause });
}

async function accept(response: ServiceAnswer): Promise<ServiceAnswer> {
  const { status } = response;
  // A 401 would look to the shell as if its own session had ended; it is the service that does not trust us.
  const isRefused = status === 401;
  const isRedirect = status >= 300 && status < 400 && status !== 304;
  if (!isRefused && !isRedirect) return response;
  const stepUp = isRefused ? await stepUpOf(response) : undefined;
  if (stepUp) throw stepUp;
  if (!response.body.bodyUsed) await response.body.dump();
  throw problem('unexpected-answer', {
    detail: 'the service gave an answer that is not for the browser',
    answeredStatus: status,
  });
}

/** The one refusal that the person herself can mend, by verifying again (RFC 9470): only what she needs to know of it. */
async function stepUpOf({ status, headers, body }: ServiceAnswer): Promise<Error | undefined> {
  if (Number(headers['content-length'] ?? LARGEST_REFUSAL + 1) > LARGEST_REFUSAL) return undefined;
  const error = await readProblem(new Response(await body.text(), { status, headers }));
  if (!isProblem(error, 'step-up-required')) return undefined;
  const { acr_values } = error.problem;
  return problem('step-up-required', typeof acr_values === 'string' ? { acr_values } : {});
}

function isGatewayFailure(status: number): boolean {
  return status === 502 || status === 503 || status === 504;
}

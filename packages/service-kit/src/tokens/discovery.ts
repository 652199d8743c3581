import { problem } from '@yimen/problem';
import { z } from 'zod';

/** The members of a discovery document (OpenID Connect Discovery 1.0, section 3) that services use. */
export type Discovery = { issuer: string; jwks_uri: string; token_endpoint: string };

const document = z.object({ issuer: z.string(), jwks_uri: z.url(), token_endpoint: z.url() });
const answerLimit = 5_000;

/**
 * Reads the discovery document of an issuer once; a failure is not remembered.
 * @returns a function that gives the document. It throws problem `service-unavailable` while the issuer cannot be
 *   reached and `unexpected-answer` for a document that is not the issuer's
 */
export function discover(issuer: string, fetchFrom: typeof fetch): () => Promise<Discovery> {
  let known: Promise<Discovery> | undefined;
  return () => {
    known ??= read(issuer, fetchFrom).catch((error: unknown) => {
      known = undefined;
      throw error;
    });
    return known;
  };
}

async function read(issuer: string, fetchFrom: typeof fetch): Promise<Discovery> {
  const url = `${issuer}/.well-known/openid-configuration`;
  const unavailable = (cause: unknown): never => {
    throw problem('service-unavailable', { detail: 'the sso-server cannot be reached', cause });
  };
  const response = await fetchFrom(url, { signal: AbortSignal.timeout(answerLimit) }).catch(unavailable);
  if (!response.ok) return unavailable(new Error(`HTTP ${response.status} from ${url}`));
  const result = document.safeParse(await response.json().catch(() => undefined));
  // Discovery 1.0, 4.3: the issuer in the document is the one that was asked.
  if (!result.success || result.data.issuer !== issuer) {
    throw problem('unexpected-answer', { detail: `${url} is not the discovery document of ${issuer}` });
  }
  return result.data;
}

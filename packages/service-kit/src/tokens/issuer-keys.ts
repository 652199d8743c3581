import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';

/** A key set is read again when it is older: so long may a key be used that the issuer has given up. */
const maximumAge = 60_000;
/** The issuer is away: so long do the known keys serve. Its tokens have expired long before. */
const maximumAgeAlone = 24 * 3_600_000;
/** After a failure the next request does not wait again. */
const pauseAfterFailure = 5_000;
const answerLimit = 3_000;
/** Made-up key ids must not become a flood of requests to the issuer: this many at once, then one a pause. */
const burst = 4;
const burstWindow = 20_000;

type Known = { find: JWTVerifyGetKey; readAt: number };

/**
 * The published keys of an issuer (RFC 7517), for `jwtVerify` of jose. They are read when first needed, again after
 * a minute, and at once for a key id that is not among them, so that a key change at the issuer fails no check. While
 * the issuer is away, the keys that are known stay in use.
 * @param url address of the key set (`jwks_uri`)
 * @param o `fetch` to read with; `clock` in epoch milliseconds
 * @returns a function that finds the key of a token. It throws JOSE's `JWKSNoMatchingKey` for an unknown key, and the
 *   error of reading when no keys are known
 */
export function issuerKeys(
  url: string,
  o: { fetch?: typeof fetch; clock?: () => number } = {},
): JWTVerifyGetKey {
  const fetchFrom = o.fetch ?? fetch;
  const now = o.clock ?? (() => Date.now());
  let known: Known | undefined;
  let reading: Promise<Known> | undefined;
  let failedAt = Number.NEGATIVE_INFINITY;
  let unknownAt: number[] = [];

  function read(): Promise<Known> {
    reading ??= readKeys(url, fetchFrom)
      .then((keys) => {
        known = { find: createLocalJWKSet(keys), readAt: now() };
        return known;
      })
      .catch((error: unknown) => {
        failedAt = now();
        throw error;
      })
      .finally(() => {
        reading = undefined;
      });
    return reading;
  }

  async function current(): Promise<Known> {
    if (!known) return read();
    // A clock that was set back makes no key set young for ever.
    const age = Math.abs(now() - known.readAt);
    if (age < maximumAge) return known;
    const kept = known;
    if (age < maximumAgeAlone && Math.abs(now() - failedAt) < pauseAfterFailure) return kept;
    return read().catch((error: unknown) => {
      if (age < maximumAgeAlone) return kept;
      throw error;
    });
  }

  function mayLookAgain(): boolean {
    const at = now();
    unknownAt = unknownAt.filter((before) => Math.abs(at - before) < burstWindow);
    if (unknownAt.length >= burst) return false;
    unknownAt.push(at);
    return true;
  }

  return async (header, token) => {
    const keys = await current();
    try {
      return await keys.find(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      // Another request may have read newer ones meanwhile.
      const newer = known && known !== keys ? known : undefined;
      if (!newer && !reading && !mayLookAgain()) throw error;
      return (newer ?? (await read())).find(header, token);
    }
  };
}

async function readKeys(url: string, fetchFrom: typeof fetch): Promise<JSONWebKeySet> {
  const response = await fetchFrom(url, {
    signal: AbortSignal.timeout(answerLimit),
    redirect: 'manual',
    headers: { accept: 'application/jwk-set+json, application/json' },
  });
  if (!response.ok) throw new Error(`HTTP ${response.status} from ${url}`);
  return (await response.json()) as JSONWebKeySet;
}

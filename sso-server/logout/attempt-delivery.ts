import type { Log } from '@yimen/service-kit';
import type { PostForm } from '../outgoing/outgoing.ts';
import type { RelyingPartyDirectory } from '../relying-parties/relying-party-directory.ts';
import type { Delivery, DeliveryStore } from './delivery-store.ts';
import type { LogoutTokenIssuer } from './logout-token.ts';

export type DeliveryParts = {
  deliveries: DeliveryStore;
  relyingParties: RelyingPartyDirectory;
  issueToken: LogoutTokenIssuer;
  post: PostForm;
  now: () => number;
  log: Log;
};

const seconds = (count: number) => count * 1000;
/** After attempt n the next one follows in this time; the last interval repeats. */
const backOffMs = [5, 15, 60, 300, 900, 3600].map(seconds);
const giveUpMs = 24 * 3_600_000;
const attemptMs = 3_000;

type Outcome = { status: number | null; error: string | null; isFinal: boolean };

/** One attempt, and what its row says afterwards: the receipt. */
export async function attemptDelivery(parts: DeliveryParts, delivery: Delivery): Promise<void> {
  const outcome = await send(parts, delivery);
  const attempts = delivery.attempts + 1;
  const { status, error } = outcome;
  await parts.deliveries.finishAttempt(delivery.id, {
    attempts,
    last_status: status,
    last_error: error,
    ...verdict(outcome, { attempts, createdAt: delivery.created_at, now: parts.now() }),
  });
  parts.log.info('logout-delivery', { client: delivery.client_id, attempts, status, error });
}

function verdict({ status, isFinal }: Outcome, o: { attempts: number; createdAt: number; now: number }) {
  if (status === 200 || status === 204) {
    return { state: 'delivered', delivered_at: o.now, next_attempt_at: null } as const;
  }
  // Back-Channel Logout 1.0, 2.8: 400 says that the token will never be accepted.
  if (status === 400 || isFinal) return { state: 'refused', next_attempt_at: null } as const;
  if (o.now - o.createdAt >= giveUpMs) return { state: 'expired', next_attempt_at: null } as const;
  const wait = backOffMs[Math.min(o.attempts, backOffMs.length) - 1] ?? seconds(3600);
  return { next_attempt_at: o.now + wait } as const;
}

async function send(parts: DeliveryParts, delivery: Delivery): Promise<Outcome> {
  try {
    const party = await parts.relyingParties.find(delivery.client_id);
    if (!party) return { status: null, error: 'the relying party is no longer registered', isFinal: true };
    const logout_token = await parts.issueToken({
      clientId: delivery.client_id,
      alg: party.idTokenAlg,
      sub: delivery.sub,
      sid: delivery.sid,
    });
    const form = new URLSearchParams({ logout_token });
    const status = await parts.post(delivery.uri, form, AbortSignal.timeout(attemptMs));
    return { status, error: null, isFinal: false };
  } catch (error) {
    return { status: null, error: describeError(error), isFinal: false };
  }
}

export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : '';
  return `${error.name}: ${error.message}${cause}`.slice(0, 300);
}

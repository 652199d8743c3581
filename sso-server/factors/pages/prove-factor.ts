import type { Context } from 'koa';
import type { Services } from '../../services.ts';
import { deviceOf, keepDevice } from '../../sign-in/device-cookie.ts';
import type { Proof, ProofResult } from '../factors.ts';

type Attempt = { sub: string; sessionUid: string; clientId?: string | undefined; proof: Proof };

/** Checks a second factor, with its row in the trail; a right one counts for the session and for the device. */
export async function proveFactor(ctx: Context, services: Services, o: Attempt): Promise<ProofResult> {
  const { factors, audit } = services;
  // A device gets its counter of its own only when a factor was proved on it: see the throttle.
  const attempt = { sub: o.sub, ip: ctx.ip, device: deviceOf(ctx) };
  const result = await factors.prove(attempt, o.proof);
  const isProved = result.outcome === 'proved';
  await audit.record({
    event: isProved ? 'factor-proved' : 'factor-failed',
    outcome: isProved ? 'success' : 'failure',
    sub: o.sub,
    clientId: o.clientId ?? null,
    sessionUid: o.sessionUid,
    ip: ctx.ip,
    userAgent: ctx.get('user-agent'),
    detail: isProved ? { method: result.method } : { reason: result.outcome },
  });
  if (isProved) {
    await factors.noteProved(o.sessionUid);
    keepDevice(ctx);
  }
  return result;
}

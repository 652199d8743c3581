import type { Context } from 'koa';
import { PasswordQueueFull } from '../../accounts/password-hasher.ts';
import { paths } from '../../provider/paths.ts';
import type { Services } from '../../services.ts';
import { deviceOf } from '../../sign-in/device-cookie.ts';
import type { SignInProblem } from '../../sign-in/pages.ts';
import { hasFactor } from '../factors.ts';
import { type Act, confirmPurpose } from './account-act.ts';
import { sendConfirmPage } from './account-pages.ts';
import type { OwnAccount } from './account-state.ts';
import { factorMessages } from './factor-messages.ts';
import { proveFactor } from './prove-factor.ts';
import { describeFailure, readProof } from './read-proof.ts';

/** POST /account/factors/confirm: a second factor she has, or her password while she has none. */
export const confirmOwn: Act = async (ctx, { services }, own) => {
  const problem = hasFactor(own.factors)
    ? await proveOwn(ctx, services, own)
    : await checkPassword(ctx, services, own);
  if (problem) {
    sendConfirmPage(own, { problem, canPasskey: services.factors.passkeys.isPossible });
    return;
  }
  ctx.status = 303;
  ctx.redirect(paths.factors);
};

async function proveOwn(
  ctx: Context,
  services: Services,
  own: OwnAccount,
): Promise<SignInProblem | undefined> {
  const proof = readProof(ctx, confirmPurpose(own));
  const attempt = { sub: own.member.sub, sessionUid: own.session.uid };
  const result = proof && (await proveFactor(ctx, services, { ...attempt, proof }));
  if (result?.outcome === 'proved') return undefined;
  return describeFailure(factorMessages[own.page.locale], proof, result);
}

async function checkPassword(
  ctx: Context,
  services: Services,
  own: OwnAccount,
): Promise<SignInProblem | undefined> {
  const { text } = own.page;
  const { username } = own.member;
  const { password } = (ctx.request.body ?? {}) as { password?: unknown };
  if (typeof password !== 'string' || password === '' || password.length > 256) {
    return { message: text.missingInput, status: 422 };
  }
  const attempt = { username, password, ip: ctx.ip, device: deviceOf(ctx) };
  const result = await services.authenticate(attempt).catch((error: unknown) => {
    if (error instanceof PasswordQueueFull) return { outcome: 'busy' as const };
    throw error;
  });
  const isRight = result.outcome === 'success';
  await services.audit.record({
    event: isRight ? 'factor-proved' : 'factor-failed',
    outcome: isRight ? 'success' : 'failure',
    sub: own.member.sub,
    sessionUid: own.session.uid,
    ip: ctx.ip,
    userAgent: ctx.get('user-agent'),
    detail: { method: 'password', reason: result.outcome },
  });
  if (isRight) {
    await services.factors.noteProved(own.session.uid);
    return undefined;
  }
  if (result.outcome === 'wait') return { message: text.wait(result.seconds), status: 429 };
  if (result.outcome === 'busy') return { message: text.busy, status: 503 };
  return { message: text.wrongPassword, status: 422 };
}

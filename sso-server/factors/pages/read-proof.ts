import type { Context } from 'koa';
import { z } from 'zod';
import type { SignInProblem } from '../../sign-in/pages.ts';
import type { Proof, ProofResult } from '../factors.ts';
import type { FactorMessages } from './factor-messages.ts';

const form = z.object({
  code: z.string().min(1).max(40).optional(),
  recovery_code: z.string().min(1).max(40).optional(),
  credential: z.string().min(1).max(40_000).optional(),
});

/** What the form proves with; undefined when it holds nothing. */
export function readProof(ctx: Context, purpose: string): Proof | undefined {
  const input = form.safeParse(ctx.request.body).data;
  if (input?.credential !== undefined) return { credential: input.credential, purpose };
  if (input?.recovery_code !== undefined) return { recoveryCode: input.recovery_code };
  return input?.code === undefined ? undefined : { code: input.code };
}

/** What the page says about a proof that failed. */
export function describeFailure(
  text: FactorMessages,
  proof: Proof | undefined,
  result: Exclude<ProofResult, { outcome: 'proved' }> | undefined,
): SignInProblem {
  if (!proof || !result) return { message: text.missing, status: 422 };
  if (result.outcome === 'wait') return { message: text.wait(result.seconds), status: 429 };
  if ('code' in proof) return { message: text.wrong, status: 422 };
  return { message: 'recoveryCode' in proof ? text.wrongRecovery : text.wrongPasskey, status: 422 };
}

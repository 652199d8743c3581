import type { Context } from 'koa';
import { toQuery } from '../../adapter/stale-interactions.ts';
import { factorPromptName } from '../../provider/factor-prompt.ts';
import { restart, type SignInParts } from '../../sign-in/open-interaction.ts';
import {
  type MemberInteraction,
  type OpSession,
  openMemberInteraction,
} from '../../sign-in/open-member-interaction.ts';
import { passkeyLevel, secondFactorLevel, sessionLevel } from '../acr.ts';
import { type FactorList, hasFactor } from '../factors.ts';
import { isFresh } from './freshness.ts';

/**
 * What the page has to ask: a factor she has; to set one up; her password again before she may set one up; or a
 * factor that this address cannot do.
 */
export type FactorStep = 'prove' | 'prove-then-passkey' | 'enrol' | 'sign-in-again' | 'impossible';

export type FactorInteraction = MemberInteraction & {
  level: number;
  factors: FactorList;
  step: FactorStep;
};

/** The interaction that waits for a second factor; undefined when it was answered or has gone on meanwhile. */
export async function openFactorInteraction(
  ctx: Context,
  parts: SignInParts,
): Promise<FactorInteraction | undefined> {
  const own = await openMemberInteraction(ctx, parts, factorPromptName);
  return own && asFactorInteraction(ctx, parts, own);
}

/** The same of an interaction that is open already. */
export async function asFactorInteraction(
  ctx: Context,
  parts: SignInParts,
  own: MemberInteraction,
): Promise<FactorInteraction | undefined> {
  const { interaction, session, member } = own;
  const level = Number(interaction.prompt.details.level ?? secondFactorLevel);
  // Verified in another tab while this page stood open.
  if (sessionLevel(session.acr) >= level) {
    restart(ctx, toQuery(interaction.params));
    return undefined;
  }
  const factors = await parts.services.factors.list(member.sub);
  const step = await decideStep(parts, { session, level, factors });
  return { ...own, level, factors, step };
}

async function decideStep(
  { services }: SignInParts,
  o: { session: OpSession; level: number; factors: FactorList },
): Promise<FactorStep> {
  const needsPasskey = o.level >= passkeyLevel;
  if (needsPasskey ? o.factors.passkeys.length > 0 : hasFactor(o.factors)) return 'prove';
  if (needsPasskey && !services.factors.passkeys.isPossible) return 'impossible';
  const has = hasFactor(o.factors);
  if (await isFresh({ ...services, session: o.session, hasFactor: has, now: services.now() })) return 'enrol';
  return has ? 'prove-then-passkey' : 'sign-in-again';
}

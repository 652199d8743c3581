import type { Context } from 'koa';
import type { Provider } from 'oidc-provider';
import { toQuery } from '../../adapter/stale-interactions.ts';
import type { Member } from '../../organisation/member.ts';
import { factorPromptName } from '../../provider/factor-prompt.ts';
import { type Opened, openInteraction, restart, type SignInParts } from '../../sign-in/open-interaction.ts';
import { passkeyLevel, secondFactorLevel, sessionLevel } from '../acr.ts';
import { type FactorList, hasFactor } from '../factors.ts';
import { isFresh } from './freshness.ts';

export type OpSession = Awaited<ReturnType<Provider['Session']['get']>>;

/**
 * What the page has to ask: a factor she has; to set one up; her password again before she may set one up; or a
 * factor that this address cannot do.
 */
export type FactorStep = 'prove' | 'prove-then-passkey' | 'enrol' | 'sign-in-again' | 'impossible';

export type FactorInteraction = Opened & {
  session: OpSession;
  member: Member;
  level: number;
  factors: FactorList;
  step: FactorStep;
};

/** The interaction that waits for a second factor; undefined when it was answered or has gone on meanwhile. */
export async function openFactorInteraction(
  ctx: Context,
  parts: SignInParts,
): Promise<FactorInteraction | undefined> {
  const opened = await openInteraction(ctx, parts);
  if (!opened) return undefined;
  const { interaction } = opened;
  const session = await parts.provider.Session.get(ctx);
  const member = session.accountId ? await parts.services.people.member(session.accountId) : undefined;
  const level = Number(interaction.prompt.details.level ?? secondFactorLevel);
  // Signed out, signed in as somebody else or verified in another tab while this page stood open.
  const isElsewhere =
    interaction.session?.uid !== session.uid || interaction.session.accountId !== member?.sub;
  const isDone = sessionLevel(session.acr) >= level;
  if (interaction.prompt.name !== factorPromptName || !member?.isActive || isElsewhere || isDone) {
    restart(ctx, toQuery(interaction.params));
    return undefined;
  }
  const factors = await parts.services.factors.list(member.sub);
  const step = await decideStep(parts, { session, level, factors });
  return { ...opened, session, member, level, factors, step };
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

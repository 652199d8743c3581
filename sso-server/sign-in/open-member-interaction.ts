import type { Context } from 'koa';
import type { Provider } from 'oidc-provider';
import { toQuery } from '../adapter/stale-interactions.ts';
import type { Member } from '../organisation/member.ts';
import { type Opened, openInteraction, restart, type SignInParts } from './open-interaction.ts';

export type OpSession = Awaited<ReturnType<Provider['Session']['get']>>;
export type MemberInteraction = Opened & { session: OpSession; member: Member };

/**
 * An interaction that stopped at something the signed-in person has to do; undefined: the request begins again.
 * Signed out, or signed in as somebody else, while this page stood open: what one session has reached on its way is
 * nothing that another one may do, or half a sign-in would get at pages behind the second factor.
 */
export async function openMemberInteraction(
  ctx: Context,
  parts: SignInParts,
  promptName?: string,
): Promise<MemberInteraction | undefined> {
  const opened = await openInteraction(ctx, parts);
  return opened && asMemberInteraction(ctx, parts, { opened, promptName });
}

/** The same of an interaction that is open already. */
export async function asMemberInteraction(
  ctx: Context,
  parts: SignInParts,
  { opened, promptName }: { opened: Opened; promptName?: string | undefined },
): Promise<MemberInteraction | undefined> {
  const { interaction } = opened;
  const session = await parts.provider.Session.get(ctx);
  const member = session.accountId ? await parts.services.people.member(session.accountId) : undefined;
  const isOther =
    interaction.session?.uid !== session.uid || interaction.session.accountId !== session.accountId;
  const isAnotherPage = promptName !== undefined && interaction.prompt.name !== promptName;
  if (!member?.isActive || isOther || isAnotherPage) {
    restart(ctx, toQuery(interaction.params));
    return undefined;
  }
  return { ...opened, session, member };
}

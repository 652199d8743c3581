import type { Context } from 'koa';
import type { OpSession } from '../factors/pages/interaction-state.ts';
import type { Member } from '../organisation/member.ts';
import { createPage, type Page } from '../sign-in/layout.ts';
import { localeOfPage } from '../sign-in/locale.ts';
import type { SignInParts } from '../sign-in/open-interaction.ts';
import type { AccountSection } from './account-frame.ts';
import { beginAccountSignIn } from './account-sign-in.ts';

export type OpenedAccount = { page: Page; section: AccountSection; session: OpSession; member: Member };

/** The signed-in person at her own account; undefined: she has been sent to sign in, and comes back afterwards. */
export async function openAccount(
  ctx: Context,
  parts: SignInParts,
  section: AccountSection,
): Promise<OpenedAccount | undefined> {
  const session = await parts.provider.Session.get(ctx);
  const member = session.accountId ? await parts.services.people.member(session.accountId) : undefined;
  if (!member?.isActive) {
    beginAccountSignIn(ctx, parts, section);
    return undefined;
  }
  return { page: createPage(ctx, parts.config, localeOfPage(ctx)), section, session, member };
}

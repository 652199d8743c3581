import type { Context } from 'koa';
import { dueForSession } from '../accounts/due-for-session.ts';
import { acrOfLevel, passwordLevel, secondFactorLevel, sessionLevel } from '../factors/acr.ts';
import type { Member } from '../organisation/member.ts';
import { createPage, type Page } from '../sign-in/layout.ts';
import { localeOfPage } from '../sign-in/locale.ts';
import type { SignInParts } from '../sign-in/open-interaction.ts';
import type { OpSession } from '../sign-in/open-member-interaction.ts';
import type { AccountSection } from './account-frame.ts';
import { beginAccountSignIn } from './account-sign-in.ts';

export type OpenedAccount = { page: Page; section: AccountSection; session: OpSession; member: Member };

/**
 * The signed-in person at her own account; undefined: she has been sent to sign in, and comes back afterwards. The
 * session is there after the password alone, before a second factor, a password that is due and the limit of sessions
 * were asked for: until she has passed them all it opens nothing here either, so that a stolen password is not enough.
 */
export async function openAccount(
  ctx: Context,
  parts: SignInParts,
  section: AccountSection,
): Promise<OpenedAccount | undefined> {
  const session = await parts.provider.Session.get(ctx);
  const member = session.accountId ? await parts.services.people.member(session.accountId) : undefined;
  if (!member?.isActive) {
    beginAccountSignIn(ctx, parts, { section });
    return undefined;
  }
  const level = await levelFor(parts, member);
  if (sessionLevel(session.acr) < level || (await isHeld(parts, session, member))) {
    beginAccountSignIn(ctx, parts, { section, ...(level > passwordLevel && { acr: acrOfLevel(level) }) });
    return undefined;
  }
  return { page: createPage(ctx, parts.config, localeOfPage(ctx)), section, session, member };
}

/** What her roles ask for; and who has a second factor shows it, whether or not a system asks for it. */
async function levelFor({ services }: SignInParts, { sub, roles }: Member): Promise<number> {
  const [ofRoles, hasFactor] = await Promise.all([
    services.requirements.levelOfRoles(roles),
    services.hasSecondFactor(sub),
  ]);
  return Math.max(ofRoles, hasFactor ? secondFactorLevel : passwordLevel);
}

/** By a password that is due, or for want of a place among her sessions. */
async function isHeld({ services }: SignInParts, session: OpSession, { sub }: Member): Promise<boolean> {
  const { passwords, sessionLimit } = services;
  if (await dueForSession(passwords, session)) return true;
  return !(await sessionLimit.hasPlace({ uid: session.uid, accountId: sub }));
}

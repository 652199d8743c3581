import type { Context } from 'koa';
import type { Member } from '../../organisation/member.ts';
import { createPage, type Page } from '../../sign-in/layout.ts';
import { localeOfPage } from '../../sign-in/locale.ts';
import type { SignInParts } from '../../sign-in/open-interaction.ts';
import { type FactorList, hasFactor } from '../factors.ts';
import { sendSignInFirstPage } from './account-pages.ts';
import { isFresh } from './freshness.ts';
import type { OpSession } from './interaction-state.ts';

export type OwnAccount = {
  page: Page;
  session: OpSession;
  member: Member;
  factors: FactorList;
  isFresh: boolean;
};

/** The signed-in person at her own second factors; undefined: told to sign in first. */
export async function openOwnAccount(ctx: Context, parts: SignInParts): Promise<OwnAccount | undefined> {
  const { services } = parts;
  const page = createPage(ctx, parts.config, localeOfPage(ctx));
  const session = await parts.provider.Session.get(ctx);
  const member = session.accountId ? await services.people.member(session.accountId) : undefined;
  if (!member?.isActive) {
    sendSignInFirstPage(page);
    return undefined;
  }
  const factors = await services.factors.list(member.sub);
  const fresh = { factors: services.factors, session, hasFactor: hasFactor(factors), now: services.now() };
  return { page, session, member, factors, isFresh: await isFresh(fresh) };
}

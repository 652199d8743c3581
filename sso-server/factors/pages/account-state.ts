import type { Context } from 'koa';
import { type OpenedAccount, openAccount } from '../../account/open-account.ts';
import type { SignInParts } from '../../sign-in/open-interaction.ts';
import { type FactorList, hasFactor } from '../factors.ts';
import { isFresh } from './freshness.ts';

export type OwnAccount = OpenedAccount & { factors: FactorList; isFresh: boolean };

/** The signed-in person at her own second factors; undefined: sent to sign in first. */
export async function openOwnAccount(ctx: Context, parts: SignInParts): Promise<OwnAccount | undefined> {
  const { services } = parts;
  const opened = await openAccount(ctx, parts, 'factors');
  if (!opened) return undefined;
  const { session, member } = opened;
  const factors = await services.factors.list(member.sub);
  const fresh = { factors: services.factors, session, hasFactor: hasFactor(factors), now: services.now() };
  return { ...opened, factors, isFresh: await isFresh(fresh) };
}

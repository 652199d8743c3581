import type { Context } from 'koa';
import type { SignInParts } from '../../sign-in/open-interaction.ts';
import type { OwnAccount } from './account-state.ts';

/** What a person does on the pages of her own second factors. */
export type Act = (ctx: Context, parts: SignInParts, own: OwnAccount) => Promise<void>;

/** A passkey's answer to the question of one session is no answer anywhere else. */
export const confirmPurpose = (own: OwnAccount) => `account-confirm:${own.session.uid}`;

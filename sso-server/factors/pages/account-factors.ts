import Router from '@koa/router';
import type { Context, Middleware } from 'koa';
import { z } from 'zod';
import { paths } from '../../provider/paths.ts';
import type { SignInParts } from '../../sign-in/open-interaction.ts';
import type { SignInProblem } from '../../sign-in/pages.ts';
import { requireOwnForm } from '../../sign-in/same-site.ts';
import { acrOfLevel, passkeyLevel, passwordLevel, secondFactorLevel, sessionLevel } from '../acr.ts';
import { mostFactors } from '../enrolment.ts';
import { hasFactor } from '../factors.ts';
import { normalCode, stepOfCode, totpUri } from '../totp.ts';
import { type Act, confirmPurpose } from './account-act.ts';
import { confirmOwn } from './account-confirm.ts';
import { sendAddTotpPage, sendConfirmPage, sendFactorsPage, sendOwnCodesPage } from './account-pages.ts';
import { type OwnAccount, openOwnAccount } from './account-state.ts';
import { factorMessages } from './factor-messages.ts';
import { createPendingTotp } from './pending-totp.ts';

const enrolPurpose = (own: OwnAccount) => `account-enrol:${own.session.uid}`;

/** The pages on which people look after their own second factors. */
export function ownFactorRoutes(parts: SignInParts): Middleware {
  const router = new Router({ prefix: paths.factors, sensitive: true });
  const ownForm = requireOwnForm(parts.config.publicUrl);
  const own =
    (act: Act): Middleware =>
    async (ctx) => {
      const account = await openOwnAccount(ctx, parts);
      if (account) await act(ctx, parts, account);
    };
  // Whoever sits at a machine left open, or has the password only, changes nothing.
  const freshly = (act: Act) =>
    own(async (ctx, _parts, account) => {
      if (account.isFresh) await act(ctx, parts, account);
      else sendConfirmPage(account, shown(parts));
    });
  router.get('/', own(show));
  router.get('/totp', freshly(beginTotp));
  router.post('/totp', ownForm, freshly(addTotp));
  router.get('/passkey', freshly(show));
  router.post('/passkey', ownForm, freshly(addPasskey));
  router.post('/passkey-options', ownForm, own(passkeyOptions));
  router.post('/rename', ownForm, own(rename));
  router.post('/remove', ownForm, freshly(remove));
  router.post('/recovery-codes', ownForm, freshly(renewCodes));
  router.post('/confirm', ownForm, own(confirmOwn));
  return router.routes() as Middleware;
}

const shown = ({ services }: SignInParts, problem?: SignInProblem) => ({
  problem,
  canPasskey: services.factors.passkeys.isPossible,
});

const show: Act = async (_ctx, parts, own) => sendFactorsPage(own, shown(parts));

const textOf = ({ page }: OwnAccount) => factorMessages[page.locale];

const by = (ctx: Context, { session }: OwnAccount) => ({
  sessionUid: session.uid,
  ip: ctx.ip,
  userAgent: ctx.get('user-agent'),
});

/**
 * Who has just set one up has shown it: her session has its level from now on, or she would be asked at once for a code
 * of the authenticator whose code is used up.
 */
async function noteShown(
  { services }: SignInParts,
  { session }: OwnAccount,
  shown: { level: number; amr: string[] },
): Promise<void> {
  await services.factors.noteProved(session.uid);
  await services.sessions.update(session.uid, {
    acr: acrOfLevel(Math.max(shown.level, sessionLevel(session.acr))),
    amr_json: [...new Set([...(session.amr ?? []), ...shown.amr, 'mfa'])],
  });
}

/** Done: the list again, or the recovery codes that came with the first factor. */
function done(ctx: Context, own: OwnAccount, recoveryCodes: string[] | undefined): void {
  if (recoveryCodes) {
    sendOwnCodesPage(own, recoveryCodes);
    return;
  }
  ctx.status = 303;
  ctx.redirect(paths.factors);
}

const beginTotp: Act = async (_ctx, parts, own) => sendAddTotp(parts, own);

function sendAddTotp(
  { services, config }: SignInParts,
  own: OwnAccount,
  o: { problem?: SignInProblem; kept?: { secret: string; pending: string } } = {},
): void {
  const begun = o.kept ?? createPendingTotp(services).begin(own.member.sub);
  const issuer = own.page.locale === 'zh-CN' ? config.organisationName : config.organisationNameEn;
  const uri = totpUri({ secret: begun.secret, issuer, account: own.member.username });
  sendAddTotpPage(own, { ...begun, uri, problem: o.problem });
}

const addTotp: Act = async (ctx, parts, own) => {
  const { services } = parts;
  const { sub } = own.member;
  const body = ctx.request.body as { code?: unknown; pending?: unknown } | undefined;
  const secret = createPendingTotp(services).open(sub, body?.pending);
  if (secret === undefined) {
    sendAddTotp(parts, own, { problem: { message: textOf(own).totpExpired, status: 422 } });
    return;
  }
  const step = stepOfCode(secret, normalCode(String(body?.code ?? '')), services.now());
  if (step === undefined) {
    const problem = { message: textOf(own).wrong, status: 422 };
    sendAddTotp(parts, own, { problem, kept: { secret, pending: String(body?.pending) } });
    return;
  }
  if (isFull(parts, own)) return;
  const added = await services.factors.addTotp(sub, { name: '', secret, step }, by(ctx, own));
  await noteShown(parts, own, { level: secondFactorLevel, amr: ['otp'] });
  done(ctx, own, added.recoveryCodes);
};

const addPasskey: Act = async (ctx, parts, own) => {
  const { factors } = parts.services;
  const body = (ctx.request.body ?? {}) as { credential?: unknown; name?: unknown };
  const key = await factors.passkeys.verifyRegistration(enrolPurpose(own), String(body.credential));
  if (!key) {
    sendFactorsPage(own, shown(parts, { message: textOf(own).passkeyFailed, status: 422 }));
    return;
  }
  if (isFull(parts, own)) return;
  const name = nameOf(body.name) ?? textOf(own).passkeyDefaultName;
  const added = await factors.addPasskey(own.member.sub, { ...key, name }, by(ctx, own));
  await noteShown(parts, own, { level: passkeyLevel, amr: ['pop', 'user'] });
  done(ctx, own, added.recoveryCodes);
};

function isFull(parts: SignInParts, own: OwnAccount): boolean {
  if (own.factors.totp.length + own.factors.passkeys.length < mostFactors) return false;
  sendFactorsPage(own, shown(parts, { message: textOf(own).tooMany, status: 409 }));
  return true;
}

const nameOf = (text: unknown): string | undefined => z.string().trim().min(1).max(40).safeParse(text).data;

const passkeyOptions: Act = async (ctx, { services }, own) => {
  const { passkeys } = services.factors;
  const { member, page } = own;
  const { kind } = (ctx.request.body ?? {}) as { kind?: unknown };
  ctx.set('cache-control', 'no-store');
  if (kind === 'create' && !own.isFresh) {
    // The page was open for long: the script loads it again, and it offers to confirm first.
    ctx.status = 403;
    return;
  }
  const person = { sub: member.sub, username: member.username, name: member.name[page.locale] };
  ctx.body =
    kind === 'create'
      ? await passkeys.registrationOptions(enrolPurpose(own), person)
      : await passkeys.assertionOptions(confirmPurpose(own), member.sub);
};

const rename: Act = async (ctx, parts, own) => {
  const body = (ctx.request.body ?? {}) as { id?: unknown; name?: unknown };
  const name = nameOf(body.name);
  const text = textOf(own);
  if (name === undefined) {
    sendFactorsPage(own, shown(parts, { message: text.nameMissing, status: 422 }));
  } else if (await parts.services.factors.renamePasskey(own.member.sub, String(body.id), name)) {
    done(ctx, own, undefined);
  } else sendFactorsPage(own, shown(parts, { message: text.gone, status: 404 }));
};

const removal = z.object({ kind: z.enum(['totp', 'passkey']), id: z.string().min(1).max(1500) });

const remove: Act = async (ctx, parts, own) => {
  const { factors, requirements } = parts.services;
  const text = textOf(own);
  const isLast = own.factors.totp.length + own.factors.passkeys.length === 1;
  if (isLast && (await requirements.levelOfRoles(own.member.roles)) > passwordLevel) {
    sendFactorsPage(own, shown(parts, { message: text.lastRequired, status: 409 }));
    return;
  }
  const input = removal.safeParse(ctx.request.body).data;
  const isGone = input !== undefined && (await factors.remove(own.member.sub, input, by(ctx, own)));
  if (isGone) done(ctx, own, undefined);
  else sendFactorsPage(own, shown(parts, { message: text.gone, status: 404 }));
};

const renewCodes: Act = async (ctx, parts, own) => {
  if (!hasFactor(own.factors)) return done(ctx, own, undefined);
  const { factors } = parts.services;
  sendOwnCodesPage(own, await factors.renewRecoveryCodes(own.member.sub, by(ctx, own)));
};

import type { Context, Middleware } from 'koa';
import { paths } from '../../provider/paths.ts';
import type { SignInParts } from '../../sign-in/open-interaction.ts';
import { finishInteraction, openInteraction } from '../../sign-in/open-interaction.ts';
import type { MemberInteraction } from '../../sign-in/open-member-interaction.ts';
import type { SignInProblem } from '../../sign-in/pages.ts';
import { signInPrompts } from '../../sign-in/sign-in-form.ts';
import { acrOfLevel, passkeyLevel, secondFactorLevel, sessionLevel } from '../acr.ts';
import type { Added } from '../enrolment.ts';
import { normalCode, stepOfCode, totpUri } from '../totp.ts';
import { factorMessages } from './factor-messages.ts';
import { sendCodesPage, sendEnrolPage, sendImpossiblePage, sendProvePage } from './interaction-pages.ts';
import { asFactorInteraction, type FactorInteraction, openFactorInteraction } from './interaction-state.ts';
import { createPendingTotp } from './pending-totp.ts';
import { proveFactor } from './prove-factor.ts';
import { describeFailure, readProof } from './read-proof.ts';

const provePurpose = (uid: string) => `prove:${uid}`;
const enrolPurpose = (uid: string) => `enrol:${uid}`;
export const signInPurpose = (uid: string) => `sign-in:${uid}`;

type Handled = { ctx: Context; parts: SignInParts; opened: FactorInteraction };

/** GET: the page for the second factor. */
export async function showFactor(
  { ctx, parts }: { ctx: Context; parts: SignInParts },
  own: MemberInteraction,
): Promise<void> {
  const opened = await asFactorInteraction(ctx, parts, own);
  if (opened) await showStep({ ctx, parts, opened });
}

async function showStep({ ctx, parts, opened }: Handled, problem?: SignInProblem): Promise<void> {
  const { step, interaction } = opened;
  if (step === 'impossible') sendImpossiblePage(opened);
  else if (step === 'enrol') showEnrolment({ ctx, parts, opened }, problem);
  else if (step === 'sign-in-again') {
    // Whoever sits at a machine left open must not make its owner's second factor her own.
    interaction.prompt = { name: 'login', reasons: ['factor_enrolment'], details: {} };
    await interaction.persist();
    ctx.status = 303;
    ctx.redirect(paths.interaction(interaction.uid));
  } else sendProvePage(opened, { problem, canPasskey: parts.services.factors.passkeys.isPossible });
}

function showEnrolment(
  { parts, opened }: Handled,
  problem?: SignInProblem,
  kept?: { secret: string; pending: string },
) {
  const { services, config } = parts;
  const { member, level, page } = opened;
  const begun = kept ?? createPendingTotp(services).begin(member.sub);
  const issuer = page.locale === 'zh-CN' ? config.organisationName : config.organisationNameEn;
  const uri = totpUri({ secret: begun.secret, issuer, account: member.username });
  sendEnrolPage(opened, {
    problem,
    totp: level >= passkeyLevel ? undefined : { ...begun, uri },
    canPasskey: services.factors.passkeys.isPossible,
  });
}

/** POST: a code, a recovery code or a passkey. */
export function submitFactor(parts: SignInParts): Middleware {
  return async (ctx) => {
    const opened = await openFactorInteraction(ctx, parts);
    if (!opened) return;
    const handled = { ctx, parts, opened };
    if (opened.step !== 'prove' && opened.step !== 'prove-then-passkey') return showStep(handled);
    const { interaction, member, session, page } = opened;
    const proof = readProof(ctx, provePurpose(interaction.uid));
    const attempt = { sub: member.sub, sessionUid: session.uid, clientId: opened.party?.clientId };
    const generation = await generationOf(handled);
    const result = proof && (await proveFactor(ctx, parts.services, { ...attempt, proof }));
    if (result?.outcome === 'proved') {
      const level = result.method === 'passkey' ? passkeyLevel : secondFactorLevel;
      await finishInteraction(ctx, interaction, stepUp(opened, { level, amr: result.amr, generation }));
      return;
    }
    if (result?.outcome === 'wait') ctx.set('retry-after', String(result.seconds));
    await showStep(handled, describeFailure(factorMessages[page.locale], proof, result));
  };
}

/** POST: the code that confirms a new authenticator. */
export function enrolTotp(parts: SignInParts): Middleware {
  return async (ctx) => {
    const opened = await openFactorInteraction(ctx, parts);
    if (!opened) return;
    const handled = { ctx, parts, opened };
    if (opened.step !== 'enrol' || opened.level >= passkeyLevel) return showStep(handled);
    const { member, page } = opened;
    const { services } = parts;
    const text = factorMessages[page.locale];
    const body = ctx.request.body as { code?: unknown; pending?: unknown } | undefined;
    const generation = await generationOf(handled);
    const secret = createPendingTotp(services).open(member.sub, body?.pending);
    if (secret === undefined) return showEnrolment(handled, { message: text.totpExpired, status: 422 });
    const step = stepOfCode(secret, normalCode(String(body?.code ?? '')), services.now());
    if (step === undefined) {
      showEnrolment(
        handled,
        { message: text.wrong, status: 422 },
        { secret, pending: String(body?.pending) },
      );
      return;
    }
    const added = await services.factors.addTotp(member.sub, { name: '', secret, step }, by(ctx, opened));
    await goOn(handled, added, { level: secondFactorLevel, amr: ['otp'], generation });
  };
}

/** POST: a new passkey. */
export function enrolPasskey(parts: SignInParts): Middleware {
  return async (ctx) => {
    const opened = await openFactorInteraction(ctx, parts);
    if (!opened) return;
    const handled = { ctx, parts, opened };
    if (opened.step !== 'enrol') return showStep(handled);
    const { member, page, interaction } = opened;
    const { factors } = parts.services;
    const text = factorMessages[page.locale];
    const { credential } = (ctx.request.body ?? {}) as { credential?: unknown };
    const generation = await generationOf(handled);
    const key = await factors.passkeys.verifyRegistration(enrolPurpose(interaction.uid), String(credential));
    if (!key) return showEnrolment(handled, { message: text.passkeyFailed, status: 422 });
    const named = { ...key, name: text.passkeyDefaultName };
    const added = await factors.addPasskey(member.sub, named, by(ctx, opened));
    await goOn(handled, added, { level: passkeyLevel, amr: ['pop', 'user'], generation });
  };
}

type Reached = { level: number; amr: string[]; generation: number };

/** Read before the proof is checked (sign-in-generation.ts). */
const generationOf = ({ parts, opened }: Handled) => parts.services.generations.current(opened.member.sub);

async function goOn({ ctx, parts, opened }: Handled, added: Added, to: Reached) {
  const { interaction, session } = opened;
  await parts.services.factors.noteProved(session.uid);
  const result = stepUp(opened, to);
  if (!added.recoveryCodes) return finishInteraction(ctx, interaction, result);
  interaction.result = { ...interaction.lastSubmission, ...result };
  await interaction.persist();
  sendCodesPage(opened, added.recoveryCodes);
}

/**
 * The session goes on: same identifier, same systems, same time of sign-in, so that neither `auth_time` nor the
 * absolute limit moves.
 */
function stepUp({ session, member }: FactorInteraction, { level, amr, generation }: Reached) {
  return {
    login: {
      accountId: member.sub,
      acr: acrOfLevel(Math.max(level, sessionLevel(session.acr))),
      amr: [...new Set([...(session.amr ?? []), ...amr, 'mfa'])],
      remember: false,
      generation,
      ...(session.loginTs === undefined ? {} : { ts: session.loginTs }),
    },
  };
}

const by = (ctx: Context, { session, party }: FactorInteraction) => ({
  sessionUid: session.uid,
  clientId: party?.clientId ?? null,
  ip: ctx.ip,
  userAgent: ctx.get('user-agent'),
});

/** POST, from the script: what the browser has to sign. */
export function passkeyOptions(parts: SignInParts): Middleware {
  return async (ctx) => {
    const { passkeys } = parts.services.factors;
    const waiting = await openInteraction(ctx, parts);
    if (!waiting) return;
    const { uid, prompt } = waiting.interaction;
    ctx.set('cache-control', 'no-store');
    if (signInPrompts.has(prompt.name)) {
      ctx.body = await passkeys.assertionOptions(signInPurpose(uid), undefined);
      return;
    }
    const opened = await openFactorInteraction(ctx, parts);
    if (!opened) return;
    const { member, step, page } = opened;
    const person = { sub: member.sub, username: member.username, name: member.name[page.locale] };
    ctx.body =
      step === 'enrol'
        ? await passkeys.registrationOptions(enrolPurpose(uid), person)
        : await passkeys.assertionOptions(provePurpose(uid), member.sub);
  };
}

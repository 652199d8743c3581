import Router from '@koa/router';
import type { Context, Middleware } from 'koa';
import { z } from 'zod';
import { type OpenedAccount, openAccount } from '../account/open-account.ts';
import { paths } from '../provider/paths.ts';
import { createFormProof, type FormProof } from '../sign-in/form-proof.ts';
import type { SignInParts } from '../sign-in/open-interaction.ts';
import { requireOwnForm } from '../sign-in/same-site.ts';
import { type OwnSessionsResult, ownSessionsResults, sendOwnSessionsPage } from './own-sessions-page.ts';

type Own = OpenedAccount & { sub: string; uid: string };
type Act = (ctx: Context, own: Own) => Promise<OwnSessionsResult | undefined>;

const endForm = z.object({ session: z.string().min(1).max(64) });
const noticeForm = z.object({
  notice: z.string().min(1).max(64),
  answer: z.enum(['me', 'not-me']),
});

/** A person's own sessions: where she is signed in, and how to end it. Works without JavaScript. */
export function ownSessionRoutes(parts: SignInParts): Middleware {
  const router = new Router({ sensitive: true });
  const proof = createFormProof(parts.config.secret, 'own-sessions');
  const ownForm = requireOwnForm(parts.config.publicUrl);
  const on = (path: string, act: Act) => router.post(path, ownForm, change(parts, proof, act));
  router.get(paths.ownSessions, show(parts, proof));
  on(`${paths.ownSessions}/end`, endOne(parts));
  on(`${paths.ownSessions}/end-others`, endOthers(parts));
  on(`${paths.ownSessions}/notice`, answerNotice(parts));
  return router.routes() as Middleware;
}

async function open(ctx: Context, parts: SignInParts): Promise<Own | undefined> {
  const opened = await openAccount(ctx, parts, 'sessions');
  return opened && { ...opened, sub: opened.member.sub, uid: opened.session.uid };
}

function show(parts: SignInParts, proof: FormProof): Middleware {
  return async (ctx) => {
    const own = await open(ctx, parts);
    if (!own) return;
    const { sessionDirectory, newDevices } = parts.services;
    const [sessions, notices] = await Promise.all([sessionDirectory.of(own.sub), newDevices.openOf(own.sub)]);
    const done = z.enum(ownSessionsResults).safeParse(ctx.query.done);
    sendOwnSessionsPage(own, {
      sessions,
      notices,
      currentUid: own.uid,
      proof: proof.of(own.uid),
      done: done.success ? done.data : undefined,
    });
  };
}

function change(parts: SignInParts, proof: FormProof, act: Act): Middleware {
  return async (ctx) => {
    const own = await open(ctx, parts);
    if (!own) return;
    const { proof: given } = (ctx.request.body ?? {}) as { proof?: unknown };
    // An old page, or none of ours: the person sees how things are and decides again.
    const done = proof.matches(own.uid, given) ? await act(ctx, own) : undefined;
    ctx.status = 303;
    ctx.redirect(done ? `${paths.ownSessions}?done=${done}` : paths.ownSessions);
  };
}

const requestOf = (ctx: Context) => ({ ip: ctx.ip, userAgent: ctx.get('user-agent') });

function endOne({ services }: SignInParts): Act {
  return async (ctx, { sub }) => {
    const input = endForm.safeParse(ctx.request.body);
    if (!input.success) return undefined;
    const session = await services.sessionDirectory.find(input.data.session);
    if (session?.sub !== sub) return 'already-ended';
    await services.ender.end(session.uid, 'ended-by-person', requestOf(ctx));
    return 'ended';
  };
}

function endOthers({ services }: SignInParts): Act {
  return async (_ctx, { sub, uid }) => {
    await services.db.transaction((trx) => services.ender.endAllOf(trx, sub, 'ended-by-person', uid));
    services.ender.announce();
    return 'ended-others';
  };
}

function answerNotice({ services }: SignInParts): Act {
  const { db, newDevices, audit, ender } = services;
  return async (ctx, { sub, uid }) => {
    const input = noticeForm.safeParse(ctx.request.body);
    if (!input.success) return undefined;
    const request = requestOf(ctx);
    const isKnown = input.data.answer === 'me';
    // One transaction: a notice that is answered with "not me" and a session that lives on would never be asked about.
    const isAnswered = await db.transaction(async (trx) => {
      const notice = await newDevices.dismiss(trx, sub, input.data.notice);
      if (!notice) return false;
      await audit.recordIn(trx, {
        event: isKnown ? 'device-confirmed' : 'device-disowned',
        outcome: isKnown ? 'success' : 'failure',
        ...(isKnown ? {} : { severity: 'alert' as const }),
        sub,
        sessionUid: notice.session_uid,
        ...request,
      });
      if (isKnown) return true;
      const { device, session_uid: sessionUid } = notice;
      await newDevices.forget(trx, sub, device);
      await ender.endOnDevice(trx, { sub, sessionUid, device, exceptUid: uid }, request);
      return true;
    });
    if (!isAnswered) return undefined;
    if (isKnown) return 'dismissed';
    ender.announce();
    return 'disowned';
  };
}

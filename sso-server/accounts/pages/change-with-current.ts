import type { Context } from 'koa';
import { z } from 'zod';
import { deviceOf } from '../../sign-in/device-cookie.ts';
import type { Page } from '../../sign-in/layout.ts';
import type { SignInParts } from '../../sign-in/open-interaction.ts';
import type { AuthenticationResult } from '../authenticate.ts';
import { networkOf } from '../network-of.ts';
import { PasswordQueueFull } from '../password-hasher.ts';
import type { PasswordMistake } from '../policy/password-rules.ts';
import { accountMessages, describeMistake } from './account-messages.ts';
import type { FormProblem } from './password-form.ts';

const text = z.string().min(1).max(1_000);
const form = z.object({ current: text, password: text, again: text });

type Change = {
  page: Page;
  username: string;
  /** Somebody who is signed in is told that only the password was wrong. */
  isSignedIn: boolean;
  keepSession: string | undefined;
};

export type Changed = { sub: string } | { problem: FormProblem };

/** The posted form with the current password: checked like a sign-in, throttled like one, then changed. */
export async function changeWithCurrent(ctx: Context, parts: SignInParts, o: Change): Promise<Changed> {
  const { locale } = o.page;
  const input = form.safeParse(ctx.request.body);
  if (!input.success) return { problem: { messages: [accountMessages[locale].missing], status: 422 } };
  const { current, password, again } = input.data;
  if (password !== again) return { problem: mistakesProblem(o.page, [{ code: 'not-repeated' }]) };
  const { services } = parts;
  const attempt = { username: o.username, password: current, ip: ctx.ip, device: deviceOf(ctx) };
  try {
    const known = await services.authenticate(attempt);
    if (known.outcome !== 'success') {
      await recordFailure(ctx, parts, { username: o.username, reason: known.outcome });
      return { problem: refusal(o, known) };
    }
    const request = { ip: ctx.ip, userAgent: ctx.get('user-agent') };
    const lane = networkOf(ctx.ip);
    const { sub, generation } = known;
    const change = { sub, generation, password, lane, keepSession: o.keepSession, request };
    const result = await services.passwords.change(change);
    if (result.outcome === 'refused') return { problem: mistakesProblem(o.page, result.mistakes) };
    if (result.outcome !== 'changed') {
      await recordFailure(ctx, parts, { username: o.username, reason: result.outcome });
      return { problem: refusal(o, { outcome: 'wrong' }) };
    }
    return { sub };
  } catch (error) {
    return { problem: busyProblem(o.page, error) };
  }
}

export function recordFailure(
  ctx: Context,
  { services }: SignInParts,
  o: { username: string; reason: string },
) {
  return services.audit.record({
    event: 'password-changed',
    outcome: 'failure',
    username: o.username,
    ip: ctx.ip,
    userAgent: ctx.get('user-agent'),
    detail: { reason: o.reason },
  });
}

export const mistakesProblem = (page: Page, mistakes: PasswordMistake[]): FormProblem => ({
  messages: mistakes.map((mistake) => describeMistake(page.locale, mistake)),
  status: 422,
});

/** @throws whatever it is, unless the queue of the passwords is full */
export function busyProblem(page: Page, error: unknown): FormProblem {
  if (!(error instanceof PasswordQueueFull)) throw error;
  const { retryAfterSeconds } = error;
  return { messages: [accountMessages[page.locale].busy], status: 503, retryAfterSeconds };
}

export function waitProblem(page: Page, seconds: number): FormProblem {
  return { messages: [page.text.wait(seconds)], status: 429, retryAfterSeconds: seconds };
}

function refusal(o: Change, known: Exclude<AuthenticationResult, { outcome: 'success' }>): FormProblem {
  const messages = accountMessages[o.page.locale];
  switch (known.outcome) {
    case 'wrong':
      return { messages: [o.isSignedIn ? messages.wrongCurrent : messages.wrongNameOrCurrent], status: 422 };
    case 'disabled':
      return { messages: [o.page.text.disabled], status: 403 };
    case 'wait':
      return waitProblem(o.page, known.seconds);
  }
}

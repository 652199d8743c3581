import type { Middleware } from 'koa';
import type { PersonRow } from '../../organisation/people-store.ts';
import { paths } from '../../provider/paths.ts';
import { inLocale } from '../../sign-in/messages.ts';
import { finishInteraction, type Opened, type SignInParts } from '../../sign-in/open-interaction.ts';
import { openMemberInteraction } from '../../sign-in/open-member-interaction.ts';
import { accountMessages, describeRules } from './account-messages.ts';
import { changeWithCurrent } from './change-with-current.ts';
import { type FormProblem, sendPasswordForm } from './password-form.ts';

/** POST: the new password inside a sign-in; then the request goes on. */
export function changeDuePassword(parts: SignInParts): Middleware {
  return async (ctx) => {
    const opened = await openMemberInteraction(ctx, parts, 'password');
    const person = opened && (await parts.services.people.find(opened.member.sub));
    if (!opened || !person) return;
    const { page, session } = opened;
    const change = { page, username: person.username, isSignedIn: true, keepSession: session.uid };
    const changed = await changeWithCurrent(ctx, parts, change);
    if ('problem' in changed) await sendDuePassword(parts, opened, { person, problem: changed.problem });
    else await finishInteraction(ctx, opened.interaction, { password: { changed: true } });
  };
}

/** The page that stands between a sign-in with an expired or initial password and everything else. */
export async function sendDuePassword(
  { services }: SignInParts,
  { page, interaction }: Opened,
  o: { person: PersonRow; problem?: FormProblem },
): Promise<void> {
  const text = accountMessages[page.locale];
  const profile = services.policy.current();
  const isExpired = interaction.prompt.reasons.includes('password_expired');
  const path = paths.interaction(interaction.uid);
  sendPasswordForm(page, {
    title: text.expiredTitle,
    lead: isExpired ? text.expiredLead(profile.password.maximumAgeDays ?? 0) : text.requiredLead,
    action: `${path}/password`,
    back: path,
    person: { signedIn: page.text.account(inLocale(o.person.name_json, page.locale), o.person.username) },
    secret: { kind: 'current' },
    rules: describeRules(page.locale, profile, await services.hasSecondFactor(o.person.sub)),
    problem: o.problem,
  });
}

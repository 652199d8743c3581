import type { PasswordChanger } from './password-changer.ts';

type Session = { accountId?: string | undefined; amr?: string[] | undefined; loginTs?: number | undefined };

/** Whether the person of this session has to set another password before it opens anything. */
export async function dueForSession(passwords: Pick<PasswordChanger, 'dueFor'>, session: Session) {
  // A session of another method of sign-in has no password that could be due.
  if (!session.accountId || session.amr?.includes('pwd') === false) return undefined;
  // The library's clock, which wrote it, measures it.
  const signedInForMs = Date.now() - (session.loginTs ?? 0) * 1000;
  return passwords.dueFor(session.accountId, signedInForMs);
}

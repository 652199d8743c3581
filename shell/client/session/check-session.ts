import { getSession } from '../api/session.ts';
import type { SessionStore } from './session-store.ts';

/**
 * Asks whether the browser's cookie still is of this person: a new sign-in may have replaced it. When it ended, the
 * answer 401 has said so to the shell; when somebody else has signed in, the page is made anew for her.
 * @returns whether the page may go on
 */
export async function checkSession(session: SessionStore): Promise<boolean> {
  const mine = session.getState().session.user.sub;
  const found = await getSession().catch(() => undefined);
  if (found && found.user.sub !== mine) window.location.reload();
  return found?.user.sub === mine;
}

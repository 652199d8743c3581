import { signInAddress } from './session-store.ts';

const channelName = 'yimen-verified';
/** What `/auth/sign-in` takes for the page that tells `channelName` and closes its window. */
const verifiedPath = '/auth/verified';

/**
 * Verifies again at one of these levels (RFC 9470) in a window of its own: the page stays as it is, with whatever was
 * typed there. Where windows are not allowed, the whole page goes and comes back.
 * @returns whether a window was opened
 */
export function openStepUp(acrValues: string, opener: Window = window): boolean {
  const asked = `&acr_values=${encodeURIComponent(acrValues)}`;
  const own = `/auth/sign-in?return_to=${encodeURIComponent(verifiedPath)}${asked}`;
  const opened = opener.open(own, 'yimen-step-up', 'popup,width=520,height=760');
  if (!opened) opener.location.assign(`${signInAddress(opener.location)}${asked}`);
  return opened !== null;
}

/** Calls the listener whenever the person has verified again, in whatever window. Returns the undo. */
export function onVerified(listener: () => void): () => void {
  if (typeof BroadcastChannel !== 'function') return () => undefined;
  const channel = new BroadcastChannel(channelName);
  channel.onmessage = listener;
  return () => channel.close();
}

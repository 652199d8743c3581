import type { NewDevice, SessionView } from '@yimen/shell-contract';
import { request } from './transport.ts';

/** The signed-in person and what the shell offers her. */
export const getSession = (signal?: AbortSignal) => request<SessionView>('/api/session', { signal });

/** Sign-ins on new devices that the person has not answered for. */
export const getNewDevices = async (): Promise<NewDevice[]> =>
  (await request<{ newDevices: NewDevice[] }>('/api/session/new-devices')).newDevices;

/** Remembers the language for the next visit, and for the services. */
export const saveLocale = (locale: SessionView['locale']) =>
  request<void>('/api/session/locale', { method: 'PUT', body: { locale } });

/** Ends the session; the answer says where the browser goes next, through the sso-server. */
export const signOut = () => request<{ location: string } | undefined>('/auth/sign-out', { method: 'POST' });

import type { PageList, PageView, SaveChanges } from '@yimen/shell-contract';
import { request } from './transport.ts';

const at = (slug: string) => `/api/pages/${encodeURIComponent(slug)}`;

/** The pages this person may see. */
export const getPages = (signal?: AbortSignal) => request<PageList>('/api/pages', { signal });

/** A page as this person sees it. */
export const getPage = (slug: string, signal?: AbortSignal) => request<PageView>(at(slug), { signal });

/** Stores acts of the person, all or none. */
export const saveChanges = (slug: string, changes: SaveChanges) =>
  request<PageView>(`${at(slug)}/changes`, { method: 'PATCH', body: changes, keepalive: true });

/** Forgets all of the person's changes of the page. */
export const resetPage = (slug: string) => request<PageView>(`${at(slug)}/changes`, { method: 'DELETE' });

/** Forgets one change that no longer applies. */
export const discardTrayItem = (slug: string, nodeId: string) =>
  request<PageView>(`${at(slug)}/tray/${encodeURIComponent(nodeId)}`, { method: 'DELETE' });

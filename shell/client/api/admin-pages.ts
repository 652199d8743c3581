import { queryOptions } from '@tanstack/react-query';
import type { LocalizedText } from '@yimen/portlet-sdk';
import type {
  AdminPage,
  AdminPageDetail,
  AdminPageVersion,
  AdminPortlet,
  LayoutNode,
  PageAudience,
} from '@yimen/shell-contract';
import { request } from './transport.ts';

const at = (id: string) => `/api/admin/pages/${encodeURIComponent(id)}`;
// The revision as an entity tag (RFC 9110, 8.8.3): a strong one, so in quotation marks.
const ifMatch = (revision: number) => ({ 'if-match': `"${revision}"` });

/** Properties of a page that its administrator sets. */
export type PageProperties = {
  slug: string;
  title: LocalizedText;
  parentId: string | null;
  order: number;
  audience: PageAudience;
  homePriority: number | null;
};

/** All pages, as administrators see them. */
export const adminPagesQuery = () =>
  queryOptions({
    queryKey: ['admin', 'pages'],
    queryFn: ({ signal }) => request<AdminPage[]>('/api/admin/pages', { signal }),
  });

/** The published versions of a page, newest first. */
export const pageVersionsQuery = (id: string) =>
  queryOptions({
    queryKey: ['admin', 'pages', id, 'versions'],
    queryFn: ({ signal }) => request<AdminPageVersion[]>(`${at(id)}/versions`, { signal }),
  });

/** Every portlet with a release, for the composer's catalogue. */
export const adminPortletsQuery = () =>
  queryOptions({
    queryKey: ['admin', 'portlets'],
    queryFn: ({ signal }) => request<AdminPortlet[]>('/api/admin/portlets', { signal }),
  });

/** Makes a page. */
export const createPage = (properties: PageProperties) =>
  request<AdminPageDetail>('/api/admin/pages', { method: 'POST', body: properties });

/** Changes properties of a page; `revision-outdated` when someone else was faster. */
export const updatePage = (id: string, revision: number, properties: Partial<PageProperties>) =>
  request<AdminPageDetail>(at(id), { method: 'PATCH', body: properties, headers: ifMatch(revision) });

/** Deletes a page. */
export const deletePage = (id: string, revision: number) =>
  request<void>(at(id), { method: 'DELETE', headers: ifMatch(revision) });

/** Stores the draft of a page. */
export const saveDraft = (id: string, revision: number, nodes: readonly LayoutNode[]) =>
  request<AdminPageDetail>(`${at(id)}/draft`, { method: 'PUT', body: { nodes }, headers: ifMatch(revision) });

/** Makes the draft the page that people see. */
export const publishPage = (id: string, revision: number) =>
  request<AdminPageDetail>(`${at(id)}/publish`, { method: 'POST', headers: ifMatch(revision) });

/** Makes an older version the draft again. */
export const restoreVersion = (id: string, revision: number, version: number) =>
  request<AdminPageDetail>(`${at(id)}/versions/${version}/restore`, {
    method: 'POST',
    headers: ifMatch(revision),
  });

import type { ReleaseView } from '@yimen/shell-contract';
import { request } from './transport.ts';

/** A portlet's live release. */
export const getRelease = (portlet: string, signal?: AbortSignal) =>
  request<ReleaseView>(`/api/releases/${encodeURIComponent(portlet)}`, { signal });

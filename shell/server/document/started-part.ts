import type { PageView } from '@yimen/shell-contract';

/**
 * The windows of a page whose portlets start by themselves: `?safe=1` starts none, `?only=a,b` starts these. For the
 * others neither code nor data is sent ahead.
 */
export function startedPart(page: PageView, query: URLSearchParams): PageView {
  const only = query.get('safe') === '1' ? [] : (query.get('only')?.split(',').filter(Boolean) ?? []);
  if (only.length === 0 && query.get('safe') !== '1') return page;
  return { ...page, windows: page.windows.filter(({ portlet }) => only.includes(portlet)) };
}

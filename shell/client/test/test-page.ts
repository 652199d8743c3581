import type { PageView, ReleaseView, WindowView } from '@yimen/shell-contract';
import { testDescriptor } from './test-descriptor.ts';

/** A window that is right, with overrides. */
export function testWindow(id: string, overrides: Partial<WindowView> = {}): WindowView {
  return {
    id,
    portlet: id,
    place: { column: 0, row: 0, columns: 4, rows: 4 },
    preferences: {},
    locks: [],
    origin: 'page',
    isMinimized: false,
    isHidden: false,
    readOnlyPreferences: [],
    unavailable: null,
    ...overrides,
  };
}

/** A release that is right, with overrides. */
export function testRelease(name: string, overrides: Partial<ReleaseView> = {}): ReleaseView {
  return {
    name,
    version: '1.0.0',
    descriptor: testDescriptor(name),
    entry: `/releases/${name}/1.0.0/remoteEntry.js`,
    integrity: '',
    needs: {},
    hasStyles: false,
    ...overrides,
  };
}

/** A page with these windows and a release for each of their portlets. */
export function testPage(windows: WindowView[], overrides: Partial<PageView> = {}): PageView {
  return {
    page: { id: 'p1', slug: 'home', parentId: null, title: { 'zh-CN': '首页', 'en-US': 'Home' }, order: 0 },
    version: 3,
    revision: 0,
    windows,
    tray: [],
    releases: Object.fromEntries(windows.map(({ portlet }) => [portlet, testRelease(portlet)])),
    ...overrides,
  };
}

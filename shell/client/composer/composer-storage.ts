import type { LayoutNode } from '@yimen/shell-contract';

/** Keeps unsaved compositions over a reload and a sign-in. */
export type ComposerStorage = {
  read(pageId: string): readonly LayoutNode[] | null;
  write(pageId: string, nodes: readonly LayoutNode[]): void;
  remove(pageId: string): void;
};

const prefix = 'yimen.composer.';

/**
 * Unsaved compositions in the tab's session storage, bound to the administrator; those of anybody else are removed.
 *
 * @param sub the signed-in administrator
 */
export function createComposerStorage(storage: Storage, sub: string): ComposerStorage {
  const own = `${prefix}${sub}.`;
  for (const key of Object.keys(storage)) {
    if (key.startsWith(prefix) && !key.startsWith(own)) storage.removeItem(key);
  }
  return {
    read(pageId) {
      try {
        const nodes: unknown = JSON.parse(storage.getItem(own + pageId) ?? 'null');
        return Array.isArray(nodes) ? (nodes as LayoutNode[]) : null;
      } catch {
        return null;
      }
    },
    write: (pageId, nodes) => storage.setItem(own + pageId, JSON.stringify(nodes)),
    remove: (pageId) => storage.removeItem(own + pageId),
  };
}

import { fillShared, type Need, type ShareScope } from './share-scope.ts';

/** What the build puts into a container. */
export type ContainerParts = {
  readonly needs: Readonly<Record<string, Need>>;
  /** The portlet's styles, scoped; empty when it has none. */
  readonly css: string;
  /** Address of the container itself; assets lie beside it. */
  readonly address: string;
  readonly loadPortlet: () => Promise<object>;
};

/** A container as Module Federation hosts know it. */
export type Container = {
  init(scope: ShareScope): Promise<void>;
  get(name: string): Promise<() => object>;
};

/** Stands in the CSS for the address of the folder that holds the container. */
const baseToken = '__YIMEN_BASE__';

/** Makes the federation container of a portlet: `./portlet`, and `./styles` when it has any. */
export function createContainer({ needs, css, address, loadPortlet }: ContainerParts): Container {
  let filled: Promise<void> | undefined;
  let styles: CSSStyleSheet | undefined;
  const exposed: Record<string, () => Promise<object> | object> = { './portlet': loadPortlet };
  if (css) {
    exposed['./styles'] = () => {
      if (!styles) {
        styles = new CSSStyleSheet();
        // Addresses in a constructed sheet are relative to the page, not to this file.
        styles.replaceSync(css.replaceAll(baseToken, new URL('.', address).href));
      }
      return { styles };
    };
  }
  return {
    init(scope) {
      filled ??= fillShared(scope, needs).catch((error: unknown) => {
        filled = undefined;
        throw error;
      });
      return filled;
    },
    async get(name) {
      const load = Object.hasOwn(exposed, name) ? exposed[name] : undefined;
      if (!load) throw new Error(`the container exposes ${Object.keys(exposed).join(', ')}; not ${name}`);
      await filled;
      const module = await load();
      return () => module;
    },
  };
}

import { posix } from 'node:path';
import postcss, { type AtRule } from 'postcss';

const isPageWide = (node: postcss.ChildNode): node is AtRule =>
  node.type === 'atrule' && /(keyframes|^font-face)$/i.test(node.name);

/**
 * Makes relative addresses of a style sheet begin with a token that the container replaces by its own address.
 *
 * @param css text of an emitted style sheet
 * @param file its path in the output: addresses are relative to it
 */
export function markAddresses(css: string, file: string): string {
  const root = postcss.parse(css);
  root.walkDecls((declaration) => {
    declaration.value = declaration.value.replaceAll(
      /url\(\s*(["']?)(?!data:|#|\/|[a-z]+:)([^"')]+)/gi,
      (_whole, quote: string, address: string) =>
        `url(${quote}__YIMEN_BASE__${posix.join(posix.dirname(file), address)}`,
    );
  });
  return root.toString();
}

/** The at-rules that bound a portlet's styles: what they open with. */
function bounds(portlet: string): { layer: string; scope: string } {
  const attributes = ['data-portlet', 'data-portlet-scope'];
  const own = attributes.map((attribute) => `[${attribute}="${portlet}"]`);
  const others = attributes.map((attribute, index) => `[${attribute}]:not(${own[index]})`);
  return { layer: 'portlet', scope: `(${own.join(',')}) to (${others.join(',')})` };
}

/**
 * Bounds a portlet's styles to its own windows: below every layer-less style of the shell, inside of elements that
 * carry the portlet's name, and not inside of another portlet within.
 *
 * @param root the parsed CSS; it is changed
 * @param portlet name of the portlet
 */
export function scopeStyles(root: postcss.Root, portlet: string): void {
  root.walkComments((comment) => void comment.remove());
  // Keyframes and fonts are no styles of elements: CSS Cascade 6 allows neither inside of @scope.
  const pageWide = root.nodes.filter(isPageWide).map((node) => node.remove());
  const scoped = root.nodes.map((node) => node.clone());
  root.removeAll();
  if (scoped.length === 0 && pageWide.length === 0) return;
  const { layer, scope } = bounds(portlet);
  const inner = scoped.length > 0 ? [postcss.atRule({ name: 'scope', params: scope, nodes: scoped })] : [];
  root.append(postcss.atRule({ name: 'layer', params: layer, nodes: [...pageWide, ...inner] }));
}

/**
 * {@link scopeStyles} for text.
 *
 * @param css the portlet's whole CSS, minified
 * @returns the text for the adoptable sheet; empty when there is none
 */
export function scopedText(css: string, portlet: string): string {
  const root = postcss.parse(css);
  scopeStyles(root, portlet);
  return root.toString().trim();
}

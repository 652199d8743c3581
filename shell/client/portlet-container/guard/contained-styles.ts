const contained = new WeakMap<CSSStyleSheet, CSSStyleSheet>();

/**
 * A portlet's sheet, bounded to its own windows (R62). The build bounds styles already; a container that was made
 * otherwise, or by hand, is bounded here.
 */
export function containStyles(
  sheet: CSSStyleSheet,
  { name, version }: { readonly name: string; readonly version: string },
): CSSStyleSheet {
  // Browsers without @scope cannot be helped; the build's rules hold there.
  if (typeof globalThis.CSSScopeRule !== 'function' || isContained(sheet)) return sheet;
  const known = contained.get(sheet);
  if (known) return known;
  // Two releases can be on the page at once (R105). The build's class names differ with their styles; these may not.
  const own = `[data-portlet="${name}"][data-portlet-version="${version}"],[data-portlet-scope="${name}"]`;
  const rules = Array.from(sheet.cssRules);
  const pageWide = rules.filter(isPageWide).map((rule) => rule.cssText);
  const scoped = rules.filter((rule) => !isPageWide(rule)).map((rule) => rule.cssText);
  const bounded = new CSSStyleSheet();
  bounded.replaceSync(`@layer portlet{${pageWide.join('')}@scope (${own}){${scoped.join('')}}}`);
  contained.set(sheet, bounded);
  return bounded;
}

/** Keyframes and fonts are no styles of elements. */
function isPageWide(rule: CSSRule): boolean {
  return rule instanceof CSSKeyframesRule || rule instanceof CSSFontFaceRule;
}

function isContained(sheet: CSSStyleSheet): boolean {
  return Array.from(sheet.cssRules).every(
    (rule) =>
      isPageWide(rule) ||
      rule instanceof CSSScopeRule ||
      (rule instanceof CSSLayerBlockRule &&
        Array.from(rule.cssRules).every((inner) => inner instanceof CSSScopeRule || isPageWide(inner))),
  );
}

/**
 * Takes away sheets that code has put into the document by itself, past its container.
 *
 * @param isOurs whether the shell has adopted a sheet
 * @returns how many there were
 */
export function removeForeignSheets(isOurs: (sheet: CSSStyleSheet) => boolean): number {
  // A copy: the document's own array is what is assigned to (CSSOM 6.2, ObservableArray).
  const all = [...document.adoptedStyleSheets];
  const ours = all.filter(isOurs);
  if (ours.length < all.length) document.adoptedStyleSheets = ours;
  return all.length - ours.length;
}

/**
 * Packages that exist once on a page, the shell's copy (architecture I10). A portlet's build takes them from the
 * shell and never bundles them; anything else of the same packages cannot be imported by a portlet.
 */
export const sharedPackages = [
  'react',
  'react/jsx-runtime',
  'react-dom',
  '@yimen/portlet-sdk',
  '@yimen/problem',
  '@yimen/ui',
  '@yimen/ui/theme',
  '@yimen/ui/table',
  '@yimen/ui/date-picker',
  '@yimen/ui/tree',
  '@yimen/ui/icons',
  '@yimen/ui/charts',
] as const;

/** Name of a package that the shell shares. */
export type SharedPackage = (typeof sharedPackages)[number];

import type { SharedPackage } from '@yimen/portlet-sdk/descriptor';

const react = '19.3.1';
const yimen = '0.1.0';

/** Versions that the shell shares with portlets; a test of the shell holds them equal to the installed packages. */
export const sharedVersions = {
  react,
  'react/jsx-runtime': react,
  'react-dom': react,
  '@yimen/portlet-sdk': yimen,
  '@yimen/problem': yimen,
  '@yimen/ui/theme': yimen,
  '@yimen/ui': yimen,
  '@yimen/ui/table': yimen,
  '@yimen/ui/date-picker': yimen,
  '@yimen/ui/tree': yimen,
  '@yimen/ui/icons': yimen,
  '@yimen/ui/charts': yimen,
} as const satisfies Record<SharedPackage, string>;

import * as sdk from '@yimen/portlet-sdk';
import type { SharedPackage } from '@yimen/portlet-sdk/descriptor';
import * as problem from '@yimen/problem';
import * as theme from '@yimen/ui/theme';
import * as React from 'react';
import * as jsxRuntime from 'react/jsx-runtime';
import * as ReactDOM from 'react-dom';
import { sharedVersions } from './shared-versions.ts';

/** A package that portlets take from the shell: at hand, or loaded at first use. */
export type SharedModule =
  | { readonly version: string; readonly module: object }
  | { readonly version: string; readonly load: () => Promise<object> };

/** The design system; everything of Ant Design is behind this import. */
export const loadUi = () => import('@yimen/ui');

/**
 * Every package that has exactly one copy on a page, the shell's (architecture I10). Ant Design is large and not
 * every page needs it, so it is loaded when the first portlet asks for it.
 */
export const sharedModules: Readonly<Record<SharedPackage, SharedModule>> = {
  react: { version: sharedVersions.react, module: React },
  'react/jsx-runtime': { version: sharedVersions['react/jsx-runtime'], module: jsxRuntime },
  'react-dom': { version: sharedVersions['react-dom'], module: ReactDOM },
  '@yimen/portlet-sdk': { version: sharedVersions['@yimen/portlet-sdk'], module: sdk },
  '@yimen/problem': { version: sharedVersions['@yimen/problem'], module: problem },
  '@yimen/ui/theme': { version: sharedVersions['@yimen/ui/theme'], module: theme },
  '@yimen/ui': { version: sharedVersions['@yimen/ui'], load: loadUi },
  '@yimen/ui/table': { version: sharedVersions['@yimen/ui/table'], load: () => import('@yimen/ui/table') },
  '@yimen/ui/date-picker': {
    version: sharedVersions['@yimen/ui/date-picker'],
    load: () => import('@yimen/ui/date-picker'),
  },
  '@yimen/ui/tree': { version: sharedVersions['@yimen/ui/tree'], load: () => import('@yimen/ui/tree') },
  '@yimen/ui/icons': { version: sharedVersions['@yimen/ui/icons'], load: () => import('@yimen/ui/icons') },
  '@yimen/ui/charts': { version: sharedVersions['@yimen/ui/charts'], load: () => import('@yimen/ui/charts') },
};

import { definePortlet } from '@yimen/portlet-sdk';
import descriptor from '../portlet.json' with { type: 'json' };

/** 密钥. */
export const portlet = definePortlet({
  descriptor,
  modes: { view: () => import('./keys-view.tsx').then((module) => module.KeysView) },
});

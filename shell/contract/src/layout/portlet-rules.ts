import type { JsonValue } from '@yimen/portlet-sdk/descriptor';
import type { FieldError } from '@yimen/problem';

/** Whether a person can have a portlet on her page: yes; there is no live release; she may not use it. */
export type PortletStatus = 'usable' | 'missing' | 'forbidden';

/**
 * What merging and changing a page need to know of portlets. The portal server knows it from the registry; without it
 * (in the browser, before the server has answered) every portlet is usable and every preference fits.
 */
export type PortletRules = {
  status(portlet: string): PortletStatus;
  /** Mistakes in some preferences of a portlet, one per bad key; the pointer is `/<key>`. */
  preferenceErrors(portlet: string, preferences: Readonly<Record<string, JsonValue>>): FieldError[];
};

/** Every portlet is usable and every preference fits. */
export const permissivePortletRules: PortletRules = {
  status: () => 'usable',
  preferenceErrors: () => [],
};

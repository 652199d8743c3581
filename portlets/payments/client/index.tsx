import { definePortlet } from '@yimen/portlet-sdk';
import descriptor from '../portlet.json' with { type: 'json' };

/** 支付状态. */
export const portlet = definePortlet({
  descriptor,
  modes: { view: () => import('./payment-status-view.tsx').then((module) => module.PaymentStatusView) },
});

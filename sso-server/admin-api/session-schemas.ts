import { z } from 'zod';
import { logoutDeliveryStates } from '../logout/logout-tables.ts';
import { paging } from './paging.ts';

const text = z.string().min(1).max(200).optional();
const moment = z.coerce.number().int().min(0).optional();

export const listSessions = z.strictObject({
  sub: text,
  username: text,
  clientId: text,
  ip: text,
  ...paging,
});

export const listReceipts = z.strictObject({
  clientId: text,
  sub: text,
  sessionUid: text,
  state: z.enum(logoutDeliveryStates).optional(),
  channel: z.enum(['back', 'front']).optional(),
  since: moment,
  until: moment,
  ...paging,
});

export const sessionParams = z.strictObject({ uid: z.string().min(1).max(64) });
export const receiptParams = z.strictObject({ receipt: z.string().min(1).max(64) });

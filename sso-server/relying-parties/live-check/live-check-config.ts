import { z } from 'zod';
import { defaultLogoutNetworks, parseNetworks } from '../../outgoing/allowed-networks.ts';

/** Settings of live checks; spread into the configuration of the sso-server. */
export const liveCheckConfig = {
  /** Networks whose systems may be checked (CIDR list); metadata addresses never are. */
  liveCheckNetworks: z
    .string()
    .superRefine((value, check) => {
      try {
        parseNetworks(value);
      } catch (error) {
        check.addIssue({ code: 'custom', message: error instanceof Error ? error.message : 'no networks' });
      }
    })
    .default(defaultLogoutNetworks),
};

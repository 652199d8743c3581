import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { FrameHosts } from './frame-hosts.ts';

/** Where pages of releases are served for frames. */
export const FRAMES_PREFIX = '/frames';

const DAY = 86_400_000;

/** Addresses under which the files of one release can be had without a session, for a day or two. */
export type FrameAddresses = {
  /** Whole address of a file; the same for the rest of the day, so that browsers keep what they have. */
  addressOf(name: string, version: string, path: string): string;
  isGood(capability: string, name: string, version: string): boolean;
};

/**
 * A page in a sandboxed frame has no origin, so that browsers send no cookie with what it loads: its scripts and styles
 * are opened by the address instead, which only those get who may use the portlet. It opens nothing but the code of
 * that release.
 *
 * @param o the portal's secret; where pages are served; `clock` in milliseconds
 */
export function createFrameAddresses(o: {
  secret: string;
  hosts: Pick<FrameHosts, 'originOf'>;
  clock: () => number;
}): FrameAddresses {
  const key = Buffer.from(hkdfSync('sha256', o.secret, '', 'yimen portal frame addresses', 32));
  const today = () => Math.floor(o.clock() / DAY);
  const capabilityOf = (day: number, name: string, version: string) =>
    `${day}.${createHmac('sha256', key).update(`${day}\n${name}\n${version}`).digest('base64url')}`;
  return {
    addressOf: (name, version, path) =>
      `${o.hosts.originOf(name)}${FRAMES_PREFIX}/${capabilityOf(today(), name, version)}/${name}/${version}/${path}`,
    isGood(capability, name, version) {
      const day = Number(/^(\d{1,6})\./.exec(capability)?.[1] ?? Number.NaN);
      if (!(day <= today() && day >= today() - 1)) return false;
      const expected = Buffer.from(capabilityOf(day, name, version));
      const actual = Buffer.from(capability);
      return actual.length === expected.length && timingSafeEqual(actual, expected);
    },
  };
}

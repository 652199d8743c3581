import { z } from 'zod';

/** Variables of frames. */
export const framesConfig = {
  /**
   * Origins outside of the portal whose pages portlets may show in a frame, separated by commas: the administrator's
   * list. None unless said.
   */
  frameOrigins: z
    .string()
    .default('')
    .transform((text) => text.split(',').map((origin) => origin.trim()))
    .transform((origins) => origins.filter((origin) => origin !== ''))
    .refine(
      (origins) => origins.every(isOrigin),
      'origins such as https://old.example.org, separated by commas',
    ),
  /** Host below which each portlet's pages have a host, and so a process, of their own (see `createFrameHosts`). */
  frameHost: z
    .string()
    .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)*$/, 'a host such as frames.example.org, without port')
    .optional(),
};

function isOrigin(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.origin === text;
}

import type Router from '@koa/router';
import { problem, readProblem } from '@yimen/problem';
import type { RelyingParty } from '@yimen/relying-party';
import type { NewDevice } from '@yimen/shell-contract';
import { z } from 'zod';
import { SSO_AUDIENCE } from '../config.ts';
import { viewerOf } from './viewer.ts';

const answerSchema = z.object({
  newDevices: z.array(
    z.object({
      id: z.string(),
      at: z.number(),
      address: z.string().nullable(),
      device: z.object({ 'zh-CN': z.string(), 'en-US': z.string() }),
    }),
  ),
});

/** GET /session/new-devices: the provider is asked in her name; the browser gets no token. */
export function addNewDeviceRoutes(
  router: Router,
  o: { issuer: string; accessToken: RelyingParty['accessToken']; fetch: typeof fetch; timeout: number },
): void {
  router.get('/session/new-devices', async (ctx) => {
    const { session } = viewerOf(ctx);
    const token = await o.accessToken(session, { audience: SSO_AUDIENCE, scope: 'systems:read' });
    const response = await ask(o, token);
    if (!response.ok) throw problem('unexpected-answer', { cause: await readProblem(response) });
    const { newDevices }: { newDevices: NewDevice[] } = answerSchema.parse(await response.json());
    ctx.set('cache-control', 'no-store');
    ctx.body = { newDevices };
  });
}

async function ask(
  o: { issuer: string; fetch: typeof fetch; timeout: number },
  token: string,
): Promise<Response> {
  try {
    return await o.fetch(`${o.issuer}/api/account/new-devices`, {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(o.timeout),
    });
  } catch (cause) {
    throw problem('service-unavailable', { cause });
  }
}

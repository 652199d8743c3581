import type { SupervisedProgram } from '../processes/supervised-program.ts';
import { programs } from '../programs.ts';
import type { Secrets } from '../settings/secrets.ts';
import { bootstrapClient, LAUNCHER_SCOPE } from './bootstrap-client.ts';
import { type TokenSource, tokenSource } from './token-source.ts';

/** Client id of the launcher at the sso-server. */
export const LAUNCHER_ID = 'launcher';

/**
 * Starts the sso-server with a client for the launcher in it. The client is made by the server's one-time command
 * before the first start, and made again when the server does not know it (its database was replaced).
 *
 * @returns where the launcher gets its tokens
 */
export async function startWithClient(o: {
  sso: SupervisedProgram;
  env: Record<string, string>;
  issuer: string;
  secrets: Secrets;
}): Promise<TokenSource> {
  const { secrets, sso } = o;
  const bootstrap = async () => secrets.keep(LAUNCHER_ID, await bootstrapClient(o.env, LAUNCHER_ID));
  const source = () =>
    tokenSource({ issuer: o.issuer, clientId: LAUNCHER_ID, clientSecret: secrets.ofClient(LAUNCHER_ID) });
  if (secrets.known(LAUNCHER_ID) === undefined) await bootstrap();
  await sso.start();
  const target = { audience: programs.sso.audience, scope: LAUNCHER_SCOPE };
  const tokens = source();
  const isKnown = await tokens(target)().then(
    () => true,
    () => false,
  );
  if (isKnown) return tokens;
  await sso.stop();
  await bootstrap();
  await sso.start();
  const again = source();
  await again(target)();
  return again;
}

import { UsageError } from './exit-code.ts';

/**
 * Who publishes, from the environment.
 *
 * @param env of the process
 * @throws UsageError when one of the two is missing
 */
export function publisherCredentials(env: Readonly<Record<string, string | undefined>>): {
  clientId: string;
  clientSecret: string;
} {
  const { YIMEN_CLIENT_ID: clientId, YIMEN_CLIENT_SECRET: clientSecret } = env;
  if (clientId && clientSecret) return { clientId, clientSecret };
  throw new UsageError('set YIMEN_CLIENT_ID and YIMEN_CLIENT_SECRET to the credentials of your publisher');
}

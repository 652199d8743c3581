import { freePort } from '../../src/testing/free-port.ts';
import { startTestApp, type TestApp } from './test-app.ts';
import { createTestProvider, type TestProvider } from './test-provider.ts';

/** One provider and one application that signs in with it, with a clock that tests can move. */
export type Scene = {
  app: TestApp;
  provider: TestProvider;
  clock: { aheadMs: number };
  port: number;
  close(): Promise<void>;
};

export async function startScene(databaseUrl: string, o: { startProvider?: boolean } = {}): Promise<Scene> {
  const port = await freePort();
  const provider = await createTestProvider([`http://localhost:${port}`]);
  if (o.startProvider !== false) await provider.start();
  const clock = { aheadMs: 0 };
  const app = await startTestApp({
    databaseUrl,
    issuer: provider.issuer,
    port,
    clock: () => Date.now() + clock.aheadMs,
  });
  return {
    app,
    provider,
    clock,
    port,
    async close() {
      await app.close();
      await provider.stop();
    },
  };
}

import type { ViteDevServer } from 'vite';

/** Where a page gets the sample answers of a portlet that was never published and so has no service yet. */
export const samplesPath = '/@yimen/samples.json';

/** Serves the sample answers of `portlet.tck.json`, as they are when they are asked for. */
export function serveSamples(server: ViteDevServer, folder: string): void {
  server.middlewares.use(samplesPath, (_request, response) => {
    response.setHeader('content-type', 'application/json');
    response.setHeader('cache-control', 'no-store');
    sampleAnswers(folder).then(
      (found) => response.end(JSON.stringify(found)),
      (error: unknown) => {
        server.config.logger.error(error instanceof Error ? error.message : String(error));
        response.writeHead(500).end('{}');
      },
    );
  });
}

/**
 * Sample answers by resource. The kit is loaded when a page asks: starting it takes time that most have no use for.
 *
 * @param folder the portlet project
 * @throws TypeError for a file with mistakes
 */
export async function sampleAnswers(folder: string): Promise<object> {
  const { readSampleFile } = await import('@yimen/portlet-tck');
  return readSampleFile(folder).answers ?? {};
}

import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Yimen } from '@yimen/launcher';
import { buildPortlet, publishPortlet } from '@yimen/portlet-cli';
import type { BenchComponent } from '../components/write-components.ts';

const PUBLISHER = 'demo-publisher';

/**
 * Builds and publishes every portlet with the code of `yimen build` and `yimen publish`, as a vendor does.
 *
 * @returns bytes of the containers, not compressed
 */
export async function publishComponents(
  yimen: Yimen,
  components: readonly BenchComponent[],
): Promise<number> {
  let bytes = 0;
  for (const { project, isPrefetched } of components.flatMap(({ portlets }) => portlets)) {
    const { outDir } = await buildPortlet(project);
    if (!isPrefetched) bytes += statSync(join(outDir, 'remoteEntry.js')).size;
    await publishPortlet({
      folder: project,
      portal: yimen.urls.portal,
      clientId: PUBLISHER,
      clientSecret: yimen.clientSecret(PUBLISHER),
      keyFile: yimen.signingKeyFile,
    });
  }
  return bytes;
}

import type { ReportCase } from '@yimen/portlet-sdk/release';
import { descriptorOf, publish, releaseOf } from './factories.ts';
import type { TestPortal } from './portal.ts';
import type { Answer } from './test-browser.ts';

/** Publishes a release that becomes a draft. */
export async function staged(
  portal: TestPortal,
  name: string,
  version = '1.0.0',
): Promise<{ manifestSha384: string }> {
  const answer = await publish(portal, releaseOf(descriptorOf(name, { version })));
  const published = answer.json<{ state: string; manifestSha384: string }>();
  if (answer.status !== 201 || published.state !== 'draft') throw new Error(answer.text);
  return published;
}

/** A report of the kit: one case passed, and more. */
export function reportOf(
  portlet: string,
  manifestSha384: string,
  more: ReportCase[] = [],
  version = '1.0.0',
) {
  return {
    kit: 'portlet-tck',
    kitVersion: '0.1.0',
    portlet,
    version,
    manifestSha384,
    startedAt: Date.now(),
    durationMs: 1000,
    cases: [{ id: 'R1', title: 'renders', outcome: 'passed' }, ...more],
  };
}

/** What a publisher does to its release. */
export async function publisherSend(
  portal: TestPortal,
  name: string,
  what: string,
  body: unknown,
  clientId = 'demo-publisher',
  version = '1.0.0',
): Promise<Answer> {
  return portal.browser().send(`/api/registry/portlets/${name}/releases/${version}/${what}`, {
    method: 'POST',
    body,
    headers: await portal.bearer(clientId, 'registry:publish'),
  });
}

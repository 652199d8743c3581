import type Router from '@koa/router';
import { type PortletDescriptor, validateDescriptor } from '@yimen/portlet-sdk/descriptor';
import { type FieldError, problem } from '@yimen/problem';
import { callerOf } from '@yimen/service-kit';
import { compareReleaseSchema, portletNameSchema } from '@yimen/shell-contract/schemas';
import type { Context, Middleware } from 'koa';
import semver from 'semver';
import { z } from 'zod';
import { readJsonBody } from '../../http/read-json-body.ts';
import { withInput } from '../../http/with-input.ts';
import type { ReleaseStore } from '../../stores/release-store.ts';
import type { Comparisons } from './comparisons.ts';
import { presentComparison } from './present-comparison.ts';

const nameParams = z.object({ name: portletNameSchema });
const MOST_BYTES = 1_048_576;

type Parts = { releases: ReleaseStore; comparisons: Comparisons; requirePublisher: Middleware };

/**
 * POST /api/registry/portlets/:name/comparisons: what a release would change, before it is published. Nothing is stored.
 */
export function addComparisonRoutes(router: Router, o: Parts): void {
  const { releases, comparisons, requirePublisher } = o;

  router.post(
    '/registry/portlets/:name/comparisons',
    requirePublisher,
    async (ctx, next) => {
      ctx.request.body = await readJsonBody(ctx, MOST_BYTES);
      await next();
    },
    withInput({ params: nameParams, body: compareReleaseSchema }, async (ctx) => {
      const { params, body } = ctx.input;
      const owner = await releases.publisherOf(params.name);
      if (owner !== undefined && owner !== publisherOf(ctx)) {
        throw problem('forbidden', { detail: `the portlet "${params.name}" belongs to another publisher` });
      }
      const errors = mistakesOf(params.name, body);
      if (errors.length > 0) throw problem('descriptor-invalid', { errors });
      const descriptor = body.descriptor as PortletDescriptor;
      ctx.body = presentComparison(await comparisons.of({ descriptor, needs: body.needs }));
    }),
  );
}

function mistakesOf(
  name: string,
  { descriptor, needs }: { descriptor: unknown; needs: Record<string, string> },
): FieldError[] {
  const errors = validateDescriptor(descriptor).errors.map(({ pointer, detail }) => ({
    pointer: `/body/descriptor${pointer}`,
    detail,
  }));
  if (errors.length === 0 && (descriptor as PortletDescriptor).name !== name) {
    errors.push({ pointer: '/body/descriptor/name', detail: `the address is of "${name}"` });
  }
  for (const [pack, range] of Object.entries(needs)) {
    if (semver.validRange(range) !== null) continue;
    const key = pack.replaceAll('~', '~0').replaceAll('/', '~1');
    errors.push({ pointer: `/body/needs/${key}`, detail: `"${range}" is no range of versions` });
  }
  return errors;
}

function publisherOf(ctx: Context): string {
  const { isService, clientId, sub } = callerOf(ctx);
  return isService ? clientId : sub;
}

import { errors, interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider';
import { levelOf, reportedAcr, sessionLevel } from '../factors/acr.ts';
import type { RequirementStore } from '../factors/requirement-store.ts';
import { memberOf } from './account.ts';

const { Check, Prompt } = interactionPolicy;

export const factorPromptName = 'factor';

/**
 * The step after the password: a second factor, when the relying party, a role of the person or the request asks for
 * more than her session has. The session stays the one it is (RFC 9470, step up).
 */
export function createFactorPrompt(requirements: RequirementStore): interactionPolicy.Prompt {
  return new Prompt(
    { name: factorPromptName, requestable: false },
    new Check(
      'essential_acr',
      'none of the requested acr values could be reached',
      // OpenID Connect Core Error Code unmet_authentication_requirements 1.0
      'unmet_authentication_requirements',
      (ctx) => isShort(ctx, levelOfRequest(ctx, 'essential')),
      (ctx) => ({ level: levelOfRequest(ctx, 'essential') }),
    ),
    new Check(
      'required_level',
      'a second factor is required',
      'interaction_required',
      async (ctx) => isShort(ctx, await requiredLevel(ctx, requirements)),
      async (ctx) => {
        const level = await requiredLevel(ctx, requirements);
        return { level: Math.max(level, levelOfRequest(ctx, 'essential')) };
      },
    ),
    new Check(
      'acr_values',
      'none of the requested acr values has been reached',
      'interaction_required',
      (ctx) => isShort(ctx, levelOfRequest(ctx, 'voluntary')),
      async (ctx) => {
        const level = await requiredLevel(ctx, requirements);
        return { level: Math.max(level, levelOfRequest(ctx, 'voluntary')) };
      },
    ),
  );
}

/** Whether the request will stop at the second factor: nothing is recorded for a system that is not opened yet. */
export async function isFactorPending(
  ctx: KoaContextWithOIDC,
  requirements: RequirementStore,
): Promise<boolean> {
  const level = Math.max(
    await requiredLevel(ctx, requirements),
    levelOfRequest(ctx, 'essential'),
    levelOfRequest(ctx, 'voluntary'),
  );
  return isShort(ctx, level);
}

const isShort = ({ oidc }: KoaContextWithOIDC, level: number) =>
  oidc.session?.accountId !== undefined && sessionLevel(oidc.session.acr) < level;

async function requiredLevel(ctx: KoaContextWithOIDC, requirements: RequirementStore): Promise<number> {
  const [ofRoles, ofParty] = await Promise.all([
    requirements.levelOfRoles(memberOf(ctx)?.roles ?? []),
    requirements.levelOfRelyingParty(ctx.oidc.client?.clientId ?? ''),
  ]);
  return Math.max(ofRoles, ofParty);
}

type AcrRequest = { essential?: boolean; value?: unknown; values?: unknown } | null | undefined;

/** `acr_values`, `default_acr_values` and the claims parameter: the library has put them into one place. */
function askedAcr({ oidc }: KoaContextWithOIDC): { values: string[]; isEssential: boolean } {
  const request = (oidc.claims as { id_token?: { acr?: AcrRequest } } | undefined)?.id_token?.acr;
  if (!request) return { values: [], isEssential: false };
  if (request.values !== undefined && !Array.isArray(request.values))
    throw new errors.InvalidRequest('invalid claims.id_token.acr.values type');
  const values = [request.value, request.values].flat().filter((value) => typeof value === 'string');
  return { values, isEssential: request.essential === true && values.length > 0 };
}

/**
 * The level to reach: that of any value which the session reaches already, else of the first, which the relying party
 * prefers (OpenID Connect Core, 3.1.2.1). Values that are not ours count only when they are essential.
 */
function levelOfRequest(ctx: KoaContextWithOIDC, kind: 'essential' | 'voluntary'): number {
  const { values, isEssential } = askedAcr(ctx);
  if (values.length === 0 || isEssential !== (kind === 'essential')) return 0;
  const levels = values.map(levelOf).filter((level) => level !== undefined);
  const [first] = levels;
  if (first === undefined) {
    if (!isEssential) return 0;
    throw new errors.UnmetAuthenticationRequirements('none of the requested acr values is supported');
  }
  const own = sessionLevel(ctx.oidc.session?.acr);
  return levels.find((level) => level <= own) ?? first;
}

/**
 * The library takes the `acr` of codes and ID tokens from `ctx.oidc.acr`, the session's own: here it becomes the one
 * of the requested values that the session reaches.
 */
export function reportAskedAcr(ctx: KoaContextWithOIDC): void {
  const { values } = askedAcr(ctx);
  const acr = reportedAcr(ctx.oidc.session?.acr, values);
  Object.defineProperty(ctx.oidc, 'acr', { value: acr, configurable: true });
}

import type { Locale } from '@yimen/portlet-sdk/descriptor';
import { windowTexts } from '../cases/window-text.ts';
import type { HostWindowState } from '../host/host-contract.ts';
import { resourceOf } from '../host/service-behaviour.ts';
import { barriers } from './barriers.ts';
import { openStage, type StageOptions, type StageParts, windowId } from './stage.ts';

/** Which life of a window: how its service behaves, and its language. */
export type VisitOptions = {
  readonly service: 'data' | 'empty' | 'failing';
  readonly locale?: Locale;
};

/** What one life of a window was like, from the first request until it has gone. */
export type Visit = {
  readonly state: HostWindowState;
  /** What it showed, see `windowTexts`. */
  readonly texts: readonly string[];
  /** Whether it showed anything that is no text. */
  readonly hasPicture: boolean;
  /** Paths of its requests to its service. */
  readonly calls: readonly string[];
  /** Resources that it read although the team gives no answer for them. */
  readonly missing: readonly string[];
  /** Errors of the console and such that nobody caught. */
  readonly errors: readonly string[];
  /** Requests to other places than the portal. */
  readonly outside: readonly string[];
  /** Directives of the policy that were broken. */
  readonly violations: readonly string[];
  /** Barriers that axe-core finds; looked for in Chinese only, since they are the same in every language. */
  readonly barriers: readonly string[];
};

/** Visits of a run by their options: most cases only look, and what they look at is the same. */
export type Visits = Map<string, Promise<Visit>>;

/**
 * What a window is like with a service; a second call has the answer of the first.
 *
 * @param parts browser, server, release and samples
 * @param visits those that were made
 * @param options how the service behaves, and the language
 */
export function visit(parts: StageParts, visits: Visits, options: VisitOptions): Promise<Visit> {
  const { service, locale = 'zh-CN' } = options;
  const key = `${service} ${locale}`;
  const known = visits.get(key);
  if (known) return known;
  const made = makeVisit(parts, { service, locale });
  visits.set(key, made);
  return made;
}

async function makeVisit(parts: StageParts, options: StageOptions): Promise<Visit> {
  const stage = await openStage(parts, options);
  try {
    const { page } = stage;
    const state = await stage.open();
    const texts = await windowTexts(stage);
    const shapes = `[data-body="${windowId}"] :is(svg,canvas,img,iframe)`;
    const hasPicture = (await page.$(shapes)) !== null;
    const documents = [page.mainFrame(), ...(await stage.frames())];
    const broken = documents.map((frame) => frame.evaluate(() => globalThis.tckWatch.violations));
    const violations = (await Promise.all(broken)).flat();
    const outside = stage.requests.map(({ url }) => url).filter((url) => /^(https?|wss?):/.test(url));
    const errors = [...stage.errors];
    const found = options.locale === 'en-US' ? [] : await barriers(stage);
    const since = stage.errors.length;
    await stage.host('closeWindow', windowId);
    await stage.still();
    return {
      ...{ state, texts, hasPicture, violations, outside, barriers: found },
      calls: stage.serviceCalls(),
      missing: missingAnswers(stage.readings(), parts),
      errors: [...errors, ...stage.errors.slice(since)],
    };
  } finally {
    await stage.close();
  }
}

function missingAnswers(paths: readonly string[], { release, samples }: StageParts): string[] {
  const names = paths.map((path) => resourceOf(path, release.descriptor));
  return [...new Set(names)].filter(
    (name): name is string => name !== undefined && samples.answers[name] === undefined,
  );
}

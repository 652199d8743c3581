import type { JsonValue, PortletMode } from '@yimen/portlet-sdk/descriptor';
import { windowId } from '../stage/stage.ts';
import { expectNone, expectThat, type KitCase, NotApplicable, onlyWhen } from './kit-case.ts';
import { foreignTexts, missingTexts } from './texts.ts';
import { windowText, windowTexts } from './window-text.ts';

/** Errors that are there anyhow are R153's, or R152's. */
const newOnes = (errors: readonly string[], before: readonly string[]) =>
  errors.filter((error) => !before.includes(error));

/** Modes, languages, parameters, events. */
export const contractCases: readonly KitCase[] = [
  {
    id: 'R6',
    title: 'Every mode that the portlet declares can be shown',
    mend: 'Look at the mode in yimen dev; the message names what it threw.',
    async run({ release, stage }) {
      const { descriptor } = release;
      const page = await stage();
      await page.open();
      for (const mode of descriptor.modes.filter((one): one is PortletMode => one !== 'view')) {
        await page.host('setMode', windowId, mode);
        const { status, failure } = await page.settled();
        expectThat(status === 'ready', `mode ${mode}: ${failure ?? status}`);
        expectThat((await windowText(page)) !== '', `mode ${mode} is empty`);
        await page.host('setMode', windowId, 'view');
        expectThat((await page.settled()).status === 'ready', `the way back from ${mode} fails`);
      }
    },
  },
  {
    id: 'R20',
    title: 'The language changes at once, and nothing is read again',
    mend: 'Take texts from useMessages or useLocale; do not let a resource depend on the language.',
    async run({ stage, samples }) {
      const page = await stage();
      await page.open();
      const before = await windowTexts(page);
      const since = page.requests.length;
      await page.host('setLocale', 'en-US');
      await page.settled();
      const after = await windowTexts(page);
      const calls = page.serviceCalls(since);
      expectThat(calls.length === 0, `read again: ${calls.join(', ')}`);
      const own = before.filter((text) => missingTexts([text], samples).length === 0);
      onlyWhen(own.some((text) => /\p{Script=Han}/u.test(text)) || after.length > 0, 'it shows no text');
      expectNone(foreignTexts(after, 'en-US', samples), 'still Chinese in English');
    },
  },
  ...(['zh-CN', 'en-US'] as const).map(
    (locale): KitCase => ({
      id: 'R20',
      title: `No text is missing in ${locale}`,
      mend: 'Give the text in both languages (useMessages checks the keys by type).',
      async run({ visit, samples }) {
        for (const service of ['data', 'empty', 'failing'] as const) {
          const { texts, state } = await visit({ locale, service });
          // What the shell says of a window that failed is R151's.
          if (state.status === 'failed') continue;
          expectNone(missingTexts(texts, samples), `texts that are none (service: ${service})`);
          expectNone(foreignTexts(texts, locale, samples), `not in ${locale} (service: ${service})`);
        }
      },
    }),
  ),
  {
    id: 'R22',
    title: 'The view takes every declared render parameter, and goes on with one that does not fit',
    mend: 'Treat a parameter as absent or valid, nothing else; useRenderParameter gives it so.',
    async run({ release, samples, stage }) {
      const { renderParameters = [], publicRenderParameters = [] } = release.descriptor;
      const declared = [...renderParameters, ...publicRenderParameters];
      onlyWhen(declared.length > 0, 'it declares no render parameter');
      const page = await stage();
      await page.open();
      const before = [...page.errors];
      for (const { name } of declared) {
        const values = [samples.parameters[name], '\u0000<>&"%', null].filter((value) => value !== undefined);
        for (const value of values) {
          await page.host('setParameters', windowId, { [name]: value });
          const { status, failure } = await page.settled();
          expectThat(status === 'ready', `${name} = ${JSON.stringify(value)}: ${failure ?? status}`);
        }
      }
      expectNone(newOnes(page.errors, before), 'errors');
    },
  },
  {
    id: 'R26',
    title: 'The view hears every event that it consumes, and publishes only what it declares',
    mend: 'Declare events with the schema of what is really sent; take every payload that fits the schema.',
    async run({ release, samples, stage }) {
      const { publishes = [], consumes = [] } = release.descriptor.events ?? {};
      onlyWhen(publishes.length + consumes.length > 0, 'it declares no event');
      const page = await stage();
      await page.open();
      const before = [...(await page.host('state', windowId)).errors, ...page.errors];
      const untried = consumes.filter(({ name }) => samples.events[name] === undefined);
      for (const { name } of consumes) {
        const payload: JsonValue | undefined = samples.events[name];
        if (payload === undefined) continue;
        await page.host('publish', name, payload);
        const { status, failure } = await page.settled();
        expectThat(status === 'ready', `event ${name}: ${failure ?? status}`);
      }
      const { errors } = await page.host('state', windowId);
      expectNone(newOnes([...errors, ...page.errors], before), 'errors');
      if (untried.length > 0 && untried.length === consumes.length) {
        throw new NotApplicable(
          `portlet.tck.json has no payload for ${untried.map(({ name }) => name).join(', ')}`,
        );
      }
    },
  },
  {
    id: 'R42',
    title: 'Two windows of the portlet live side by side',
    mend: 'Keep state in components, not in variables of a module; take ids from useId.',
    async run({ release, stage }) {
      const page = await stage();
      await page.open();
      await page.open('w-2');
      const entries = page.requests.filter(({ url }) => url.includes(`/${release.build.entry}`));
      // Each frame has a page of its own.
      const wanted = release.descriptor.adapter === 'frame' ? 2 : 1;
      expectThat(entries.length === wanted, `the entry was asked for ${entries.length} times`);
      const [first, second] = [await windowText(page), await windowText(page, 'w-2')];
      expectThat(first.length > 0 === second.length > 0, 'the second window shows nothing');
      const twins = await page.page.evaluate(() => {
        const ids = [...document.querySelectorAll('[data-body] [id]')].map(({ id }) => id);
        return ids.filter((id, index) => ids.indexOf(id) !== index);
      });
      expectNone(twins, 'ids that both windows have');
      await page.host('closeWindow', windowId);
      await page.still();
      const left = await page.host('state', 'w-2');
      expectThat(left.status === 'ready', `when the first window goes the second is ${left.status}`);
      const gone = second.length > 0 && (await windowText(page, 'w-2')) === '';
      expectThat(!gone, 'when the first window goes the second is empty');
    },
  },
];

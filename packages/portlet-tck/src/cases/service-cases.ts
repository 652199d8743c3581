import { slowMilliseconds } from '../host/service-behaviour.ts';
import type { Stage } from '../stage/stage.ts';
import { windowId } from '../stage/stage.ts';
import type { Visit } from '../stage/visit.ts';
import { expectThat, type KitCase, onlyWhen, type Subject } from './kit-case.ts';
import { windowText, windowTexts } from './window-text.ts';

const reads = ({ release }: Subject) =>
  onlyWhen(Object.keys(release.descriptor.resources ?? {}).length > 0, 'it reads no resource');

/** Skips the case unless the first view reads something; what it is like with data. */
async function reading(subject: Subject): Promise<Visit> {
  reads(subject);
  const good = await subject.visit({ service: 'data' });
  onlyWhen(good.calls.length > 0, 'its first view reads nothing');
  return good;
}

async function shown(stage: Stage, what: string): Promise<string> {
  const state = await stage.settled();
  const texts = await windowTexts(stage);
  const hasPicture = (await stage.page.$(`[data-body="${windowId}"] :is(svg,canvas,img,iframe)`)) !== null;
  return shownText({ state, texts, hasPicture }, what);
}

function shownText(
  { state, texts, hasPicture }: Pick<Visit, 'state' | 'texts' | 'hasPicture'>,
  what: string,
): string {
  const { status, failure } = state;
  expectThat(status === 'ready', `${what} the window is ${status}${failure ? `: ${failure}` : ''}`);
  expectThat(texts.length > 0 || hasPicture, `${what} the window is empty`);
  return texts.join(' ');
}

/** Behaviour of the portlet with the service as it may be. */
export const serviceCases: readonly KitCase[] = [
  {
    id: 'R150',
    title: 'The team gives a sample answer for every resource that the first view reads',
    mend: 'Write what the service answers to portlet.tck.json: { "answers": { "<resource>": … } }.',
    async run(subject) {
      const { missing } = await subject.visit({ service: 'data' });
      expectThat(missing.length === 0, `no answer for ${missing.join(', ')}`);
    },
  },
  {
    id: 'R151',
    title: 'The view shows what the service answers',
    isGround: true,
    mend: 'Look at the window with this data in yimen dev; the message names what it threw.',
    async run(subject) {
      shownText(await subject.visit({ service: 'data' }), 'with data');
    },
  },
  {
    id: 'R151',
    title: 'The view says that there is nothing',
    mend: 'Show an empty state in words (EmptyState of @yimen/ui) when a list is empty.',
    async run(subject) {
      reads(subject);
      shownText(await subject.visit({ service: 'empty' }), 'without data');
    },
  },
  {
    id: 'R151',
    title: 'The view says that the service failed, and does not throw',
    mend: 'Show `problem` of useResource in words, with a way to try again.',
    async run(subject) {
      const good = await reading(subject);
      const text = shownText(await subject.visit({ service: 'failing' }), 'when the service fails');
      const empty = await subject.visit({ service: 'empty' });
      expectThat(
        ![good, empty].some(({ texts }) => texts.join(' ') === text),
        'a failed service looks like one that answered',
      );
    },
  },
  {
    id: 'R44',
    title: 'The view waits for a slow service without a problem',
    mend: 'Show a loading state while `isLoading`, and the data when it comes.',
    async run(subject) {
      const wanted = (await reading(subject)).texts.join(' ');
      const stage = await subject.stage({ service: 'slow' });
      await stage.host('openWindow', windowId);
      await stage.page.waitForTimeout(slowMilliseconds / 2);
      const waiting = await stage.host('state', windowId);
      expectThat(waiting.status !== 'failed', `while it waits the window fails: ${waiting.failure}`);
      expectThat(
        waiting.isBusy || (await windowText(stage)) !== '',
        'while it waits the window is empty and not busy',
      );
      await stage.settled();
      // One answer may lead to the next question: each is slow.
      await stage.page.waitForTimeout(50);
      await stage.settled();
      const got = await shown(stage, 'after a slow answer');
      expectThat(got.length >= wanted.length / 2, 'the data does not show when it comes late');
    },
  },
  {
    id: 'R53',
    title: 'The view gives up a service that never answers',
    mend: 'Read with useResource: its problem comes when the time for data is over; show it.',
    async run(subject) {
      await reading(subject);
      const stage = await subject.stage({ service: 'hanging', dataMilliseconds: 800 });
      await stage.open();
      await shown(stage, 'when the service never answers');
      const { isBusy } = await stage.host('state', windowId);
      expectThat(!isBusy, 'the window still waits after its time for data');
    },
  },
  {
    id: 'R41',
    title: 'The window recovers by a refresh when the service is back',
    mend: 'Keep no failure of your own: show what useResource says now.',
    async run(subject) {
      await reading(subject);
      const stage = await subject.stage({ service: 'failing' });
      await stage.open();
      const failed = await windowText(stage);
      stage.setService('data');
      await stage.host('refresh', windowId);
      await stage.settled();
      const text = await shown(stage, 'after the refresh');
      expectThat(text !== failed, 'the data does not come back');
    },
  },
  {
    id: 'R40',
    title: 'An answer that makes no sense harms this window only',
    mend: 'Keep what was read in the component; errors in render are caught by the window, catch those of timers, handlers and promises yourself.',
    async run(subject) {
      reads(subject);
      const stage = await subject.stage();
      await stage.open('w-2');
      const other = await windowTexts(stage, 'w-2');
      stage.setService('wrong-shape');
      const { status } = await stage.open();
      expectThat(status === 'ready' || status === 'failed', `the window is ${status}`);
      const uncaught = stage.errors.filter((error) => error.startsWith('uncaught:'));
      expectThat(uncaught.length === 0, `errors that nobody caught: ${uncaught.join('; ')}`);
      const isWell = await stage.page.evaluate(
        () => document.querySelector('[data-bystanders] button')?.checkVisibility() ?? false,
      );
      expectThat(isWell, 'the page around the window is gone');
      const now = await windowTexts(stage, 'w-2');
      expectThat(
        (await stage.host('state', 'w-2')).status === 'ready' && now.join(' ') === other.join(' '),
        'the other window of the page shows something else than before',
      );
    },
  },
  {
    id: 'R43',
    title: 'A refresh reads this window’s resources once, and leaves the other window alone',
    mend: 'Read with useResource; do not ask again by a timer or for the whole page.',
    async run(subject) {
      reads(subject);
      const stage = await subject.stage();
      await stage.open();
      const before = stage.requests.length;
      const first = stage.serviceCalls();
      onlyWhen(first.length > 0, 'its first view reads nothing');
      await stage.open('w-2');
      const changes = await watchChanges(stage, 'w-2');
      const since = stage.requests.length;
      await stage.host('refresh', windowId);
      await stage.settled();
      const calls = stage.serviceCalls(since);
      const twice = calls.filter((path, index) => calls.indexOf(path) !== index);
      expectThat(twice.length === 0, `read more than once: ${twice.join(', ')}`);
      const unknown = calls.filter((path) => !first.includes(path));
      expectThat(unknown.length === 0, `read what the window did not show: ${unknown.join(', ')}`);
      expectThat(calls.length > 0, 'the refresh reads nothing');
      const foreign = stage.requests.slice(since).length - calls.length;
      expectThat(foreign === 0, `${foreign} requests that are not of its resources`);
      expectThat(before > 0 && (await changes()) === 0, 'the other window was rendered again');
    },
  },
];

async function watchChanges(stage: Stage, id: string): Promise<() => Promise<number>> {
  await stage.still();
  await stage.page.evaluate((name) => {
    const seen: MutationRecord[] = [];
    const body = document.querySelector(`[data-body="${name}"]`);
    new MutationObserver((records) => seen.push(...records)).observe(body as Element, {
      subtree: true,
      childList: true,
      characterData: true,
    });
    Reflect.set(globalThis, 'tckChanges', seen);
  }, id);
  return () => stage.page.evaluate(() => (Reflect.get(globalThis, 'tckChanges') as unknown[]).length);
}

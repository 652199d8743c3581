import { behaviourCookie } from '../host/host-server.ts';
import { slowMilliseconds } from '../host/service-behaviour.ts';
import type { Stage } from '../stage/stage.ts';
import { windowId } from '../stage/stage.ts';
import { expectThat, type KitCase, onlyWhen, type Subject } from './kit-case.ts';
import { windowText } from './window-text.ts';

const reads = ({ release }: Subject) =>
  onlyWhen(Object.keys(release.descriptor.resources ?? {}).length > 0, 'it reads no resource');

async function shown(stage: Stage, what: string): Promise<string> {
  const { status, failure } = await stage.settled();
  expectThat(status === 'ready', `${what} the window is ${status}${failure ? `: ${failure}` : ''}`);
  const text = await windowText(stage);
  const hasPicture = (await stage.page.$(`[data-body="${windowId}"] :is(svg,canvas,img,iframe)`)) !== null;
  expectThat(text !== '' || hasPicture, `${what} the window is empty`);
  return text;
}

/** Behaviour of the portlet with the service as it may be. */
export const serviceCases: readonly KitCase[] = [
  {
    id: 'R150',
    title: 'The team gives a sample answer for every resource that the first view reads',
    mend: 'Write what the service answers to portlet.tck.json: { "answers": { "<resource>": … } }.',
    async run(subject) {
      const stage = await subject.stage();
      await stage.open();
      const missing = [...subject.missing];
      expectThat(missing.length === 0, `no answer for ${missing.join(', ')}`);
    },
  },
  {
    id: 'R151',
    title: 'The view shows what the service answers',
    mend: 'Look at the window with this data in yimen dev; the message names what it threw.',
    async run(subject) {
      const stage = await subject.stage();
      await stage.open();
      await shown(stage, 'with data');
    },
  },
  {
    id: 'R151',
    title: 'The view says that there is nothing',
    mend: 'Show an empty state in words (EmptyState of @yimen/ui) when a list is empty.',
    async run(subject) {
      reads(subject);
      const stage = await subject.stage({ service: 'empty' });
      await stage.open();
      await shown(stage, 'without data');
    },
  },
  {
    id: 'R151',
    title: 'The view says that the service failed, and does not throw',
    mend: 'Show `problem` of useResource in words, with a way to try again.',
    async run(subject) {
      reads(subject);
      const good = await subject.stage();
      await good.open();
      onlyWhen(good.serviceCalls().length > 0, 'its first view reads nothing');
      const stage = await subject.stage({ service: 'failing' });
      await stage.open();
      const text = await shown(stage, 'when the service fails');
      const empty = await subject.stage({ service: 'empty' });
      await empty.open();
      expectThat(
        text !== (await windowText(empty)) && text !== (await windowText(good)),
        'a failed service looks like one that answered',
      );
    },
  },
  {
    id: 'R44',
    title: 'The view waits for a slow service without a problem',
    mend: 'Show a loading state while `isLoading`, and the data when it comes.',
    async run(subject) {
      reads(subject);
      const good = await subject.stage();
      await good.open();
      onlyWhen(good.serviceCalls().length > 0, 'its first view reads nothing');
      const wanted = await windowText(good);
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
      reads(subject);
      const good = await subject.stage();
      await good.open();
      onlyWhen(good.serviceCalls().length > 0, 'its first view reads nothing');
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
      reads(subject);
      const good = await subject.stage();
      await good.open();
      onlyWhen(good.serviceCalls().length > 0, 'its first view reads nothing');
      const stage = await subject.stage({ service: 'failing', isAlone: true });
      await stage.open();
      const failed = await windowText(stage);
      const { origin } = new URL(stage.page.url());
      await stage.page.context().addCookies([{ name: behaviourCookie, value: 'data', url: origin }]);
      await stage.host('refresh', windowId);
      await stage.settled();
      const text = await shown(stage, 'after the refresh');
      expectThat(text !== failed, 'the data does not come back');
    },
  },
  {
    id: 'R40',
    title: 'An answer that makes no sense harms this window only',
    mend: 'Errors in render are caught by the window; catch those of timers, handlers and promises yourself.',
    async run(subject) {
      reads(subject);
      const stage = await subject.stage({ service: 'wrong-shape' });
      await stage.open();
      const { status } = await stage.settled();
      expectThat(status === 'ready' || status === 'failed', `the window is ${status}`);
      const uncaught = stage.errors.filter((error) => error.startsWith('uncaught:'));
      expectThat(uncaught.length === 0, `errors that nobody caught: ${uncaught.join('; ')}`);
      const isWell = await stage.page.evaluate(
        () => document.querySelector('[data-bystanders] button')?.checkVisibility() ?? false,
      );
      expectThat(isWell, 'the page around the window is gone');
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

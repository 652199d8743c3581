import { type ReactNode, useState } from 'react';
import { useStore } from 'zustand/react';
import { Button } from '../app/button.tsx';
import { useServices, useShellLocale } from '../app/shell-services.ts';
import { answerBisect, type Bisect, type BisectResult, bisectOf, keepBisect, readBisect } from './bisect.ts';
import { titleOf } from './page-portlets.ts';
import styles from './safe-mode.module.css';
import { safeModeTexts } from './safe-mode-texts.ts';

/** Says that not every portlet was loaded, and leads through the search for the one at fault. */
export function SafeModeBar({ only }: { readonly only: readonly string[] }): ReactNode {
  const texts = safeModeTexts[useShellLocale()];
  const { navigator } = useServices();
  const [bisect] = useState(() => bisectOf(readBisect(window.sessionStorage), only));
  const leave = () => {
    keepBisect(window.sessionStorage, null);
    navigator.startOnly(null);
  };
  return (
    <section className={styles.bar} aria-label={texts.bar}>
      {bisect ? (
        <BisectSteps bisect={bisect} onLeave={leave} />
      ) : (
        <>
          <p role="status">{only.length === 0 ? texts.safeNow : texts.someNow}</p>
          <Button onClick={leave}>{texts.leave}</Button>
        </>
      )}
    </section>
  );
}

type StepsProps = { readonly bisect: Bisect; readonly onLeave: () => void };

function BisectSteps({ bisect, onLeave }: StepsProps): ReactNode {
  const locale = useShellLocale();
  const texts = safeModeTexts[locale];
  const { navigator, page } = useServices();
  const shown = useStore(page.store, (state) => state.shown);
  const [result, setResult] = useState<BisectResult | null>(null);
  if (!shown) return null;
  const answer = (works: boolean) => {
    const next = answerBisect(bisect, works);
    if (next.kind === 'next') {
      keepBisect(window.sessionStorage, next.bisect);
      navigator.startOnly(next.bisect.loaded);
    } else {
      keepBisect(window.sessionStorage, null);
      setResult(next);
    }
  };
  if (result && result.kind !== 'next') {
    const found = result.kind === 'found' && titleOf(shown, result.portlet, locale);
    return (
      <>
        <p role="alert">{found ? texts.found(found.title, found.release) : texts.foundNone}</p>
        <Button autoFocus onClick={onLeave}>
          {texts.leave}
        </Button>
      </>
    );
  }
  const titles = bisect.loaded.map((portlet) => titleOf(shown, portlet, locale).title);
  return (
    <>
      <p role="status">
        {texts.step(bisect.step, bisect.suspects.length)}{' '}
        {texts.loaded(titles.join(locale === 'zh-CN' ? '、' : ', '))}
      </p>
      <Button tone="primary" onClick={() => answer(true)}>
        {texts.works}
      </Button>
      <Button onClick={() => answer(false)}>{texts.fails}</Button>
      <Button tone="quiet" onClick={onLeave}>
        {texts.stop}
      </Button>
    </>
  );
}

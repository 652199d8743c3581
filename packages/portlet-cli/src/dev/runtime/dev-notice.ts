import type { Locale } from '@yimen/portlet-sdk';
import type { ReactNode } from 'react';
import type { ShownMistake } from './build-error.ts';
import { devShared } from './dev-shared.ts';

const texts = {
  'zh-CN': {
    build: '代码有错误，窗口中仍是上一次的内容',
    first: '代码有错误，还不能显示',
    run: '组件运行时出错',
    next: '改正并保存后，窗口会自动恢复。',
  },
  'en-US': {
    build: 'The code has a mistake; the window still shows what was before',
    first: 'The code has a mistake; there is nothing to show yet',
    run: 'The portlet failed while it ran',
    next: 'Correct it and save: the window recovers by itself.',
  },
} as const;

/** Of what kind a mistake is: found before anything was shown, after that, or while the code ran. */
export type MistakeKind = 'build' | 'first' | 'run';

const styles = {
  box: {
    position: 'sticky',
    top: 0,
    zIndex: 10,
    marginBottom: 8,
    padding: '8px 12px',
    border: '1px solid var(--yimen-color-error)',
    borderRadius: 6,
    background: 'var(--yimen-color-bg-container)',
  },
  place: { fontFamily: 'ui-monospace, monospace', fontWeight: 600 },
  code: {
    margin: '4px 0',
    maxHeight: 160,
    overflow: 'auto',
    fontFamily: 'ui-monospace, monospace',
    fontSize: 12,
    whiteSpace: 'pre',
  },
  message: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
} as const;

/** The mistake, at the top of the portlet's own window. */
export function devNotice(kind: MistakeKind, mistake: ShownMistake, locale: Locale): ReactNode {
  const { createElement } = devShared('react') as typeof import('react');
  const text = texts[locale];
  return createElement(
    'div',
    { key: 'notice', role: 'alert', style: styles.box },
    createElement('strong', null, text[kind]),
    mistake.place && createElement('div', { style: styles.place }, mistake.place),
    createElement('div', { style: styles.message }, mistake.message),
    mistake.excerpt && createElement('pre', { style: styles.code, tabIndex: 0 }, mistake.excerpt),
    createElement('div', null, text.next),
  );
}

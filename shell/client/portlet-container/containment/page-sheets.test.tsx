// @vitest-environment jsdom
import { render, screen } from '@testing-library/react';
import { List } from '@yimen/ui';
import { afterEach, expect, it } from 'vitest';
import { createContainment } from './containment.ts';

afterEach(() => {
  document.adoptedStyleSheets = [];
});

it('[R118] takes away what code adopts past its container, and nothing of the design system', async () => {
  const containment = createContainment({});
  render(
    <List
      items={['alpha']}
      itemKey={(item) => item}
      emptyText="none"
      renderItem={(item) => ({ title: item })}
    />,
  );
  await screen.findByText('alpha');
  const sheets = [...document.adoptedStyleSheets];
  expect(sheets.length).toBeGreaterThan(0);
  expect(containment.repairPage()).toEqual([]);
  expect([...document.adoptedStyleSheets]).toEqual(sheets);
  document.adoptedStyleSheets = [...sheets, new CSSStyleSheet()];
  expect(containment.repairPage()).toEqual(['document.adoptedStyleSheets']);
  expect([...document.adoptedStyleSheets]).toEqual(sheets);
  containment.dispose();
});

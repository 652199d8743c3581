// @vitest-environment jsdom

import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { type ReactNode, useState } from 'react';
import { afterEach, expect, it } from 'vitest';
import { Modal, UiProvider } from '../src/index.ts';

afterEach(cleanup);

function Scene(): ReactNode {
  const [isOpen, setOpen] = useState(false);
  return (
    <UiProvider locale="zh-CN">
      <button type="button" onClick={() => setOpen(true)}>
        修改
      </button>
      {isOpen && <Modal open title="修改" onCancel={() => setOpen(false)} />}
    </UiProvider>
  );
}

it('gives the focus back when it leaves the page in the moment it closes', async () => {
  render(<Scene />);
  const opener = screen.getByRole('button', { name: '修改' });
  opener.focus();
  fireEvent.click(opener);
  const dialog = await screen.findByRole('dialog');
  fireEvent.click(dialog.querySelector('.ant-modal-close') as Element);
  await expect.poll(() => screen.queryByRole('dialog')).toBeNull();
  await expect.poll(() => document.activeElement).toBe(opener);
});

import type { Undo } from '../context/portlet-context.ts';
import type { FrameMessage } from './frame-protocol.ts';

/** Tells the shell how high the page's content is, now and after each change. */
export function reportHeight(page: Window, post: (message: FrameMessage) => void): Undo {
  const root = page.document.documentElement;
  let last = -1;
  const tell = () => {
    const pixels = Math.ceil(root.getBoundingClientRect().height);
    if (pixels === last) return;
    last = pixels;
    post({ type: 'height', pixels });
  };
  tell();
  const observer = new ResizeObserver(tell);
  observer.observe(root);
  return () => observer.disconnect();
}

import type { ReactNode } from 'react';

/** Outlines on a grid of 16, drawn for this shell: the first screen needs no icon library. */
const outlines = {
  refresh: 'M13.5 8a5.5 5.5 0 1 1-1.7-4M13.6 1.8v3h-3',
  maximize: 'M9.5 2.5h4v4M13.5 2.5 9 7M6.5 13.5h-4v-4M2.5 13.5 7 9',
  restore: 'M13.5 6.5h-4v-4M9.5 6.5 14 2M2.5 9.5h4v4M6.5 9.5 2 14',
  minimize: 'M3 8h10',
  expand: 'M4 6.5 8 10.5 12 6.5',
  settings:
    'M8 10.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4ZM8 1.8v1.8M8 12.4v1.8M14.2 8h-1.8M3.6 8H1.8M12.4 3.6l-1.3 1.3M4.9 11.1l-1.3 1.3M12.4 12.4l-1.3-1.3M4.9 4.9 3.6 3.6',
  help: 'M6.1 6.2a1.9 1.9 0 1 1 2.7 1.7c-.5.3-.8.6-.8 1.2M8 11.6v.1M8 14.2A6.2 6.2 0 1 0 8 1.8a6.2 6.2 0 0 0 0 12.4Z',
  close: 'm3.8 3.8 8.4 8.4M12.2 3.8l-8.4 8.4',
  remove: 'M2.5 4.2h11M6 4.2V2.5h4v1.7M4 4.2l.6 9.3h6.8l.6-9.3M6.7 7v4M9.3 7v4',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  add: 'M8 3v10M3 8h10',
  arrange: 'M2.5 2.5h4.5v6H2.5zM9 2.5h4.5V6H9zM9 8h4.5v5.5H9zM2.5 10.5H7v3H2.5z',
  check: 'm3 8.5 3.2 3.2L13 4.8',
  reset: 'M2.5 8a5.5 5.5 0 1 0 1.7-4M2.4 1.8v3h3',
  compose: 'M2.5 13.5h3l7.6-7.6a1.4 1.4 0 0 0 0-2l-1-1a1.4 1.4 0 0 0-2 0L2.5 10.5zM9 4l3 3',
  move: 'M8 1.8v12.4M1.8 8h12.4M6 3.6l2-1.8 2 1.8M6 12.4l2 1.8 2-1.8M3.6 6 1.8 8l1.8 2M12.4 6l1.8 2-1.8 2',
  resize: 'M13 6 6 13M13 10.5 10.5 13',
  menu: 'M2.5 4h11M2.5 8h11M2.5 12h11',
  warning: 'M8 2.2 14.3 13.2H1.7zM8 6.4v3M8 11.3v.1',
  info: 'M8 7.2v4M8 4.8v.1M8 14.2A6.2 6.2 0 1 0 8 1.8a6.2 6.2 0 0 0 0 12.4Z',
  success: 'm5 8.2 2.2 2.2L11.2 6M8 14.2A6.2 6.2 0 1 0 8 1.8a6.2 6.2 0 0 0 0 12.4Z',
  back: 'M7 3.5 2.5 8 7 12.5M2.5 8h11',
  hidden:
    'M2 2l12 12M6.6 6.6a2 2 0 0 0 2.8 2.8M4.2 4.4A10 10 0 0 0 1.6 8c1.3 2.5 3.6 4.4 6.4 4.4 1.2 0 2.3-.3 3.2-.9M7 3.7c.3 0 .6-.1 1-.1 2.8 0 5.1 1.9 6.4 4.4-.4.8-1 1.6-1.6 2.2',
  tray: 'M2.5 9.5V12.5a1 1 0 0 0 1 1h9a1 1 0 0 0 1-1V9.5L11.5 3h-7zM2.5 9.5h3l1 1.8h3l1-1.8h3',
  search: 'M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10ZM10.7 10.7 14 14',
  home: 'M2.5 7.5 8 2.5l5.5 5v6h-4v-4h-3v4h-4z',
  signOut: 'M6 2.5H3.5a1 1 0 0 0-1 1v9a1 1 0 0 0 1 1H6M10.5 11 13.5 8l-3-3M13.5 8H6',
  globe:
    'M8 14.2A6.2 6.2 0 1 0 8 1.8a6.2 6.2 0 0 0 0 12.4ZM1.8 8h12.4M8 1.8c2 1.8 2.8 4 2.8 6.2S10 12.4 8 14.2C6 12.4 5.2 10.2 5.2 8S6 3.6 8 1.8Z',
} as const;

/** Name of an icon. */
export type IconName = keyof typeof outlines;

/** A decorative icon in the colour of the text around it; whatever carries it has a name of its own. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }): ReactNode {
  return (
    <svg
      aria-hidden="true"
      focusable="false"
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth={name === 'more' ? 2.2 : 1.4}
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={outlines[name]} />
    </svg>
  );
}

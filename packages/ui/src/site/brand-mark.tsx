import type { ReactNode } from 'react';

/** What `BrandMark` takes. */
export type BrandMarkProps = {
  /** Pixels; 28 without it. */
  readonly size?: number;
};

/**
 * The mark of Yimen: the character 门 in a rounded square. Drawn, so that it looks the same whatever fonts
 * there are. Decoration: the name stands beside it.
 */
export function BrandMark({ size = 28 }: BrandMarkProps): ReactNode {
  return (
    <svg className="ym-mark" width={size} height={size} viewBox="0 0 28 28" aria-hidden="true">
      <rect width="28" height="28" rx="7" fill="#ffffff" />
      <g fill="none" stroke="#1556b6" strokeWidth="2.4" strokeLinecap="round" strokeLinejoin="round">
        <path d="M8.6 6.2 10.4 8.6" />
        <path d="M7.2 11v11.2" />
        <path d="M13 7.2h7.8v12.6c0 1.6-.7 2.2-2.6 2.2" />
      </g>
    </svg>
  );
}

import type { MouseEvent, ReactNode } from 'react';
import { navigate } from './router.ts';

/** What `Link` takes. */
export type LinkProps = {
  /** Path and query within the site. */
  readonly to: string;
  readonly className?: string;
  readonly children: ReactNode;
};

/** A link to another page of this site. Opening it in a new tab works as with any link. */
export function Link({ to, className, children }: LinkProps): ReactNode {
  const follow = (event: MouseEvent) => {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    navigate(to);
  };
  return (
    <a href={to} {...(className === undefined ? {} : { className })} onClick={follow}>
      {children}
    </a>
  );
}

import type { Bootstrap } from '@yimen/shell-contract';
import { pageListQuery } from '../../api/page-list.ts';
import type { ShellServices } from '../shell-services.ts';

/** Opens the page that the address names, now and whenever the address changes. */
export function followScreen({ navigator, page, queries }: ShellServices, bootstrap: Bootstrap): void {
  const home = () => queries.getQueryData(pageListQuery().queryKey)?.homeSlug ?? null;
  const follow = (known: Bootstrap['page']) => {
    const screen = navigator.screen.get();
    if (screen.kind === 'compose') {
      void page.open(null);
      return;
    }
    const slug = screen.slug ?? home();
    // The home page has one address, so that a link to it stays true when the home page changes.
    if (screen.slug === null && slug !== null) navigator.settle({ kind: 'page', slug });
    void page.open(slug, known?.page.slug === slug ? known : null);
  };
  follow(bootstrap.page);
  navigator.screen.subscribe(() => follow(null));
}

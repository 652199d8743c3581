import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useStyleSheet } from '../style/style-sheet.ts';
import { useTexts } from '../texts/ui-texts.ts';
import { siteCss } from './site-css.ts';

/** The person who is signed in. */
export type SitePerson = {
  readonly name: string;
  /** Unit and post: 「国库支付中心 · 支付审核岗」. */
  readonly detail?: string;
};

/** What `PersonMenu` takes. */
export type PersonMenuProps = {
  readonly person: SitePerson;
  /** `MenuLink`s, `SignOut` and the like. */
  readonly children: ReactNode;
};

/** The button with the person's name in the top bar, and the panel it opens. Escape closes it. */
export function PersonMenu({ person, children }: PersonMenuProps): ReactNode {
  useStyleSheet(siteCss);
  const texts = useTexts();
  const [isOpen, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const panelId = useId();
  useEffect(() => {
    if (!isOpen) return;
    const closeOutside = (event: Event) => {
      if (event.target instanceof Node && root.current?.contains(event.target) !== true) setOpen(false);
    };
    document.addEventListener('pointerdown', closeOutside);
    document.addEventListener('focusin', closeOutside);
    return () => {
      document.removeEventListener('pointerdown', closeOutside);
      document.removeEventListener('focusin', closeOutside);
    };
  }, [isOpen]);
  const closeByKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !isOpen) return;
    event.stopPropagation();
    setOpen(false);
    button.current?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape pressed on any control inside closes the panel
    <div ref={root} className="ym-menu" onKeyDown={closeByKey}>
      <button
        ref={button}
        className="ym-bar-button"
        type="button"
        aria-expanded={isOpen}
        aria-controls={panelId}
        aria-label={texts.userMenu(person.name)}
        onClick={() => setOpen(!isOpen)}
      >
        <span className="ym-bar-avatar" aria-hidden="true">
          {[...person.name][0]}
        </span>
        <span className="ym-bar-name">{person.name}</span>
      </button>
      <div id={panelId} className="ym-menu-panel" hidden={!isOpen}>
        <div className="ym-menu-person">
          <b>{person.name}</b>
          {person.detail === undefined ? null : <span>{person.detail}</span>}
        </div>
        {children}
      </div>
    </div>
  );
}

/** What `MenuLink` takes. */
export type MenuLinkProps = { readonly href: string; readonly children: ReactNode };

/** A link in a `PersonMenu`. */
export function MenuLink({ href, children }: MenuLinkProps): ReactNode {
  return (
    <a className="ym-menu-item" href={href}>
      {children}
    </a>
  );
}

/** What `SignOut` takes. */
export type SignOutProps = {
  /** Where the form is posted; /auth/sign-out without it. */
  readonly action?: string;
  /** Runs in place of posting the form. */
  readonly onSignOut?: () => void;
};

/** 退出登录: a same-origin form post, so that it works whatever state the page's script is in. */
export function SignOut({ action = '/auth/sign-out', onSignOut }: SignOutProps): ReactNode {
  const texts = useTexts();
  return (
    <form
      method="post"
      action={action}
      onSubmit={(event) => {
        if (onSignOut === undefined) return;
        event.preventDefault();
        onSignOut();
      }}
    >
      <button className="ym-menu-item" type="submit">
        {texts.signOut}
      </button>
    </form>
  );
}

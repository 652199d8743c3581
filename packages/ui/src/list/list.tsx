import type { Key, ReactNode } from 'react';
import { EmptyState } from '../states/empty-state.tsx';
import { useStyleSheet } from '../style/style-sheet.ts';

/** What `List` takes. */
export type ListProps<Item> = {
  readonly items: readonly Item[];
  readonly itemKey: (item: Item) => Key;
  /** The parts of one line. */
  readonly renderItem: (item: Item) => ListItemParts;
  /** Names the list for screen readers. */
  readonly label?: string;
  /** Shown when there are no items: 「暂无待办数据」. */
  readonly emptyText?: string;
};

/** One line of a `List`. */
export type ListItemParts = {
  readonly title: ReactNode;
  /** Before the title, such as `Urgency`. */
  readonly prefix?: ReactNode;
  /** Second line, quiet: source, author. */
  readonly meta?: ReactNode;
  /** At the right end: date, state. */
  readonly extra?: ReactNode;
  /** Makes the title a link. */
  readonly href?: string | undefined;
  /** Opens links in a tab of their own, for links into another system. */
  readonly opensNewTab?: boolean;
  /** Makes the title a button; with `href` too, it runs instead of the plain navigation. */
  readonly onOpen?: (() => void) | undefined;
  /** Bold title, as unread and unfinished things have. */
  readonly strong?: boolean;
};

const listCss = `
.ym-list{margin:0;padding:0;list-style:none;container-type:inline-size}
.ym-list-item{display:flex;align-items:flex-start;gap:8px;padding:8px 4px;border-bottom:1px solid var(--yimen-color-border);line-height:var(--yimen-line-height)}
.ym-list-item:last-child{border-bottom:0}
.ym-list-item:hover{background:var(--yimen-color-surface-hover)}
.ym-list-main{flex:1;min-width:0}
.ym-list-title{display:block;max-width:100%;overflow:hidden;text-overflow:ellipsis;white-space:nowrap;color:var(--yimen-color-text)}
.ym-list-title[data-strong='true']{font-weight:600}
a.ym-list-title,button.ym-list-title{padding:0;border:0;background:none;font:inherit;font-weight:inherit;text-align:start;text-decoration:none;cursor:pointer}
button.ym-list-title[data-strong='true'],a.ym-list-title[data-strong='true']{font-weight:600}
a.ym-list-title:hover,button.ym-list-title:hover{color:var(--yimen-color-link);text-decoration:underline}
.ym-list-title:focus-visible{outline:2px solid var(--yimen-color-focus);outline-offset:2px;border-radius:2px}
.ym-list-meta{font-size:var(--yimen-font-size-small);color:var(--yimen-color-text-tertiary);overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.ym-list-side{flex:none;font-size:var(--yimen-font-size-small);line-height:22px;color:var(--yimen-color-text-tertiary);font-variant-numeric:tabular-nums}
@container (max-width:440px){.ym-list-title{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2;white-space:normal}}
`;

/**
 * A list of lines: notices, tasks, links. Ours rather than antd's, which antd 6.6 declares obsolete and which
 * is not a list to a screen reader.
 */
export function List<Item>({ items, itemKey, renderItem, label, emptyText }: ListProps<Item>): ReactNode {
  useStyleSheet(listCss);
  if (items.length === 0) return <EmptyState {...(emptyText === undefined ? {} : { text: emptyText })} />;
  return (
    <ul className="ym-list" aria-label={label}>
      {items.map((item) => (
        <ListLine key={itemKey(item)} {...renderItem(item)} />
      ))}
    </ul>
  );
}

function ListLine({
  title,
  prefix,
  meta,
  extra,
  href,
  opensNewTab,
  onOpen,
  strong,
}: ListItemParts): ReactNode {
  return (
    <li className="ym-list-item">
      {prefix === undefined ? null : <span className="ym-list-side">{prefix}</span>}
      <div className="ym-list-main">
        <ListTitle {...{ title, href, onOpen }} opensNewTab={opensNewTab === true} strong={strong === true} />
        {meta === undefined ? null : <div className="ym-list-meta">{meta}</div>}
      </div>
      {extra === undefined ? null : <span className="ym-list-side">{extra}</span>}
    </li>
  );
}

function ListTitle({ title, href, opensNewTab, onOpen, strong }: ListItemParts): ReactNode {
  const shared = { className: 'ym-list-title', 'data-strong': strong };
  if (href !== undefined) {
    const target = opensNewTab === true ? { target: '_blank', rel: 'noopener' } : {};
    return (
      <a
        {...shared}
        {...target}
        href={href}
        onClick={(event) => {
          const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
          if (onOpen === undefined || !isPlain) return;
          event.preventDefault();
          onOpen();
        }}
      >
        {title}
      </a>
    );
  }
  if (onOpen !== undefined) {
    return (
      <button {...shared} type="button" onClick={onOpen}>
        {title}
      </button>
    );
  }
  return <span {...shared}>{title}</span>;
}

import type { ReactNode } from 'react';
import type { BodyBlock } from '../contract/notice-body.ts';
import styles from './notices.module.css';

/** The text of a notice. Blocks are text and become text: there is no way to markup. */
export function NoticeBody({ blocks }: { blocks: readonly BodyBlock[] }): ReactNode {
  return (
    <div className={styles.body}>
      {groupItems(blocks).map((group, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the blocks of one notice never move
        <Group key={index} blocks={group} />
      ))}
    </div>
  );
}

function Group({ blocks }: { blocks: readonly BodyBlock[] }): ReactNode {
  const [first] = blocks;
  if (first?.kind === 'heading') return <h4 className={styles.heading}>{first.text}</h4>;
  if (first?.kind === 'paragraph') return <p className={styles.paragraph}>{first.text}</p>;
  return (
    <ul className={styles.items}>
      {blocks.map(({ text }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: as above
        <li key={index}>{text}</li>
      ))}
    </ul>
  );
}

/** Items that follow each other are one list. */
function groupItems(blocks: readonly BodyBlock[]): BodyBlock[][] {
  const groups: BodyBlock[][] = [];
  for (const block of blocks) {
    const last = groups.at(-1);
    if (block.kind === 'item' && last?.[0]?.kind === 'item') last.push(block);
    else groups.push([block]);
  }
  return groups;
}

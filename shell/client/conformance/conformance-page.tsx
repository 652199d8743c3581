import { type Observable, useObservable } from '@yimen/portlet-sdk';
import type { ReactNode } from 'react';
import frame from '../portal-page/window/portlet-window.module.css';
import type { PortletContainer } from '../portlet-container/portlet-container.ts';
import { PortletSlot } from '../portlet-container/portlet-slot.tsx';
import type { WindowController } from '../portlet-container/window-controller.ts';
import styles from './conformance-page.module.css';
import { otherName } from './other-window.ts';

type PageProps = {
  readonly windows: Observable<readonly string[]>;
  readonly container: PortletContainer;
  readonly nonce: string | undefined;
};

/** Windows in the shell's own frames, beside content of the page that no portlet may change. */
export function ConformancePage({ windows, container, nonce }: PageProps): ReactNode {
  const ids = useObservable(windows);
  return (
    <main className={styles.page}>
      <h1 className={styles.title}>portlet-tck</h1>
      <Bystanders />
      {ids.map((id) => {
        const controller = container.get(id);
        return controller && <Frame key={id} controller={controller} nonce={nonce} />;
      })}
    </main>
  );
}

function Frame(props: { readonly controller: WindowController; readonly nonce: string | undefined }) {
  const { controller, nonce } = props;
  const title = useObservable(controller.title);
  const { descriptor } = controller.release;
  const titleId = `title-${controller.windowId}`;
  const isOther = descriptor.name === otherName;
  return (
    <section
      // biome-ignore lint/a11y/noRedundantRoles: as the shell's frame has it
      role="region"
      aria-labelledby={titleId}
      data-portlet-window={controller.windowId}
      data-portlet={descriptor.name}
      className={frame.window}
      style={isOther ? { display: 'none' } : { height: `${descriptor.size.rows * 40 + 60}px` }}
    >
      <header className={frame.header}>
        <h2 id={titleId} className={frame.title}>
          {title}
        </h2>
      </header>
      <div className={frame.body} data-body={controller.windowId}>
        <PortletSlot controller={controller} nonce={nonce} Loading={Loading} Failed={Failed} />
      </div>
    </section>
  );
}

const Loading = () => <p data-host-loading="">…</p>;
const Failed = ({ problem }: { readonly problem: Error }) => <p data-host-failed="">{problem.message}</p>;

/** One of everything that a careless style or script would reach. */
function Bystanders(): ReactNode {
  return (
    <div data-bystanders="" className={styles.bystanders}>
      <h3 className="title header">h</h3>
      <p className="text content">
        p <a href="#a">a</a> <strong>b</strong> <em>i</em> <code>c</code> <span className="label">s</span>
      </p>
      <ul className="list">
        <li className="item">li</li>
      </ul>
      <button type="button" className="button primary">
        button
      </button>
      <input aria-label="input" defaultValue="input" className="input" />
      <select aria-label="select">
        <option>o</option>
      </select>
      <table className="table">
        <tbody>
          <tr className="row">
            <td className="cell">td</td>
          </tr>
        </tbody>
      </table>
      <section className="card panel container wrapper">
        <div className="row active">div</div>
      </section>
    </div>
  );
}

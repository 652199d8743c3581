import { Tabs as AntdTabs, type TabsProps } from 'antd';
import { cloneElement, isValidElement, type ReactElement, type ReactNode } from 'react';

/**
 * Ant Design's tabs without the words "Tab 2 of 3" that they put, in English whatever the language, into the name of the
 * tab that has the focus; the role `tab` says as much in the language of the screen reader. Takes what antd's takes.
 */
export function Tabs(props: TabsProps): ReactNode {
  return <AntdTabs renderTabBar={quietTabBar} {...props} />;
}

const quietTabBar: NonNullable<TabsProps['renderTabBar']> = (bar, TabBar) => (
  <TabBar {...bar}>{withoutPosition}</TabBar>
);

type Parent = ReactElement<{ readonly children?: ReactNode; readonly role?: string }>;

/** A tab as antd draws it: an element around the button of role `tab`, which begins with the words. */
function withoutPosition(tab: ReactElement): ReactElement {
  return mapChildren(tab, (button) =>
    isParent(button) && button.props.role === 'tab'
      ? mapChildren(button, (part) => (isAnnouncement(part) ? null : part))
      : button,
  );
}

function mapChildren(element: ReactElement, map: (child: ReactNode) => ReactNode): ReactElement {
  if (!isParent(element)) return element;
  const { children } = element.props;
  return cloneElement(element, undefined, ...(Array.isArray(children) ? children : [children]).map(map));
}

function isParent(node: ReactNode): node is Parent {
  return isValidElement(node);
}

function isAnnouncement(node: ReactNode): boolean {
  return isValidElement<{ readonly 'aria-live'?: string }>(node) && node.props['aria-live'] !== undefined;
}

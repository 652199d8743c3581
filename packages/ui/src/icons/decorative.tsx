import type { ComponentType, FunctionComponent } from 'react';

/** Internal: takes an antd icon's English name away. */
export const silent = { role: undefined, 'aria-label': undefined, 'aria-hidden': true };

type IconProps = { readonly 'aria-label'?: string | undefined };

/**
 * Internal: an icon that is silent unless it is given an `aria-label`. Ant Design's own icons call themselves by the
 * name of the drawing, in English ("file-text"), which a screen reader then reads out beside the Chinese label.
 */
export function decorative<Props extends object>(
  Icon: ComponentType<Props>,
): FunctionComponent<Props & IconProps> {
  return function YimenIcon(props) {
    const named = props['aria-label'] !== undefined;
    return named ? <Icon {...props} /> : <Icon {...props} {...silent} />;
  };
}

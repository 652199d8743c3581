import type { ComponentProps, ReactNode } from 'react';
import styles from './button.module.css';
import { Icon, type IconName } from './icon.tsx';

type ButtonProps = ComponentProps<'button'> & {
  readonly tone?: 'plain' | 'primary' | 'danger' | 'quiet' | undefined;
  readonly icon?: IconName;
};

/** The shell's own button: the first screen does without Ant Design. */
export function Button({ tone = 'plain', icon, children, className, ...rest }: ButtonProps): ReactNode {
  return (
    <button type="button" {...rest} className={`${styles.button} ${styles[tone]} ${className ?? ''}`}>
      {icon && <Icon name={icon} />}
      {children}
    </button>
  );
}

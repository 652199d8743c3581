import { Modal as AntdModal, type ModalProps } from 'antd';
import { type ReactNode, useEffect, useRef } from 'react';

/**
 * A dialog that gives the focus back to what had it before (WAI-ARIA APG, dialog pattern), also when it leaves the page
 * in the moment in which it closes, as `{thing && <Modal open … />}` does: antd gives it back after its animation only.
 * @param props of antd's Modal; its static functions are in `useModal`
 */
export function Modal(props: ModalProps): ReactNode {
  const isOpen = props.open === true;
  const before = useRef<Element | null>(null);
  // While rendering: the effects of the dialog's own parts run before this one's, and one of them takes the focus.
  if (isOpen && before.current === null) before.current = document.activeElement;
  useEffect(() => {
    if (!isOpen) return undefined;
    return () => {
      const target = before.current;
      before.current = null;
      // After the dialog has gone; whoever has given the focus a new place keeps it.
      setTimeout(() => {
        const isLost = document.activeElement === null || document.activeElement === document.body;
        if (isLost && target instanceof HTMLElement && target.isConnected) target.focus();
      });
    };
  }, [isOpen]);
  return <AntdModal {...props} />;
}

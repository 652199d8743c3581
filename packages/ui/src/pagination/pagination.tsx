import { Pagination as AntdPagination, type PaginationProps } from 'antd';
import { cloneElement, isValidElement, type ReactElement, type ReactNode } from 'react';
import { type UiTexts, useTexts } from '../texts/ui-texts.ts';

/** Internal: `itemRender` that names the arrows in the language of the page; antd names them "left" and "right". */
export function namedArrows(texts: UiTexts): NonNullable<PaginationProps['itemRender']> {
  const names = {
    prev: texts.previousPage,
    next: texts.nextPage,
    'jump-prev': texts.earlierPages,
    'jump-next': texts.laterPages,
  };
  return (_page, type, element) => {
    if (type === 'page' || !isValidElement(element)) return element;
    return cloneElement(element as ReactElement<{ 'aria-label'?: string }>, { 'aria-label': names[type] });
  };
}

/** Ant Design's pagination with arrows that have names in the language of the page. Takes what antd's takes. */
export function Pagination(props: PaginationProps): ReactNode {
  return <AntdPagination itemRender={namedArrows(useTexts())} {...props} />;
}

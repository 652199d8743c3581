export function Composer({ pageId }: { pageId: string | null }) {
  return <main>{pageId}</main>;
}

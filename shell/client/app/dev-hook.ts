/**
 * React tells its renderer to this hook when react-dom is evaluated; `yimen dev` (React Refresh) asks the hook for it
 * later. So the hook must be there first: this file is imported before anything that imports React. It exists only
 * when the address asks for a portlet under development.
 */
type RefreshHook = {
  renderers: Map<number, unknown>;
  supportsFiber: true;
  inject(renderer: unknown): number;
  onScheduleFiberRoot(): void;
  onCommitFiberRoot(): void;
  onCommitFiberUnmount(): void;
};

const target = globalThis as { __REACT_DEVTOOLS_GLOBAL_HOOK__?: RefreshHook };

if (new URLSearchParams(globalThis.location.search).has('dev') && !target.__REACT_DEVTOOLS_GLOBAL_HOOK__) {
  const renderers = new Map<number, unknown>();
  target.__REACT_DEVTOOLS_GLOBAL_HOOK__ = {
    renderers,
    supportsFiber: true,
    inject(renderer) {
      renderers.set(renderers.size + 1, renderer);
      return renderers.size;
    },
    onScheduleFiberRoot: () => undefined,
    onCommitFiberRoot: () => undefined,
    onCommitFiberUnmount: () => undefined,
  };
}

/** Safe mode is a chunk of its own: hardly anybody needs it. */
export const loadSafeMode = async () => {
  const [bar, help] = await Promise.all([import('./safe-mode-bar.tsx'), import('./help-dialog.tsx')]);
  return { ...bar, ...help };
};

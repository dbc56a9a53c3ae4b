/**
 * `{@attach rovingFocus}` on a group of buttons: one stop for the Tab key, arrows move within, Home and End to the
 * ends. Buttons may come and go.
 */
export function rovingFocus(group: HTMLElement): () => void {
  const buttons = (): HTMLElement[] =>
    [...group.querySelectorAll<HTMLElement>('button')].filter(
      (button) => button.closest('[popover]') === null,
    );
  const select = (chosen: HTMLElement | undefined): void => {
    for (const button of buttons()) button.tabIndex = button === chosen ? 0 : -1;
  };
  const settle = (): void => {
    const all = buttons();
    if (all.filter((button) => button.tabIndex === 0).length !== 1) select(all[0]);
  };
  const keys = (event: KeyboardEvent): void => {
    const all = buttons();
    const here = all.indexOf(event.target as HTMLElement);
    if (here < 0) return;
    const last = all.length - 1;
    const next = { ArrowLeft: here - 1, ArrowRight: here + 1, Home: 0, End: last }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    all[Math.max(0, Math.min(last, next))]?.focus();
  };
  const focus = (event: FocusEvent): void => {
    if (buttons().includes(event.target as HTMLElement)) select(event.target as HTMLElement);
  };
  group.addEventListener('keydown', keys);
  group.addEventListener('focusin', focus);
  const changed = new MutationObserver(settle);
  changed.observe(group, { childList: true, subtree: true });
  settle();
  return () => {
    changed.disconnect();
    group.removeEventListener('keydown', keys);
    group.removeEventListener('focusin', focus);
  };
}

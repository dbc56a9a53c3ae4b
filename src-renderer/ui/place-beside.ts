/**
 * Where a pop-up goes: below its anchor, above where there is more room, always inside the window. CSS pixels of the window.
 * Test: test/unit/renderer/ui/place-beside.test.ts.
 */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

const gap = 6;
const margin = 8;

export const placeBeside = (
  anchor: Box,
  popup: Size,
  view: Size,
  align: 'start' | 'center' | 'end' = 'start',
): { readonly left: number; readonly top: number } => {
  const wanted =
    align === 'start'
      ? anchor.left
      : align === 'end'
        ? anchor.left + anchor.width - popup.width
        : anchor.left + (anchor.width - popup.width) / 2;
  const left = Math.max(margin, Math.min(wanted, view.width - popup.width - margin));
  const below = anchor.top + anchor.height + gap;
  const above = anchor.top - popup.height - gap;
  const fitsBelow = below + popup.height + margin <= view.height;
  const top = fitsBelow || above < margin ? below : above;
  return { left, top: Math.max(margin, Math.min(top, view.height - popup.height - margin)) };
};

/** Moves an open pop-up beside its anchor, and again whenever the window changes, until the answer is called. */
export const keepBeside = (
  anchor: () => Box | undefined,
  popup: HTMLElement,
  align: 'start' | 'center' | 'end',
): (() => void) => {
  const place = (): void => {
    const box = anchor();
    if (box === undefined) return;
    const { left, top } = placeBeside(
      box,
      popup.getBoundingClientRect(),
      { width: innerWidth, height: innerHeight },
      align,
    );
    popup.style.left = `${left}px`;
    popup.style.top = `${top}px`;
  };
  place();
  const resized = new ResizeObserver(place);
  resized.observe(popup);
  addEventListener('resize', place);
  addEventListener('scroll', place, true);
  return () => {
    resized.disconnect();
    removeEventListener('resize', place);
    removeEventListener('scroll', place, true);
  };
};

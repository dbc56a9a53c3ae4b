/**
 * Where a window appears: where it was, if enough of it can still be seen; otherwise in the middle of the main display.
 * Rectangles are in device-independent pixels. Test: test/unit/main/window/window-state.test.ts.
 */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface WindowState {
  readonly bounds: Rectangle;
  readonly maximised: boolean;
}

export interface Placement {
  readonly width: number;
  readonly height: number;
  /** Undefined: the system puts it in the middle. */
  readonly at: { readonly x: number; readonly y: number } | undefined;
  readonly maximised: boolean;
}

const USUAL = { width: 1320, height: 860 };
export const SMALLEST = { width: 760, height: 520 };
/** This much of the title bar must be on a display to be taken hold of. */
const GRIP = { width: 120, height: 40 };
const CASCADE = 28;

const overlap = (aStart: number, aLength: number, bStart: number, bLength: number): number =>
  Math.min(aStart + aLength, bStart + bLength) - Math.max(aStart, bStart);

const canBeGrabbed = (bounds: Rectangle, display: Rectangle): boolean =>
  overlap(bounds.x, bounds.width, display.x, display.width) >= GRIP.width &&
  overlap(bounds.y, GRIP.height, display.y, display.height) >= GRIP.height;

const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);

/** `displays`: their work areas, the main one first. `taken`: corners of windows that are open. */
export const placeWindow = (
  saved: WindowState | undefined,
  displays: readonly Rectangle[],
  taken: readonly { readonly x: number; readonly y: number }[] = [],
): Placement => {
  const display =
    displays.find((area) => saved !== undefined && canBeGrabbed(saved.bounds, area)) ?? displays[0];
  const wanted = saved?.bounds ?? USUAL;
  const width = clamp(wanted.width, SMALLEST.width, Math.max(SMALLEST.width, display?.width ?? wanted.width));
  const height = clamp(
    wanted.height,
    SMALLEST.height,
    Math.max(SMALLEST.height, display?.height ?? wanted.height),
  );
  const maximised = saved?.maximised ?? false;
  if (saved === undefined || display === undefined || !canBeGrabbed(saved.bounds, display))
    return { width, height, at: undefined, maximised };
  let { x, y } = saved.bounds;
  while (taken.some((corner) => corner.x === x && corner.y === y)) {
    x += CASCADE;
    y += CASCADE;
  }
  const visible = canBeGrabbed({ x, y, width, height }, display);
  return { width, height, at: visible ? { x, y } : undefined, maximised };
};

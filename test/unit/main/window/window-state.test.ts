import { describe, expect, it } from 'vitest';
import { placeWindow, SMALLEST, type WindowState } from '../../../../src-main/window/window-state.ts';

const main = { x: 0, y: 0, width: 1920, height: 1080 };
const second = { x: 1920, y: 0, width: 1280, height: 1024 };
const saved = (x: number, y: number, width = 1000, height = 700, maximised = false): WindowState => ({
  bounds: { x, y, width, height },
  maximised,
});

describe('a window', () => {
  it('comes back where it was', () => {
    expect(placeWindow(saved(2000, 100), [main, second])).toEqual({
      width: 1000,
      height: 700,
      at: { x: 2000, y: 100 },
      maximised: false,
    });
    expect(placeWindow(saved(10, 10, 1000, 700, true), [main]).maximised).toBe(true);
  });

  it('comes to the middle when its display is gone', () => {
    expect(placeWindow(saved(2000, 100), [main])).toMatchObject({ at: undefined, width: 1000, height: 700 });
  });

  it('comes to the middle when its title bar cannot be taken hold of', () => {
    expect(placeWindow(saved(1900, 100), [main]).at).toBeUndefined();
    expect(placeWindow(saved(100, -50), [main]).at).toBeUndefined();
    expect(placeWindow(saved(100, 1060), [main]).at).toBeUndefined();
    expect(placeWindow(saved(-900 + 140, 100), [main]).at).toBeDefined();
  });

  it('fits its display', () => {
    const small = { x: 0, y: 0, width: 1024, height: 600 };
    expect(placeWindow(saved(0, 0, 4000, 3000), [small])).toMatchObject({ width: 1024, height: 600 });
    expect(placeWindow(saved(0, 0, 5, 5), [main])).toMatchObject(SMALLEST);
    expect(placeWindow(undefined, [small])).toMatchObject({ width: 1024, height: 600, at: undefined });
  });

  it('does not cover another one exactly', () => {
    const { at } = placeWindow(
      saved(100, 100),
      [main],
      [
        { x: 100, y: 100 },
        { x: 128, y: 128 },
      ],
    );
    expect(at).toEqual({ x: 156, y: 156 });
  });

  it('needs no display to be asked about', () => {
    expect(placeWindow(undefined, [])).toMatchObject({ at: undefined });
  });
});

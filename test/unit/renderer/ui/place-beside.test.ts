import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeBeside } from '../../../../src-renderer/ui/place-beside.ts';

const view = { width: 1000, height: 800 };
const popup = { width: 200, height: 100 };

test('below its anchor, above where there is no room below', () => {
  const high = { left: 300, top: 100, width: 80, height: 30 };
  expect(placeBeside(high, popup, view).top).toBeGreaterThanOrEqual(130);
  const low = { left: 300, top: 760, width: 80, height: 30 };
  expect(placeBeside(low, popup, view).top + popup.height).toBeLessThanOrEqual(760);
});

test('aligned with either edge or the middle', () => {
  const anchor = { left: 300, top: 100, width: 80, height: 30 };
  expect(placeBeside(anchor, popup, view, 'start').left).toBe(300);
  expect(placeBeside(anchor, popup, view, 'end').left + popup.width).toBe(380);
  expect(placeBeside(anchor, popup, view, 'center').left + popup.width / 2).toBe(340);
});

test('never outside the window while it fits into it', () => {
  const size = (most: number) => fc.integer({ min: 1, max: most });
  fc.assert(
    fc.property(
      fc.record({
        left: fc.integer({ min: -200, max: 1200 }),
        top: fc.integer({ min: -200, max: 1000 }),
        width: size(400),
        height: size(400),
      }),
      fc.record({ width: size(900), height: size(700) }),
      fc.constantFrom('start' as const, 'center' as const, 'end' as const),
      (anchor, popped, align) => {
        const { left, top } = placeBeside(anchor, popped, view, align);
        return (
          left >= 0 && top >= 0 && left + popped.width <= view.width && top + popped.height <= view.height
        );
      },
    ),
    { seed: 5 },
  );
});

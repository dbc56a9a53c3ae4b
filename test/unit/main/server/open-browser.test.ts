import { expect, it } from 'vitest';
import { browserCommand } from '../../../../src-main/server/open-browser.ts';

const address = 'http://127.0.0.1:1/#token=a&b';

it('names the command of each system, the address as one word', () => {
  expect(browserCommand('linux', { DISPLAY: ':0' }, address)).toEqual(['xdg-open', [address]]);
  expect(browserCommand('linux', { WAYLAND_DISPLAY: 'wayland-0' }, address)).toEqual(['xdg-open', [address]]);
  expect(browserCommand('darwin', {}, address)).toEqual(['open', [address]]);
  expect(browserCommand('win32', {}, address)?.[1].at(-1)).toBe(address);
});

it('names none without a display', () => {
  expect(browserCommand('linux', {}, address)).toBeUndefined();
  expect(browserCommand('linux', { DISPLAY: '' }, address)).toBeUndefined();
});

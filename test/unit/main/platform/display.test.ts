import { expect, test } from 'vitest';
import { hasDisplay, whyNoSandbox } from '../../../../src-main/platform/display.mjs';

test('on Linux a display is X or Wayland; elsewhere there always is one', () => {
  expect(hasDisplay('linux', {})).toBe(false);
  expect(hasDisplay('linux', { DISPLAY: '' })).toBe(false);
  expect(hasDisplay('linux', { DISPLAY: ':0' })).toBe(true);
  expect(hasDisplay('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toBe(true);
  expect(hasDisplay('darwin', {})).toBe(true);
  expect(hasDisplay('win32', {})).toBe(true);
});

test('the sandbox stays on wherever it can work', () => {
  const usable = { platform: 'linux', isRoot: false, helper: false, namespaces: true };
  expect(whyNoSandbox(usable)).toBeUndefined();
  expect(whyNoSandbox({ ...usable, helper: true, namespaces: false })).toBeUndefined();
  expect(
    whyNoSandbox({ platform: 'darwin', isRoot: true, helper: false, namespaces: false }),
  ).toBeUndefined();
});

test('where it cannot work the user is told why', () => {
  const facts = { platform: 'linux', isRoot: false, helper: false, namespaces: false };
  expect(whyNoSandbox(facts)).toContain('user namespaces');
  expect(whyNoSandbox({ ...facts, isRoot: true, helper: true, namespaces: true })).toContain('as root');
});

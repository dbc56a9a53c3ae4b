import { expect, it } from 'vitest';
import { mayUse } from '../../../../src-main/security/permission-policy.ts';

it.each([
  'media',
  'geolocation',
  'notifications',
  'midi',
  'midiSysex',
  'pointerLock',
  'fullscreen',
  'openExternal',
  'clipboard-read',
  'clipboard-sanitized-write',
  'display-capture',
  'fileSystem',
  'hid',
  'serial',
  'usb',
  'idle-detection',
  'storage-access',
  'window-management',
  'top-level-storage-access',
  'one that a later Chromium brings',
])('refuses %s', (permission) => expect(mayUse(permission)).toBe(false));

import { expect, it } from 'vitest';
import { programFolder } from '../../../../src-main/server/program-folder.ts';

it('is where each system keeps such things', () => {
  expect(programFolder('linux', {}, '/h')).toBe('/h/.config/plaquette-server');
  expect(programFolder('linux', { XDG_CONFIG_HOME: '/x' }, '/h')).toBe('/x/plaquette-server');
  expect(programFolder('linux', { XDG_CONFIG_HOME: '' }, '/h')).toBe('/h/.config/plaquette-server');
  expect(programFolder('darwin', { XDG_CONFIG_HOME: '/x' }, '/h')).toContain(
    '/h/Library/Application Support/',
  );
  expect(programFolder('win32', { APPDATA: '/a' }, '/h')).toBe('/a/plaquette-server');
});

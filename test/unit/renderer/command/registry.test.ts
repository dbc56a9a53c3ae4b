import { expect, test } from 'vitest';
import { defaultSettings } from '../../../../src-main/contract/index.ts';
import {
  canRun,
  commandOf,
  keysFor,
  provideCommands,
  runCommand,
} from '../../../../src-renderer/command/registry.svelte.ts';
import { settings } from '../../../../src-renderer/state/settings.svelte.ts';

test('a screen comes before the shell, and gives the command back when it leaves', () => {
  const did: string[] = [];
  const shell = provideCommands({ 'run.stop': () => void did.push('shell') });
  const screen = provideCommands({ 'run.stop': (argument) => void did.push(`screen ${argument}`) });
  expect(runCommand('run.stop', 'x')).toBe(true);
  screen();
  runCommand('run.stop');
  shell();
  expect(runCommand('run.stop')).toBe(false);
  expect(did).toEqual(['screen x', 'shell']);
});

test('who cannot do it now leaves it to others', () => {
  const did: string[] = [];
  const off = [
    provideCommands({ 'run.fork': () => void did.push('below') }),
    provideCommands({ 'run.fork': { when: () => false, run: () => void did.push('above') } }),
  ];
  expect(canRun('run.fork')).toBe(true);
  runCommand('run.fork');
  for (const end of off) end();
  expect(canRun('run.fork')).toBe(false);
  expect(did).toEqual(['below']);
});

test('keys of the user come before those of the table; null takes them away', () => {
  settings.current = { ...defaultSettings, keys: { 'run.new': 'Mod+Alt+N', 'go.home': null } };
  expect(keysFor('run.new')).toBe('Mod+Alt+N');
  expect(commandOf('Mod+Alt+N')).toBe('run.new');
  expect(commandOf('Mod+N')).toBeUndefined();
  expect(keysFor('go.home')).toBeNull();
  settings.current = defaultSettings;
  expect(commandOf('Mod+N')).toBe('run.new');
});

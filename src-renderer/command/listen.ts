/**
 * Key presses and menu entries become commands. Keys that write text are left alone while the user types or a menu is open.
 * Test: test/unit/renderer/command/keys.test.ts (what counts as typing), test/e2e/screens.spec.ts.
 */
import { on } from '../state/connection.svelte.ts';
import { isTyped, keysOf } from './keys.ts';
import { commandOf, isCommandId, isMac, runCommand } from './registry.svelte.ts';

const takesText = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.matches(
      'textarea, select, input:not([type=checkbox], [type=radio], [type=range], [type=button])',
    ) ||
    target.closest('[role=menu], [role=listbox], [role=grid] input') !== null);

/** Answers what ends it. */
export const listenForCommands = (): (() => void) => {
  const press = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.repeat || event.isComposing) return;
    const keys = keysOf(event, isMac);
    if (keys === null || (isTyped(keys) && takesText(event.target))) return;
    // a modal dialog has the window to itself
    if (document.querySelector('dialog:modal') !== null) return;
    const id = commandOf(keys);
    // prevented only when something was done, so that the native menu does not do it a second time
    if (id !== undefined && runCommand(id)) event.preventDefault();
  };
  addEventListener('keydown', press);
  const off = on('host.command', ({ command, argument }) => {
    if (isCommandId(command)) runCommand(command, argument);
  });
  return () => {
    removeEventListener('keydown', press);
    off();
  };
};

/**
 * The one registry of commands. The table of ids, titles and keys is src-main/contract/command-ids.ts; what they do is provided here by
 * the shell and by the screen on show (`useCommands`). Menu, palette, shortcuts and buttons all come through `runCommand`.
 * Test: test/unit/renderer/command/registry.test.ts.
 */
import { untrack } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import { type CommandEntry, type CommandId, commandEntries } from '../../src-main/contract/index.ts';
import { settings } from '../state/settings.svelte.ts';

export interface CommandAction {
  /** `argument` comes with notifications and menus that name something. */
  run(argument: string | null): void | Promise<void>;
  /** Whether it can be done now; without it always. Read where it is shown, so it may depend on state. */
  when?(): boolean;
}

export type CommandActions = { readonly [K in CommandId]?: CommandAction | CommandAction['run'] };

/** Later providers come first: a screen over the shell. */
const actions = new SvelteMap<CommandId, readonly CommandAction[]>();

/** Answers what takes them away. */
export const provideCommands = (given: CommandActions): (() => void) => {
  const added = Object.entries(given).map(([id, action]) => {
    const whole: CommandAction = typeof action === 'function' ? { run: action } : action;
    actions.set(id as CommandId, [whole, ...(actions.get(id as CommandId) ?? [])]);
    return [id as CommandId, whole] as const;
  });
  return () => {
    for (const [id, action] of added)
      actions.set(
        id,
        (actions.get(id) ?? []).filter((other) => other !== action),
      );
  };
};

/** In a component: as long as it is on show. */
export const useCommands = (given: CommandActions): void => {
  $effect.pre(() => untrack(() => provideCommands(given)));
};

const usable = (id: CommandId): CommandAction | undefined =>
  actions.get(id)?.find((action) => action.when?.() ?? true);

export const canRun = (id: CommandId): boolean => usable(id) !== undefined;

export const isCommandId = (id: string): id is CommandId => commandEntries.some((entry) => entry.id === id);

/** False when nothing on show can do it now. */
export const runCommand = (id: CommandId, argument: string | null = null): boolean => {
  const action = usable(id);
  if (action === undefined) return false;
  void action.run(argument);
  return true;
};

export const isMac: boolean = typeof navigator !== 'undefined' && /Mac/.test(navigator.platform);

/** The user's keys where there are some, otherwise those of the table; null for none. */
export const boundKeys = (
  entry: CommandEntry,
  own: Readonly<Record<string, string | null>>,
): string | null => {
  const changed = own[entry.id];
  return changed === undefined ? entry.keys : changed;
};

/** The keys of a command as they are now. */
export const keysFor = (id: CommandId): string | null => {
  const entry = commandEntries.find((candidate) => candidate.id === id);
  return entry === undefined ? null : boundKeys(entry, settings.current.keys);
};

/** The command that keys stand for now. */
export const commandOf = (keys: string): CommandId | undefined =>
  commandEntries.find((entry) => boundKeys(entry, settings.current.keys) === keys)?.id;

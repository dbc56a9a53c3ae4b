/**
 * The native menu, from the table of commands that the page reads too. Entries send their command to the window in front. Keys are shown
 * there and caught by the page, never by both. Pure. Test: test/unit/main/app/menu-template.test.ts.
 */
import type { MenuItemConstructorOptions } from 'electron';
import { type CommandEntry, type CommandSection, commandEntries } from '../contract/index.ts';
import { sentences } from './sentences.ts';

export interface MenuWorld {
  readonly platform: NodeJS.Platform;
  /** The user's own keys, by command; null takes the keys away. */
  readonly keys: Readonly<Record<string, string | null>>;
  readonly developerTools: boolean;
  send(command: string): void;
}

/** `Mod+Shift+P` as Electron writes it; undefined for keys that the menu cannot show (printable signs without a modifier). */
export const acceleratorOf = (keys: string): string | undefined => {
  const parts = keys.split('+');
  const key = parts.at(-1)!;
  const isFunctionKey = /^F\d{1,2}$/.test(key);
  if (parts.length === 1 && !isFunctionKey) return undefined;
  if (
    !/^([\x21-\x7e]|F\d{1,2}|Left|Right|Up|Down|Home|End|PageUp|PageDown|Enter|Space|Tab|Delete|Backspace|Escape)$/.test(
      key,
    )
  )
    return undefined;
  return parts.map((part) => (part === 'Mod' ? 'CmdOrCtrl' : part)).join('+');
};

type Item = MenuItemConstructorOptions;

const separator: Item = { type: 'separator' };
const edit: Item[] = [
  { role: 'undo' },
  { role: 'redo' },
  separator,
  { role: 'cut' },
  { role: 'copy' },
  { role: 'paste' },
  { role: 'selectAll' },
];
const zoom: Item[] = [{ role: 'resetZoom' }, { role: 'zoomIn' }, { role: 'zoomOut' }];
const macRecents: Item[] = [
  { role: 'recentDocuments', submenu: [{ role: 'clearRecentDocuments' }] },
  separator,
];
const macMenu: Item[] = [{ role: 'appMenu' }];

export const menuTemplate = (world: MenuWorld): Item[] => {
  const isMac = world.platform === 'darwin';

  const item = ({ id, title, keys }: CommandEntry): Item => {
    const own = world.keys[id];
    const shown = own === undefined ? keys : own;
    const accelerator = shown === null ? undefined : acceleratorOf(shown);
    return {
      id,
      label: title,
      ...(accelerator === undefined ? {} : { accelerator, registerAccelerator: false }),
      click: () => world.send(id),
    };
  };
  const section = (name: CommandSection): Item[] =>
    commandEntries.filter((entry: CommandEntry) => entry.section === name && entry.menu).map(item);

  const { menu } = sentences;
  const tools: Item[] = world.developerTools ? [separator, { role: 'toggleDevTools' }] : [];
  const leave: Item = isMac ? { role: 'close' } : { role: 'quit' };
  return [
    ...(isMac ? macMenu : []),
    { label: menu.file, submenu: [...section('file'), separator, ...(isMac ? macRecents : []), leave] },
    { label: menu.edit, submenu: edit },
    { label: menu.run, submenu: section('run') },
    { label: menu.configuration, submenu: section('configuration') },
    {
      label: menu.view,
      submenu: [...section('view'), separator, ...zoom, separator, { role: 'togglefullscreen' }, ...tools],
    },
    { label: menu.go, submenu: section('go') },
    { role: 'windowMenu', label: menu.window },
    { role: 'help', label: menu.help, submenu: section('help') },
  ];
};

import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { acceleratorOf, type MenuWorld, menuTemplate } from '../../../../src-main/app/menu-template.ts';
import { commandEntries } from '../../../../src-main/contract/index.ts';

const flat = (items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
  items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flat(item.submenu) : [])]);

const build = (change: Partial<MenuWorld> = {}) => {
  const sent: string[] = [];
  const world: MenuWorld = {
    platform: 'linux',
    keys: {},
    developerTools: false,
    send: (command) => sent.push(command),
    ...change,
  };
  const items = flat(menuTemplate(world));
  return { sent, items, item: (id: string) => items.find((entry) => entry.id === id)! };
};

describe('the menu', () => {
  it('has every command of the menu once, and sends it', () => {
    const { items, sent } = build();
    const ours = items.filter(({ id }) => id !== undefined);
    expect(ours.map(({ id }) => id).sort()).toEqual(
      commandEntries
        .filter(({ menu }) => menu)
        .map(({ id }) => id)
        .sort(),
    );
    for (const { click } of ours) (click as () => void)();
    expect(sent).toEqual(ours.map(({ id }) => id));
  });

  it('shows keys and leaves them to the page', () => {
    const item = build().item('run.new');
    expect(item).toMatchObject({ accelerator: 'CmdOrCtrl+N', registerAccelerator: false });
  });

  it('shows the keys of the user in their place', () => {
    const { item } = build({ keys: { 'run.new': 'F9', 'run.start': null } });
    expect(item('run.new').accelerator).toBe('F9');
    expect(item('run.start')).not.toHaveProperty('accelerator');
  });

  it('has no role that takes keys of a command', () => {
    const roles = build().items.map(({ role }) => role);
    expect(roles).not.toContain('reload');
    expect(roles).not.toContain('forceReload');
    expect(roles).toContain('copy');
  });

  it('offers developer tools only in development', () => {
    expect(build().items.some(({ role }) => role === 'toggleDevTools')).toBe(false);
    expect(build({ developerTools: true }).items.some(({ role }) => role === 'toggleDevTools')).toBe(true);
  });

  it('has a way out where each system expects it', () => {
    expect(build().items.some(({ role }) => role === 'quit')).toBe(true);
    const mac = build({ platform: 'darwin' }).items.map(({ role }) => role);
    expect(mac[0]).toBe('appMenu');
    expect(mac).toContain('recentDocuments');
  });
});

it.each([
  ['Mod+Shift+P', 'CmdOrCtrl+Shift+P'],
  ['Alt+Left', 'Alt+Left'],
  ['Mod+,', 'CmdOrCtrl+,'],
  ['F1', 'F1'],
  ['?', undefined],
  ['x', undefined],
  ['Mod+Nonsense', undefined],
])('%s is shown as %s', (keys, accelerator) => {
  expect(acceleratorOf(keys)).toBe(accelerator);
});

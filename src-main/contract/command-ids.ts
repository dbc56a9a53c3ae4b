/**
 * The commands of the application: the native menu, the palette, the shortcut sheet and the settings of keys read this one table.
 * A menu entry sends `host.command` with the id; what a command does is in src-renderer/command and in the screens that provide it.
 *
 * Keys: modifiers Mod (Cmd on macOS, Ctrl elsewhere), Ctrl, Alt, Shift, then one key by its name (`P`, `F1`, `Left`, `,`), joined by +.
 * A printable sign that needs Shift is written as itself (`?`). Proved by test/unit/renderer/command/command-ids.test.ts.
 */

/** Sections in the order of the menu bar. */
export const commandSections = ['file', 'run', 'configuration', 'view', 'go', 'help'] as const;
export type CommandSection = (typeof commandSections)[number];

export interface CommandEntry {
  readonly id: string;
  /** Sentence case, imperative. */
  readonly title: string;
  readonly section: CommandSection;
  readonly keys: string | null;
  /** Whether the native menu has it; the others are in the palette only. */
  readonly menu: boolean;
}

export const commandEntries = [
  { id: 'workspace.open', title: 'Open workspace…', section: 'file', keys: 'Mod+O', menu: true },
  { id: 'workspace.create', title: 'New workspace…', section: 'file', keys: 'Mod+Shift+N', menu: true },
  { id: 'workspace.sample', title: 'Open the sample workspace', section: 'file', keys: null, menu: true },
  { id: 'workspace.close', title: 'Close workspace', section: 'file', keys: null, menu: true },
  { id: 'workspace.repair', title: 'Check and repair workspace', section: 'file', keys: null, menu: false },
  { id: 'window.new', title: 'New window', section: 'file', keys: null, menu: true },

  { id: 'run.new', title: 'New run…', section: 'run', keys: 'Mod+N', menu: true },
  { id: 'run.quickStart', title: 'SU(3) quick start', section: 'run', keys: null, menu: true },
  /** `host.command` may name a run as its argument; it is then opened. */
  { id: 'run.open', title: 'Open run', section: 'run', keys: null, menu: false },
  { id: 'run.start', title: 'Start or resume run', section: 'run', keys: 'Mod+Enter', menu: true },
  { id: 'run.stop', title: 'Stop run', section: 'run', keys: 'Mod+.', menu: true },
  { id: 'run.fork', title: 'Fork run…', section: 'run', keys: null, menu: true },
  { id: 'run.compare', title: 'Compare selected runs', section: 'run', keys: 'Mod+Shift+C', menu: true },
  { id: 'run.race', title: 'Race samplers…', section: 'run', keys: null, menu: true },
  { id: 'run.cite', title: 'Cite this run…', section: 'run', keys: null, menu: true },
  { id: 'run.trash', title: 'Move run to the trash…', section: 'run', keys: null, menu: false },

  {
    id: 'configuration.open',
    title: 'Open configuration…',
    section: 'configuration',
    keys: 'Mod+Shift+O',
    menu: true,
  },
  {
    id: 'configuration.beside',
    title: 'Compare with another configuration…',
    section: 'configuration',
    keys: null,
    menu: true,
  },
  {
    id: 'configuration.measure',
    title: 'Measure observables…',
    section: 'configuration',
    keys: null,
    menu: true,
  },
  { id: 'configuration.convert', title: 'Convert…', section: 'configuration', keys: null, menu: true },

  { id: 'view.palette', title: 'Command palette', section: 'view', keys: 'Mod+Shift+P', menu: true },
  {
    id: 'view.inspector',
    title: 'Show or hide the inspector',
    section: 'view',
    keys: 'Mod+Alt+I',
    menu: true,
  },
  { id: 'view.log', title: 'Show or hide the log', section: 'view', keys: 'Mod+J', menu: true },
  { id: 'view.filter', title: 'Filter what is listed', section: 'view', keys: 'Mod+F', menu: false },
  { id: 'view.themeSystem', title: 'Theme: as the system', section: 'view', keys: null, menu: false },
  { id: 'view.themeLight', title: 'Theme: light', section: 'view', keys: null, menu: false },
  { id: 'view.themeDark', title: 'Theme: dark', section: 'view', keys: null, menu: false },
  { id: 'view.themeContrast', title: 'Theme: high contrast', section: 'view', keys: null, menu: false },

  { id: 'go.back', title: 'Back', section: 'go', keys: 'Alt+Left', menu: true },
  { id: 'go.forward', title: 'Forward', section: 'go', keys: 'Alt+Right', menu: true },
  { id: 'go.home', title: 'Home', section: 'go', keys: 'Mod+1', menu: true },
  { id: 'go.runs', title: 'Runs', section: 'go', keys: 'Mod+2', menu: true },
  { id: 'go.configurations', title: 'Configurations', section: 'go', keys: 'Mod+3', menu: true },
  { id: 'go.models', title: 'Models', section: 'go', keys: 'Mod+4', menu: true },
  { id: 'go.races', title: 'Races', section: 'go', keys: null, menu: true },
  { id: 'go.activity', title: 'Activity', section: 'go', keys: 'Mod+5', menu: true },
  { id: 'go.settings', title: 'Settings', section: 'go', keys: 'Mod+,', menu: true },

  { id: 'go.help', title: 'Help', section: 'help', keys: 'F1', menu: true },
  { id: 'help.conventions', title: 'Conventions', section: 'help', keys: null, menu: true },
  { id: 'help.shortcuts', title: 'Keyboard shortcuts', section: 'help', keys: '?', menu: true },
  { id: 'help.tour', title: 'Show the tour', section: 'help', keys: null, menu: true },
  { id: 'help.diagnostics', title: 'Diagnostics for a report', section: 'help', keys: null, menu: true },
  { id: 'engine.restart', title: 'Restart the engine', section: 'help', keys: null, menu: false },
  { id: 'help.about', title: 'About Plaquette', section: 'help', keys: null, menu: true },
] as const satisfies readonly CommandEntry[];

export type CommandId = (typeof commandEntries)[number]['id'];

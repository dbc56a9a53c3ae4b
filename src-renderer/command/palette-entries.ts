/** What the palette offers: commands that can be run now, runs of the workspace, pages of the help. */
import { type CommandEntry, commandEntries, type RunRow } from '../../src-main/contract/index.ts';
import type { HelpPageTitle } from '../screen/help/pages.ts';
import { navigate } from '../state/route.svelte.ts';
import { commandText } from '../text/command.ts';
import { showKeys } from './keys.ts';
import { boundKeys, canRun, isMac, runCommand } from './registry.svelte.ts';

export interface PaletteEntry {
  readonly id: string;
  readonly title: string;
  /** What kind of thing it is, at the right. */
  readonly kind: string;
  readonly keys: string | null;
  run(): void;
}

/** Opens itself or needs an argument: nothing to choose from a list. */
const hidden: readonly string[] = ['view.palette', 'run.open'];

export const commandsOnOffer = (own: Readonly<Record<string, string | null>>): PaletteEntry[] =>
  commandEntries
    .filter(({ id }) => !hidden.includes(id) && canRun(id))
    .map((entry) => {
      const keys = boundKeys(entry as CommandEntry, own);
      return {
        id: entry.id,
        title: entry.title,
        kind: commandText.sections[entry.section],
        keys: keys === null ? null : showKeys(keys, isMac),
        run: () => runCommand(entry.id),
      };
    });

export const runsOnOffer = (rows: readonly RunRow[]): PaletteEntry[] =>
  rows
    .filter(({ mark }) => !mark.archived)
    .map((row) => ({
      id: `run ${row.id}`,
      title: row.name === null ? row.id : `${row.name} (${row.id})`,
      kind: commandText.run,
      keys: null,
      run: () => navigate({ screen: 'run', run: row.id, tab: null }),
    }));

export const pagesOnOffer = (pages: readonly HelpPageTitle[]): PaletteEntry[] =>
  pages.map(({ name, title }) => ({
    id: `page ${name}`,
    title,
    kind: commandText.page,
    keys: null,
    run: () => navigate({ screen: 'help', page: name }),
  }));

/** Every sentence of the main process that a user reads, besides the failures of single calls. */

const runs = (count: number): string => (count === 1 ? 'One run' : `${count} runs`);
const percent = (fraction: number | null): string =>
  fraction === null ? '' : `, ${Math.floor(100 * fraction)} %`;

/** What windows say after a defect of the main process that nobody expected; it goes on, because the runs are elsewhere. */
export const mainDefect = {
  code: 'internal',
  message: 'Something in Plaquette went wrong; runs are not affected.',
  remedy:
    'Save what you are working on and restart Plaquette; report it with the diagnostics from the help menu.',
} as const;

/** What a window says after its page crashed and was loaded again. */
export const pageCrash = {
  code: 'internal',
  message: 'This window stopped working and was loaded again.',
  remedy: 'Runs were not affected; if it happens again, report it with the diagnostics from the help menu.',
} as const;

export const sentences = {
  engine: {
    starting: 'The engine is being started.',
    died: (activeRuns: number, seconds: number): string =>
      `The engine ended unexpectedly and is started again${seconds >= 1 ? ` in ${Math.round(seconds)} s` : ''}. ${
        activeRuns === 0
          ? 'Nothing was running.'
          : `${runs(activeRuns)} stopped at the last checkpoint and can be resumed.`
      }`,
    asked: (activeRuns: number): string =>
      `The engine is started again, as you asked. ${
        activeRuns === 0
          ? 'Nothing was running.'
          : `${runs(activeRuns)} stopped at the last checkpoint and can be resumed.`
      }`,
    gaveUp: (deaths: number): string =>
      `The engine ended ${deaths} times within a minute, so it is not started again by itself. Everything that was saved is safe; restart the engine from the help menu or the command palette, and report the diagnostics if it ends again.`,
    back: (activeRuns: number): string | null =>
      activeRuns === 0
        ? null
        : `The engine is back. ${runs(activeRuns)} stopped at the last checkpoint; resume them when you like.`,
  },
  quit: {
    title: 'Runs are active',
    message: (active: number, waiting: number): string =>
      `${runs(active)} ${active === 1 ? 'is' : 'are'} active${waiting === 0 ? '' : ` and ${waiting} more ${waiting === 1 ? 'is' : 'are'} waiting`}.`,
    detail: (tray: boolean): string =>
      `Stopped runs write a checkpoint first and can be resumed later. ${
        tray
          ? 'In the background they go on; the icon in the tray brings the windows back.'
          : 'In the background they go on; start Plaquette again to bring the windows back.'
      }`,
    stop: 'Stop runs and quit',
    background: 'Keep running in the background',
    cancel: 'Cancel',
  },
  background: {
    title: 'Runs go on in the background',
    text: (active: number): string =>
      `${runs(active)} ${active === 1 ? 'goes' : 'go'} on. Start Plaquette again to see ${active === 1 ? 'it' : 'them'}.`,
  },
  tray: {
    tip: (active: number, fraction: number | null): string =>
      active === 0 ? 'Plaquette' : `Plaquette: ${runs(active).toLowerCase()}${percent(fraction)}`,
    open: 'Open Plaquette',
    quit: 'Stop runs and quit',
  },
  outside: {
    title: 'Open in the browser?',
    message: (host: string): string => `Open a page of ${host} in your browser?`,
    open: 'Open',
    cancel: 'Cancel',
  },
  dialog: {
    openFiles: 'Open',
    openWorkspace: 'Open a workspace',
    newWorkspace: 'Choose or make an empty folder for the workspace',
    save: 'Save',
  },
  menu: {
    file: 'File',
    edit: 'Edit',
    run: 'Run',
    configuration: 'Configuration',
    view: 'View',
    go: 'Go',
    window: 'Window',
    help: 'Help',
  },
} as const;

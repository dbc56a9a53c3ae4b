/** Words of the help around the pages themselves. */
export const helpText = {
  title: 'Help',
  contents: 'Pages of the help',
  onThisPage: 'On this page',
  chapters: { guide: 'Guides', theory: 'Theory', news: 'News', program: 'This program' },
  live: { diagnostics: 'Diagnostics', licences: 'Licences', about: 'About Plaquette' },
  search: 'Search the help',
  results: (count: number) =>
    count === 0 ? 'Nothing found. Fewer words find more.' : count === 1 ? '1 section' : `${count} sections`,
  clear: 'Clear',
  unknownPage: 'There is no such page. Choose one from the list.',
  diagnosticsText:
    'What a report about a problem needs: versions, settings and the last lines of the program’s log, with folders shortened. Nothing is sent anywhere; copy it yourself.',
  copyDiagnostics: 'Copy',
  saveDiagnostics: 'Save as a file',
  copied: 'Copied.',
  saved: (name: string) => `Saved as ${name}.`,
  licencesText: 'Plaquette is free software under the MIT licence. It contains work of others:',
  electronLicence: 'Licences of Electron and Chromium',
  aboutText:
    'A workbench for lattice gauge theory and machine learning: simulate, watch, analyse, and look at gauge fields, every number with its error.',
  version: 'Version',
  engine: 'Engine',
  page: 'Page',
  system: 'System',
  threads: 'Threads',
  threadsOf: (used: number, all: number) => `${used} of ${all} by default`,
  memory: 'Memory',
  /** Of the parts whose versions the host tells. */
  parts: { electron: 'Electron', chrome: 'Chromium', node: 'Node', v8: 'V8' } as Readonly<
    Record<string, string>
  >,
  host: { electron: 'Desktop application', server: 'Served in a browser' },
  quickKeys: 'Keyboard shortcuts',
  tour: 'Show the tour',
} as const;

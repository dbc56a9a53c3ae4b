/** Words of the dialog for files and folders of the machine that serves the page. */
export const browseText = {
  titles: {
    files: 'Open files',
    'open-workspace': 'Open a workspace',
    'new-workspace': 'Place of the new workspace',
    target: 'Save as',
  },
  where: 'Files of the machine that serves this page.',
  up: 'Up',
  name: 'Name',
  newFolder: 'Name of the new folder',
  size: 'Size',
  changed: 'Changed',
  folder: 'Folder',
  empty: 'This folder is empty.',
  incomplete:
    'The folder has more entries than are shown. Open one of its folders, or move the file to a smaller one.',
  chosen: (count: number) => (count === 1 ? '1 file chosen' : `${count} files chosen`),
  openFiles: 'Open',
  openHere: (name: string) => `Open ${name}`,
  makeHere: 'Continue',
  saveHere: 'Save here',
  entries: 'Entries of the folder',
  upload: 'Or send a file of this computer',
} as const;

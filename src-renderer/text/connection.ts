/** Words about the connection of a browser to its server. */
export const connectionText = {
  noAccessTitle: 'This page needs its key',
  noToken:
    'This address lacks its key. Open the whole address that plaquette serve printed, with the part after #.',
  refused:
    'The server does not know this key; it was probably started again. Open the address that it printed last.',
  broken: 'The connection to the server broke; it is tried again. Runs go on meanwhile.',
  engineAway: 'The engine is being restarted.',
  downloads: 'Downloads of this browser',
  copyFailed: 'The browser did not let the page copy.',
  copyRemedy: 'Select the text and copy it with Ctrl+C.',
  uploadBroke: 'The file did not arrive: the connection broke.',
  uploadRemedy: 'Try again once the server answers.',
} as const;

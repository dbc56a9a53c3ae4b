/** Words about files that come from outside. */
export const openText = {
  refused: (count: number) => `${count} files could not be opened.`,
  opened: (count: number) => `${count} configurations are open.`,
  oneWorkspace:
    'A window shows one workspace; the first folder was opened. Open the others in windows of their own.',
  dropTitle: (count: number) =>
    count === 0 ? 'Drop to open' : count === 1 ? 'Drop to open 1 item' : `Drop to open ${count} items`,
  dropConfiguration:
    'A configuration file is inspected and shown where it lies. Nothing is imported or changed.',
  dropFolder: 'A workspace folder is opened in this window.',
  dropSpecification: 'A specification (.toml) begins a new run, which waits for you to start it.',
  dropModel: 'A trained model (.safetensors) comes into the workspace, after you have said so.',
  uploading: (name: string) => `Sending ${name}`,
  reading: (count: number) => (count === 1 ? 'Opening the file…' : `Opening ${count} files…`),
} as const;

/** Names of files that are suggested to the user: plain on every system. Test: test/unit/main/host/file-name.test.ts. */
import type { z } from 'zod';
import type { fileFilter } from '../contract/index.ts';

const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** The last part of what was suggested, without anything that a file system could take for a path. */
export const plainFileName = (suggested: string): string => {
  const last = suggested.split(/[/\\]/).at(-1) ?? '';
  const plain = Array.from(last, (c) => (c < ' ' || '<>:"|?*\u007f'.includes(c) ? '-' : c))
    .join('')
    .replace(/^[.\s]+|[.\s]+$/g, '')
    .slice(0, 120);
  return plain === '' ? 'export' : RESERVED.test(plain) ? `-${plain}` : plain;
};

/** Kinds of files in dialogs; extensions without a dot. */
export const fileKinds: Readonly<
  Record<z.output<typeof fileFilter>, readonly { readonly name: string; readonly extensions: string[] }[]>
> = {
  configuration: [
    {
      name: 'Gauge configurations',
      extensions: ['ildg', 'lime', 'scidac', 'nersc', 'milc', 'dat', 'cfg', 'conf', 'bin'],
    },
    { name: 'All files', extensions: ['*'] },
  ],
  workspace: [{ name: 'Plaquette workspaces', extensions: ['plaquette', 'toml'] }],
  spec: [
    { name: 'Run specifications', extensions: ['toml'] },
    { name: 'All files', extensions: ['*'] },
  ],
  model: [
    { name: 'Models', extensions: ['safetensors'] },
    { name: 'All files', extensions: ['*'] },
  ],
  any: [{ name: 'All files', extensions: ['*'] }],
};

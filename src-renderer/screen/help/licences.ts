/** Licence texts of the packages that are inside the page or the program, read from the packages when the page is built. */
const texts = import.meta.glob<string>(
  [
    '../../../node_modules/{svelte,chart.js,three,zod,ws,smol-toml,commander}/LICENSE*',
    '../../../node_modules/@{lucide/svelte,msgpack/msgpack,photostructure/sqlite,kurkle/color}/LICENSE*',
    '../../../node_modules/{long,node-fetch,whatwg-url,webidl-conversions}/LICENSE*',
    // packages that bring no file of their own
    '../../../assets/licences/*.txt',
    '../../../node_modules/@fontsource-variable/inter/LICENSE*',
    '../../../node_modules/@fontsource/stix-two-text/LICENSE*',
  ],
  { query: '?raw', import: 'default' },
);

export interface Licence {
  readonly name: string;
  load(): Promise<string>;
}

export const licences: readonly Licence[] = Object.entries(texts)
  .map(([path, load]) => ({ name: path.replace(/^.*(node_modules|licences)\/|(\/[^/]*|\.txt)$/g, ''), load }))
  .filter(({ name }, at, all) => all.findIndex((other) => other.name === name) === at)
  .toSorted((a, b) => a.name.localeCompare(b.name, 'en'));

/**
 * What is unusual about several observables, each thing said once: remarks that differ in numbers only become one line, with the
 * smallest number (the shortest history). Test: test/unit/main/cli/remark-lines.test.ts.
 */
export interface Remarked {
  readonly name: string;
  readonly remarks: readonly string[];
}

const numbers = /\d+/g;
const firstNumber = (text: string): number => Number(/\d+/.exec(text)?.[0] ?? 0);

export const remarkLines = (all: readonly Remarked[]): readonly string[] => {
  const kinds = new Map<string, { readonly names: string[]; text: string }>();
  for (const { name, remarks } of all)
    for (const text of remarks) {
      const key = text.replace(numbers, '');
      const kind = kinds.get(key);
      if (kind === undefined) kinds.set(key, { names: [name], text });
      else {
        kind.names.push(name);
        if (firstNumber(text) < firstNumber(kind.text)) kind.text = text;
      }
    }
  return [...kinds.values()].map(({ names, text }) => `${names.join(', ')}: ${text}`);
};

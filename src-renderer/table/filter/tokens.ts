/** A filter's text cut into terms: where each begins and ends, its name, operator and values. Quotes keep blanks and commas together. */
export interface Atom {
  readonly text: string;
  readonly quoted: boolean;
}

export interface Token {
  readonly from: number;
  readonly to: number;
  readonly negated: boolean;
  /** Null for a free word. */
  readonly key: string | null;
  readonly operator: string | null;
  /** One for each value between commas. */
  readonly atoms: readonly Atom[];
  /** Where the last value begins: what a suggestion replaces. */
  readonly valueFrom: number;
}

const named = /^([A-Za-z][\w.-]*)(<=|>=|[:=~<>])/;

export const tokens = (text: string): readonly Token[] => {
  const found: Token[] = [];
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text[at]!)) at += 1;
    else {
      const token = readToken(text, at);
      found.push(token);
      at = token.to;
    }
  }
  return found;
};

const readToken = (text: string, from: number): Token => {
  const negated = text[from] === '-' && from + 1 < text.length && !/\s/.test(text[from + 1]!);
  let at = negated ? from + 1 : from;
  const [head, key, operator] = named.exec(text.slice(at)) ?? [];
  at += head?.length ?? 0;
  const atoms: Atom[] = [];
  let valueFrom = at;
  for (;;) {
    const atom = readAtom(text, at, key !== undefined);
    valueFrom = at;
    at = atom.to;
    atoms.push({ text: atom.text, quoted: atom.quoted });
    if (key === undefined || text[at] !== ',') break;
    at += 1;
  }
  return { from, to: at, negated, key: key ?? null, operator: operator ?? null, atoms, valueFrom };
};

const readAtom = (text: string, from: number, commas: boolean): Atom & { readonly to: number } => {
  if (text[from] === '"') {
    const quoted = /^"((?:[^"\\]|\\.)*)("?)/.exec(text.slice(from))!;
    return { text: quoted[1]!.replace(/\\(.)/g, '$1'), quoted: true, to: from + quoted[0].length };
  }
  const bare = (commas ? /^[^\s,]*/ : /^\S*/).exec(text.slice(from))![0];
  return { text: bare, quoted: false, to: from + bare.length };
};

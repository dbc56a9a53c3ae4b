/**
 * TOML cut into coloured pieces, line by line: enough for specifications; what it does not know stays plain.
 * Test: test/unit/renderer/screen/new-run/toml-tokens.test.ts.
 */
export interface TomlToken {
  readonly kind: 'plain' | 'comment' | 'header' | 'key' | 'text' | 'number';
  readonly text: string;
}

const piece =
  /(?<comment>#.*$)|(?<text>"(?:[^"\\]|\\.)*"?|'[^']*'?)|(?<key>^\s*[\w.-]+(?=\s*=)|[\w-]+(?=\s*=))|(?<number>[+-]?\b\d[\d_]*(?:\.\d+)?(?:e[+-]?\d+)?\b|\btrue\b|\bfalse\b)/gi;

export const tomlTokens = (line: string): readonly TomlToken[] => {
  const header = /^(\s*\[\[?[^\]#"]*\]\]?)(.*)$/.exec(line);
  if (header !== null && !/^\s*\[\[?\s*[\d"]/.test(line))
    return [{ kind: 'header', text: header[1]! }, ...tomlTokens(header[2]!)].filter(
      ({ text }) => text !== '',
    ) as TomlToken[];
  const tokens: TomlToken[] = [];
  let at = 0;
  for (const match of line.matchAll(piece)) {
    if (match.index > at) tokens.push({ kind: 'plain', text: line.slice(at, match.index) });
    const kind = Object.entries(match.groups ?? {}).find(([, text]) => text !== undefined)![0];
    tokens.push({ kind: kind as TomlToken['kind'], text: match[0] });
    at = match.index + match[0].length;
  }
  if (at < line.length) tokens.push({ kind: 'plain', text: line.slice(at) });
  return tokens;
};

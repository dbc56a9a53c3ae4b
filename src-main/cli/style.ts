/**
 * Emphasis on a terminal, and protection of the terminal from what foreign files say.
 * Emphasis is four ANSI attributes, left out when the output is no terminal, when NO_COLOR is set (no-color.org) or TERM is dumb.
 * Test: test/unit/main/cli/style.test.ts.
 */
export interface Style {
  strong(text: string): string;
  good(text: string): string;
  bad(text: string): string;
  faint(text: string): string;
}

type Environment = Readonly<Record<string, string | undefined>>;

const introducer = '\x1b';
const reset = `${introducer}[0m`;
const attributes = { strong: 1, good: 32, bad: 31, faint: 2 } as const;
const ours: readonly string[] = [reset, ...Object.values(attributes).map((code) => `${introducer}[${code}m`)];

export const wantsStyle = (isTerminal: boolean, environment: Environment): boolean =>
  isTerminal && (environment.NO_COLOR ?? '') === '' && environment.TERM !== 'dumb';

export const styleFor = (wanted: boolean): Style => {
  const emphasis = (code: number) => (text: string) =>
    wanted && text !== '' ? `${introducer}[${code}m${text}${reset}` : text;
  return {
    strong: emphasis(attributes.strong),
    good: emphasis(attributes.good),
    bad: emphasis(attributes.bad),
    faint: emphasis(attributes.faint),
  };
};

/** Control characters (C0 without tab and line feed, DEL, C1) and marks that turn the direction of text. */
const isHostile = (point: number): boolean =>
  (point < 0x20 && point !== 9 && point !== 10) ||
  (point >= 0x7f && point <= 0x9f) ||
  (point >= 0x202a && point <= 0x202e) ||
  (point >= 0x2066 && point <= 0x2069);

/** The text with every control sequence but our own made visible as U+FFFD. */
export const harmless = (text: string): string => {
  let clean = '';
  for (let at = 0; at < text.length; at++) {
    const own = text[at] === introducer ? ours.find((sequence) => text.startsWith(sequence, at)) : undefined;
    if (own !== undefined) {
      clean += own;
      at += own.length - 1;
    } else clean += isHostile(text.charCodeAt(at)) ? '\ufffd' : text[at];
  }
  return clean;
};

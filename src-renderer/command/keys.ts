/**
 * Keys of commands: reading them from key events, showing them, and finding those that two commands claim. Written as in
 * src-main/contract/command-ids.ts ("Mod+Shift+P"). Test: test/unit/renderer/command/keys.test.ts.
 */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const names: Readonly<Record<string, string>> = {
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ' ': 'Space',
};

const modifiers = [
  'Control',
  'Shift',
  'Alt',
  'Meta',
  'AltGraph',
  'CapsLock',
  'Dead',
  'Unidentified',
  'Process',
];

/** Null for a modifier alone. */
export const keysOf = (press: KeyPress, mac: boolean): string | null => {
  if (modifiers.includes(press.key)) return null;
  // Option changes letters on a Mac: there the place of the key counts
  const placed = mac && press.altKey ? /^(?:Key|Digit)(.)$/.exec(press.code)?.[1] : undefined;
  const key = placed ?? names[press.key] ?? (press.key.length === 1 ? press.key.toUpperCase() : press.key);
  // a sign that needs Shift is written as itself
  const signed = key.length === 1 && !/[A-Z0-9]/.test(key);
  const mod = mac ? press.metaKey : press.ctrlKey;
  return [
    mod && 'Mod',
    mac && press.ctrlKey && 'Ctrl',
    press.altKey && 'Alt',
    press.shiftKey && !signed && 'Shift',
    key,
  ]
    .filter(Boolean)
    .join('+');
};

/** Keys that write text: no command takes them while the user types. */
export const isTyped = (keys: string): boolean =>
  !/\b(?:Mod|Ctrl|Alt)\+/.test(keys) && !/^(?:Shift\+)?F\d+$/.test(keys);

const macSigns: Readonly<Record<string, string>> = { Mod: '⌘', Ctrl: '⌃', Alt: '⌥', Shift: '⇧' };
const arrows: Readonly<Record<string, string>> = { Left: '←', Right: '→', Up: '↑', Down: '↓' };

/** For people: "Ctrl+Shift+P", on a Mac "⇧⌘P". */
export const showKeys = (keys: string, mac: boolean): string => {
  const parts = keys === '+' ? ['+'] : keys.split('+').map((part) => (part === '' ? '+' : part));
  const key = parts.at(-1) ?? '';
  const held = parts.slice(0, -1).filter((part) => part !== '+');
  const shown = arrows[key] ?? key;
  if (!mac) return [...held.map((part) => (part === 'Mod' ? 'Ctrl' : part)), shown].join('+');
  const order = ['Ctrl', 'Alt', 'Shift', 'Mod'];
  return (
    [...held]
      .sort((a, b) => order.indexOf(a) - order.indexOf(b))
      .map((part) => macSigns[part])
      .join('') + shown
  );
};

/** Keys that belong to text fields, focus and the system: not to be given to a command. */
const reserved = new Set([
  ...['A', 'C', 'V', 'X', 'Z', 'Shift+Z', 'Y', 'Q', 'W'].map((key) => `Mod+${key}`),
  'Tab',
  'Shift+Tab',
  'Enter',
  'Space',
  'Escape',
  'Left',
  'Right',
  'Up',
  'Down',
  'Backspace',
  'Delete',
]);

export const isReserved = (keys: string): boolean => reserved.has(keys);

/** Keys claimed by several commands, with their ids in the given order. */
export const conflictsOf = (
  bindings: readonly { readonly id: string; readonly keys: string | null }[],
): ReadonlyMap<string, readonly string[]> => {
  const claims = new Map<string, string[]>();
  for (const { id, keys } of bindings) if (keys !== null) claims.set(keys, [...(claims.get(keys) ?? []), id]);
  return new Map([...claims].filter(([, ids]) => ids.length > 1));
};

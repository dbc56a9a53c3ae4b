/** One entry of a `Menu`. */
import type { Component } from 'svelte';

export interface MenuItem {
  readonly id: string;
  readonly label: string;
  readonly onselect: () => void;
  readonly icon?: Component<{ size?: number }>;
  /** As shown: "Ctrl+O". */
  readonly keys?: string | null;
  readonly disabled?: boolean;
  readonly danger?: boolean;
  /** Given for entries that are on or off. */
  readonly checked?: boolean;
  /** A line above it. */
  readonly divider?: boolean;
}

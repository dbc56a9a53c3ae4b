/**
 * What the screen on show has put into the inspector (right) and the log drawer (bottom), and whether they are open. Screens use
 * shell/InspectorPanel.svelte and shell/DrawerPanel.svelte; the shell draws them.
 */
import type { Snippet } from 'svelte';

export interface PanelContent {
  readonly title: string;
  readonly body: Snippet;
}

const remembered = (key: string): boolean => {
  try {
    return localStorage.getItem(key) !== 'closed';
  } catch {
    return true;
  }
};

class Panel {
  content = $state.raw<PanelContent | null>(null);
  /** Beside the screen there is no room: it lies over the screen, and only after it was asked for. */
  narrow = $state(false);
  private chosen = $state(true);
  private chosenNarrow = $state(false);
  private readonly key: string;

  constructor(name: string, open: boolean) {
    this.key = `plaquette.${name}`;
    this.chosen = open && typeof localStorage !== 'undefined' && remembered(this.key);
  }

  get open(): boolean {
    return this.narrow ? this.chosenNarrow : this.chosen;
  }

  toggle(open = !this.open): void {
    if (this.narrow) {
      this.chosenNarrow = open;
      return;
    }
    this.chosen = open;
    try {
      localStorage.setItem(this.key, open ? 'open' : 'closed');
    } catch {
      // then it is as it was at the next start
    }
  }

  /** Answers what takes the content away, unless another screen has put in its own. */
  show(content: PanelContent): () => void {
    this.content = content;
    return () => {
      if (this.content === content) this.content = null;
    };
  }
}

export const inspector = new Panel('inspector', true);
export const drawer = new Panel('drawer', false);

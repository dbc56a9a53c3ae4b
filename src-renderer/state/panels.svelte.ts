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
  open = $state(true);
  private readonly key: string;

  constructor(name: string, open: boolean) {
    this.key = `plaquette.${name}`;
    this.open = open && typeof localStorage !== 'undefined' && remembered(this.key);
  }

  toggle(open = !this.open): void {
    this.open = open;
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

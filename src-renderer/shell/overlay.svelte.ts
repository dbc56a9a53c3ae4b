/** What lies over the screens for a moment. */
import type { Place } from '../../src-main/contract/index.ts';

class Overlay {
  palette = $state(false);
  shortcuts = $state(false);
  /** The folder that was picked for a new workspace, until it has a name. */
  newWorkspace = $state.raw<Place | null>(null);
}

export const overlay = new Overlay();

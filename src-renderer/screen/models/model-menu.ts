/** The menu of one model. */
import Download from '@lucide/svelte/icons/download';
import FolderDown from '@lucide/svelte/icons/folder-down';
import Play from '@lucide/svelte/icons/play';
import Timer from '@lucide/svelte/icons/timer';
import Trash from '@lucide/svelte/icons/trash-2';
import TrendingUp from '@lucide/svelte/icons/trending-up';
import type { ModelRow } from '../../../src-main/contract/index.ts';
import { modelsText as text } from '../../text/models.ts';
import type { MenuItem } from '../../ui/menu-item.ts';
import { exportModel, raceWith, sampleWith, trainFurther } from './model-actions.ts';

interface Wishes {
  readonly writable: boolean;
  askRemove(models: readonly string[]): void;
}

export const modelMenu = (model: ModelRow, { writable, askRemove }: Wishes): readonly MenuItem[] => {
  const disabled = !writable;
  return [
    { id: 'sample', label: text.sample, icon: Play, disabled, onselect: () => void sampleWith(model) },
    {
      id: 'train',
      label: text.trainFurther,
      icon: TrendingUp,
      disabled,
      onselect: () => void trainFurther(model),
    },
    { id: 'race', label: text.race, icon: Timer, disabled, onselect: () => raceWith(model) },
    {
      id: 'file',
      label: text.exportFile,
      icon: Download,
      divider: true,
      onselect: () => void exportModel(model, 'file'),
    },
    {
      id: 'folder',
      label: text.exportFolder,
      icon: FolderDown,
      onselect: () => void exportModel(model, 'folder'),
    },
    {
      id: 'remove',
      label: text.remove,
      icon: Trash,
      danger: true,
      divider: true,
      disabled,
      onselect: () => askRemove([model.id]),
    },
  ];
};

/** Dialogs for files and folders, exports, and showing a file in its folder. Test: test/e2e/desktop.spec.ts. */
import { extname, join } from 'node:path';
import { dialog, type OpenDialogOptions, shell } from 'electron';
import { fail } from '../../../src-engine/base/result.ts';
import type { Handlers, Place, Reply } from '../../contract/index.ts';
import { writeExport } from '../../host/export-file.ts';
import { fileKinds, plainFileName } from '../../host/file-name.ts';
import { existingPlace, newPlace, unknownHandle } from '../../host/place.ts';
import type { AppWindow } from '../../window/app-window.ts';
import type { Desktop } from '../desktop.ts';
import { sentences } from '../sentences.ts';

type FileCall =
  | 'host.pickFiles'
  | 'host.pickFolder'
  | 'host.pickSaveTarget'
  | 'host.browse'
  | 'host.nameTarget'
  | 'host.saveExport'
  | 'host.showInFolder';

/** The system's own dialogs do this here. */
const withoutDialogs = () =>
  fail(
    'host.unsupported',
    'Folders are listed by the dialogs of the operating system here.',
    'Use Open or Save as.',
  );

const filterOf = (name: string): { name: string; extensions: string[] }[] => {
  const extension = extname(name).slice(1);
  return extension === '' ? [] : [{ name: extension.toUpperCase(), extensions: [extension] }];
};

export const fileHandlers = (desktop: Desktop): Handlers<FileCall, AppWindow> => {
  const pick = async (window: AppWindow, options: OpenDialogOptions): Promise<readonly string[]> => {
    const { canceled, filePaths } = await dialog.showOpenDialog(window.browser, options);
    return canceled ? [] : filePaths;
  };
  /** A path that the user names; null when the user thought better of it. */
  const askWhere = async (window: AppWindow, suggestedName: string): Promise<string | null> => {
    const name = plainFileName(suggestedName);
    const { canceled, filePath } = await dialog.showSaveDialog(window.browser, {
      title: sentences.dialog.save,
      defaultPath: join(desktop.documents(), name),
      filters: filterOf(name),
      properties: ['createDirectory', 'showOverwriteConfirmation'],
    });
    return canceled || filePath === '' ? null : filePath;
  };

  return {
    'host.pickFiles': async ({ filter, several }, window): Promise<Reply<Place[]>> => {
      const paths = await pick(window, {
        title: sentences.dialog.openFiles,
        filters: [...fileKinds[filter]],
        properties: several ? ['openFile', 'multiSelections'] : ['openFile'],
      });
      const places: Place[] = [];
      for (const path of paths) {
        const place = await existingPlace(desktop, path);
        if (!place.ok) return place;
        places.push(place.value);
      }
      return { ok: true, value: places };
    },
    'host.pickFolder': async ({ purpose }, window) => {
      const isNew = purpose === 'new-workspace';
      const [path] = await pick(window, {
        title: isNew ? sentences.dialog.newWorkspace : sentences.dialog.openWorkspace,
        properties: isNew ? ['openDirectory', 'createDirectory', 'promptToCreate'] : ['openDirectory'],
      });
      if (path === undefined) return { ok: true, value: null };
      const there = await existingPlace(desktop, path);
      // on Windows a folder may be named that does not exist yet
      return there.ok || !isNew ? there : newPlace(desktop, path, 'folder');
    },
    'host.pickSaveTarget': async ({ suggestedName }, window) => {
      const path = await askWhere(window, suggestedName);
      return path === null ? { ok: true, value: null } : newPlace(desktop, path, 'file');
    },
    'host.browse': withoutDialogs,
    'host.nameTarget': withoutDialogs,
    'host.saveExport': async ({ suggestedName, bytes }, window) => {
      const path = await askWhere(window, suggestedName);
      if (path === null) return { ok: true, value: null };
      const written = await writeExport(desktop.files, path, bytes);
      return written.ok ? existingPlace(desktop, path) : written;
    },
    'host.showInFolder': ({ handle }) => {
      const path = desktop.grants.resolve(handle);
      if (path === undefined) return unknownHandle();
      shell.showItemInFolder(path);
      return { ok: true, value: null };
    },
  };
};

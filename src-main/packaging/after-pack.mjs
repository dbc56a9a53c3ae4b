// Called by electron-builder when a package's folder is complete: removes the application that a bare Electron starts without one of its own.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

/** @param {import('electron-builder').AfterPackContext} context */
export const afterPack = async ({ appOutDir, packager, electronPlatformName }) => {
  const resources =
    electronPlatformName === 'darwin'
      ? join(appOutDir, `${packager.appInfo.productFilename}.app`, 'Contents', 'Resources')
      : join(appOutDir, 'resources');
  await rm(join(resources, 'default_app.asar'), { force: true });
};

/** Sets the native menu anew, with the user's own keys. Test: test/e2e/desktop.spec.ts. */
import { app, Menu } from 'electron';
import type { Desktop } from './desktop.ts';
import { menuTemplate } from './menu-template.ts';

export const applyMenu = (desktop: Desktop): void => {
  const template = menuTemplate({
    platform: process.platform,
    keys: desktop.settings.value().keys,
    developerTools: !app.isPackaged,
    send: (command) => desktop.command(command, null),
  });
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
};

/** Entry of the page: chooses the bridge and mounts the application. */
import './style/index.css';
import { mount } from 'svelte';
import type { PreloadSurface } from '../src-main/contract/index.ts';
import App from './App.svelte';
import { electronBridge } from './bridge/electron-bridge.ts';
import { useBridge } from './state/connection.svelte.ts';
import { report } from './state/notices.svelte.ts';
import { route } from './state/route.svelte.ts';
import { startSettings } from './state/settings.svelte.ts';

declare global {
  interface Window {
    readonly plaquette?: PreloadSurface;
  }
}

const start = async (): Promise<void> => {
  const target = document.getElementById('app')!;
  const surface = window.plaquette;
  const bridge =
    surface === undefined
      ? await (await import('./bridge/socket-bridge.ts')).socketBridge()
      : electronBridge(surface);
  if ('noAccess' in bridge) {
    const { default: NoAccess } = await import('./bridge/NoAccess.svelte');
    mount(NoAccess, { target, props: { message: bridge.noAccess } });
    return;
  }
  useBridge(bridge);
  // whether there is an engine to talk to, for whoever watches the page from outside
  bridge.onConnection(({ connected }) => {
    document.documentElement.dataset.engine = connected ? 'connected' : 'away';
    if (connected) performance.mark('engine connected');
  });
  bridge.on('host.problem', ({ failure }) => report(failure));
  startSettings();
  route.listen();
  mount(App, { target });
};

void start();

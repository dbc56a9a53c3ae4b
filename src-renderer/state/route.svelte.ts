/**
 * Which screen is shown, kept in the address (`#/run/ID`), so that back, forward and reload work.
 * Test: test/unit/renderer/state/route.test.ts.
 */
export type Route =
  | { readonly screen: 'home' | 'runs' | 'configurations' | 'races' | 'activity' | 'settings' }
  | { readonly screen: 'run'; readonly run: string; readonly tab: string | null }
  /** What a new run begins with: a template, a run to fork (and its update), or nothing. */
  | {
      readonly screen: 'new-run';
      readonly template: string | null;
      readonly fork: string | null;
      readonly update: number | null;
    }
  | { readonly screen: 'compare'; readonly runs: readonly string[] }
  /** The table of models, one of them chosen perhaps. */
  | { readonly screen: 'models'; readonly model: string | null }
  | { readonly screen: 'race'; readonly race: string }
  /** Samplers that a new race begins with. */
  | { readonly screen: 'new-race'; readonly runs: readonly string[]; readonly model: string | null }
  /** A configuration that is open in the engine, beside another one perhaps. */
  | { readonly screen: 'configuration'; readonly configuration: string; readonly beside: string | null }
  | { readonly screen: 'help'; readonly page: string | null };

/** What the screen of that name is given. */
export type RouteOf<S extends Route['screen']> = Route & { readonly screen: S };

const plain = ['home', 'runs', 'configurations', 'races', 'activity', 'settings'] as const;

export const formatRoute = (route: Route): string => {
  const query = new URLSearchParams();
  const parts: string[] = [route.screen];
  const put = (key: string, value: string | number | null): void => {
    if (value !== null) query.set(key, String(value));
  };
  switch (route.screen) {
    case 'run':
      parts.push(route.run);
      put('tab', route.tab);
      break;
    case 'new-run':
      put('template', route.template);
      put('fork', route.fork);
      put('update', route.update);
      break;
    case 'compare':
      put('runs', route.runs.join(','));
      break;
    case 'models':
      if (route.model !== null) parts.push(route.model);
      break;
    case 'race':
      parts.push(route.race);
      break;
    case 'new-race':
      if (route.runs.length > 0) put('runs', route.runs.join(','));
      put('model', route.model);
      break;
    case 'configuration':
      parts.push(route.configuration);
      put('beside', route.beside);
      break;
    case 'help':
      if (route.page !== null) parts.push(route.page);
      break;
    default:
      break;
  }
  const text = query.toString();
  return `#/${parts.map(encodeURIComponent).join('/')}${text === '' ? '' : `?${text}`}`;
};

/** What is not understood leads home. */
export const parseRoute = (hash: string): Route => {
  const [path = '', text = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const [screen = '', argument] = path.split('/').map((part) => {
    try {
      return decodeURIComponent(part);
    } catch {
      return '';
    }
  });
  const query = new URLSearchParams(text);
  const update = Number(query.get('update') ?? Number.NaN);
  if (screen === 'run' && argument) return { screen, run: argument, tab: query.get('tab') };
  if (screen === 'new-run')
    return {
      screen,
      template: query.get('template'),
      fork: query.get('fork'),
      update: Number.isInteger(update) ? update : null,
    };
  const runs = (query.get('runs') ?? '').split(',').filter((id) => id !== '');
  if (screen === 'compare') return { screen, runs };
  if (screen === 'new-race') return { screen, runs, model: query.get('model') };
  if (screen === 'race' && argument) return { screen, race: argument };
  if (screen === 'models') return { screen, model: argument || null };
  if (screen === 'configuration' && argument)
    return { screen, configuration: argument, beside: query.get('beside') };
  if (screen === 'help') return { screen, page: argument || null };
  const known = plain.find((name) => name === screen);
  return { screen: known ?? 'home' };
};

class RouteState {
  current = $state.raw<Route>(
    typeof location === 'undefined' ? { screen: 'home' } : parseRoute(location.hash),
  );

  /** Follows the address; call once. */
  listen(): void {
    addEventListener('hashchange', () => {
      this.current = parseRoute(location.hash);
    });
  }
}

export const route = new RouteState();

export const navigate = (to: Route): void => {
  location.hash = formatRoute(to);
};

/** Changes the address without a new entry in the history: for tabs and selections. */
export const replaceRoute = (to: Route): void => {
  history.replaceState(null, '', formatRoute(to));
  route.current = to;
};

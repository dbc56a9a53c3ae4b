/**
 * The theme of the page as charts need it, read again whenever it changes: the attribute of the root element, the
 * system's preferences, forced colours, the size of text.
 */
import { createSubscriber } from 'svelte/reactivity';
import { dataColours } from '../draw/series-style.ts';
import type { ChartTheme } from '../draw/theme.ts';

const queries = ['(prefers-color-scheme: dark)', '(forced-colors: active)', '(prefers-contrast: more)'];
const forced = queries[1]!;

/** Reading it inside an effect or a derived value makes that run again when the theme changes. */
const changes = createSubscriber((update) => {
  const observer = new MutationObserver(update);
  observer.observe(document.documentElement, {
    attributes: true,
    attributeFilter: ['data-theme', 'class', 'style'],
  });
  const lists = queries.map((query) => matchMedia(query));
  for (const list of lists) list.addEventListener('change', update);
  return () => {
    observer.disconnect();
    for (const list of lists) list.removeEventListener('change', update);
  };
});

/** `host` is an element of the chart: tokens are those that hold there. */
export function themeOf(host: HTMLElement): ChartTheme {
  changes();
  const probe = document.createElement('span');
  probe.style.setProperty('forced-color-adjust', 'none');
  host.append(probe);
  const colour = (value: string): string => {
    probe.style.color = value;
    return getComputedStyle(probe).color;
  };
  const { fontFamily } = getComputedStyle(host);
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  const type = { fontFamily, fontSize: Math.max(12, 0.75 * rem) };
  const theme = matchMedia(forced).matches
    ? { ...forcedColours(colour), ...type }
    : {
        surface: colour('var(--surface-raised)'),
        text: colour('var(--text)'),
        textMuted: colour('var(--text-muted)'),
        line: colour('var(--line)'),
        accent: colour('var(--accent)'),
        danger: colour('var(--danger)'),
        warning: colour('var(--warning)'),
        good: colour('var(--good)'),
        data: Array.from({ length: dataColours }, (_, k) => colour(`var(--data-${k + 1})`)),
        strong:
          document.documentElement.dataset.theme === 'contrast' ||
          matchMedia('(prefers-contrast: more)').matches,
        ...type,
      };
  probe.remove();
  return theme;
}

function forcedColours(colour: (value: string) => string): Omit<ChartTheme, 'fontFamily' | 'fontSize'> {
  const text = colour('CanvasText');
  return {
    surface: colour('Canvas'),
    text,
    textMuted: text,
    line: colour('GrayText'),
    accent: colour('Highlight'),
    danger: colour('LinkText'),
    warning: colour('LinkText'),
    good: colour('LinkText'),
    // the user's colours are few: dashes and markers tell the series apart
    data: Array.from({ length: dataColours }, () => text),
    strong: true,
  };
}

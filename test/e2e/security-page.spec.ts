/** Where a hostile page gets in real Electron: nowhere. Its content policy, navigation, windows, network, permissions, downloads. */
import type { Page } from '@playwright/test';
import { expect, type Running, test } from './support/launch.ts';
import { hostCall } from './support/page-surface.ts';

let running: Running;
let page: Page;

test.beforeEach(async ({ plaquette }) => {
  running = await plaquette.start();
  page = running.page;
});

const stillHere = async (): Promise<void> => {
  expect(new URL(page.url()).host).toBe('plaquette');
  expect(await hostCall(page, 'host.settings', {})).toMatchObject({ ok: true });
};

/** Runs a script in the page and answers what the content policy refused meanwhile. */
const violations = (script: string): Promise<readonly string[]> =>
  page.evaluate(async (text) => {
    const seen: string[] = [];
    addEventListener('securitypolicyviolation', ({ effectiveDirective }) => seen.push(effectiveDirective));
    // Playwright evaluates outside the policy; what it makes the page do is not
    await new Function(`return (async () => { ${text} })()`)();
    await new Promise((resolve) => setTimeout(resolve, 300));
    return seen;
  }, script);

test.describe('the content policy refuses', () => {
  const scripts: readonly (readonly [string, string, string])[] = [
    [
      'inline script',
      'script-src-elem',
      'const s = document.createElement("script"); s.textContent = "window.hit = 1"; document.body.append(s);',
    ],
    [
      'script from elsewhere',
      'script-src-elem',
      'const s = document.createElement("script"); s.src = "https://example.org/a.js"; document.body.append(s);',
    ],
    [
      'handlers in markup',
      'script-src-attr',
      'document.body.insertAdjacentHTML("beforeend", "<img src=x onerror=\'window.hit = 1\'>");',
    ],
    [
      'inline style',
      'style-src-attr',
      'document.body.insertAdjacentHTML("beforeend", "<p style=\'color: red\'>x</p>");',
    ],
    ['requests out', 'connect-src', 'await fetch("https://example.org/").catch(() => undefined);'],
    [
      'requests to its own host',
      'connect-src',
      'await fetch("app://plaquette/index.html").catch(() => undefined);',
    ],
    ['sockets', 'connect-src', 'try { new WebSocket("ws://127.0.0.1:9") } catch {}'],
    ['beacons', 'connect-src', 'navigator.sendBeacon("https://example.org/", "x");'],
    ['images from elsewhere', 'img-src', 'new Image().src = "https://example.org/a.png";'],
    [
      'objects',
      'object-src',
      'const o = document.createElement("object"); o.data = "https://example.org/"; document.body.append(o);',
    ],
    [
      'forms',
      'form-action',
      'const f = document.createElement("form"); f.action = "https://example.org/"; document.body.append(f); f.submit();',
    ],
    [
      'another base',
      'base-uri',
      'const b = document.createElement("base"); b.href = "https://example.org/"; document.head.append(b);',
    ],
    ['workers from data', 'worker-src', 'try { new Worker("data:text/javascript,1") } catch {}'],
  ];
  for (const [what, directive, script] of scripts)
    test(what, async () => {
      expect(await violations(script)).toContain(directive);
      expect(await page.evaluate(() => 'hit' in window)).toBe(false);
      await stillHere();
    });

  test('eval, by whatever name', async () => {
    // in the page's own world: an event handler of a timer, which Playwright does not evaluate
    const outcome = await page.evaluate(
      () =>
        new Promise((resolve) => {
          setTimeout(() => {
            const names: string[] = [];
            for (const evaluate of [
              (text: string) =>
                (globalThis as unknown as Record<string, (text: string) => unknown>).eval!(text),
              (text: string) => new Function(text)(),
            ]) {
              try {
                evaluate('1');
                names.push('ran');
              } catch (error) {
                names.push((error as Error).name);
              }
            }
            resolve(names);
          }, 0);
        }),
    );
    expect(outcome).toEqual(['EvalError', 'EvalError']);
  });
});

test('a frame inside the page is not filled from elsewhere', async () => {
  for (const address of [
    'https://example.org/',
    'file:///etc/passwd',
    'app://plaquette/index.html',
    'data:text/html,x',
  ])
    await page.evaluate((source) => {
      const frame = document.createElement('iframe');
      frame.src = source;
      document.body.append(frame);
    }, address);
  await page.waitForTimeout(500);
  const inside = page.frames().filter((frame) => frame !== page.mainFrame());
  expect(inside.length).toBe(4);
  for (const frame of inside) expect(frame.url()).toMatch(/^(about:blank|chrome-error:.*|)$/);
  await stillHere();
});

test('no address leads out of the folder of the page', async () => {
  const found = await running.app.evaluate(async ({ session }) => {
    const own = session.fromPartition('persist:plaquette');
    const answers: [string, number | string][] = [];
    for (const path of [
      '/index.html',
      '/../main.mjs',
      '/..%2fmain.mjs',
      '/%2e%2e/main.mjs',
      '/assets/..%5c..%5cmain.mjs',
      '//etc/passwd',
      '/etc/passwd',
      '/index.html/../../preload.cjs',
    ]) {
      try {
        answers.push([path, (await own.fetch(`app://plaquette${path}`)).status]);
      } catch (error) {
        answers.push([path, (error as Error).message]);
      }
    }
    return answers;
  });
  expect(found[0]).toEqual(['/index.html', 200]);
  for (const [path, status] of found.slice(1)) expect([path, status]).toEqual([path, 404]);
});

test('nothing is loaded from anywhere else, not even by the browser itself', async () => {
  const outcomes = await running.app.evaluate(async ({ session }) => {
    const own = session.fromPartition('persist:plaquette');
    const outcomes: string[] = [];
    for (const address of ['https://example.org/', 'http://127.0.0.1:1/', 'ftp://example.org/'])
      outcomes.push(
        await own.fetch(address).then(
          (r) => `status ${r.status}`,
          (error: Error) => error.message,
        ),
      );
    return outcomes;
  });
  for (const outcome of outcomes) expect(outcome).toMatch(/ERR_BLOCKED_BY_CLIENT|ERR_UNKNOWN_URL_SCHEME/);
});

test('permissions are refused when asked for and when looked up', async () => {
  const outcome = await page.evaluate(async () => {
    const name = (error: unknown): string => (error as Error).name;
    const media = await navigator.mediaDevices.getUserMedia({ audio: true }).then(() => 'given', name);
    const notification = await Notification.requestPermission();
    const place = await new Promise((resolve) =>
      navigator.geolocation.getCurrentPosition(
        () => resolve('given'),
        ({ code }) => resolve(code),
      ),
    );
    const clipboard = await navigator.clipboard.readText().then(() => 'given', name);
    const states = await Promise.all(
      ['geolocation', 'notifications', 'camera', 'midi'].map(
        async (permission) =>
          (await navigator.permissions.query({ name: permission as PermissionName })).state,
      ),
    );
    return { media, notification, place, clipboard, states };
  });
  // NotFoundError where there is no microphone to be refused
  expect(outcome).toEqual({
    media: expect.stringMatching(/NotAllowedError|NotFoundError/),
    notification: 'denied',
    place: 1,
    clipboard: 'NotAllowedError',
    states: ['denied', 'denied', 'denied', 'denied'],
  });
});

test('the window goes nowhere', async () => {
  for (const address of [
    'https://example.org/',
    'file:///etc/passwd',
    'app://plaquette/assets/',
    'app://evil/',
    'data:text/html,x',
  ]) {
    await page.evaluate((to) => {
      location.href = to;
    }, address);
    await page.waitForTimeout(150);
    expect(page.url()).toMatch(/^app:\/\/plaquette\/index\.html/);
  }
  await stillHere();
});

test('an emptied window gets its page back', async () => {
  await page.evaluate(() => {
    location.href = 'about:blank';
  });
  await expect(page).toHaveURL(/^app:\/\/plaquette\/index\.html/);
  await expect(page.getByRole('main')).toBeVisible();
  await stillHere();
});

test('no window is opened by the page, and no webview', async () => {
  const opened = await page.evaluate(() => {
    const link = document.createElement('a');
    link.href = 'https://example.org/';
    link.target = '_blank';
    document.body.append(link);
    link.click();
    const view = document.createElement('webview');
    view.setAttribute('src', 'https://example.org/');
    document.body.append(view);
    return [
      window.open('https://example.org/'),
      window.open('app://plaquette/index.html'),
      window.open(),
    ].map(String);
  });
  expect(opened).toEqual(['null', 'null', 'null']);
  await page.waitForTimeout(300);
  const contents = await running.app.evaluate(({ webContents }) => webContents.getAllWebContents().length);
  expect(contents).toBe(1);
});

test('the page cannot download by itself', async () => {
  await running.app.evaluate(({ session }) => {
    session.fromPartition('persist:plaquette').on('will-download', (event) => {
      Object.assign(globalThis, { prevented: event.defaultPrevented });
    });
  });
  await page.evaluate(() => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob(['x']));
    link.download = 'intruder.sh';
    document.body.append(link);
    link.click();
  });
  await expect
    .poll(() => running.app.evaluate(() => (globalThis as unknown as { prevented?: boolean }).prevented))
    .toBe(true);
});

test('a dialog of the page does not stop it', async () => {
  const outcome = await page.evaluate(() => {
    alert('stop');
    return confirm('sure?');
  });
  expect(outcome).toBe(false);
});

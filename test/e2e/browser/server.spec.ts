/** The application in a browser, against a real `plaquette serve`: being let in, running, losing the connection, stopping. */
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { connectionText } from '../../../src-renderer/text/connection.ts';
import { helpText } from '../../../src-renderer/text/help.ts';
import { homeText } from '../../../src-renderer/text/home.ts';
import { runText } from '../../../src-renderer/text/run.ts';
import { shellText } from '../../../src-renderer/text/shell.ts';
import { type Home, makeHome, openTunnel } from '../support/served.ts';

let home: Home;
test.beforeEach(() => {
  home = makeHome();
});
test.afterEach(() => home.remove());

/** What the browser complains about: refused by the content policy, missing files, errors of the page. */
const complaints = (page: Page): string[] => {
  const found: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') found.push(message.text());
  });
  page.on('pageerror', (error) => found.push(String(error)));
  return found;
};

const startSample = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: homeText.start }).click();
  await expect(page).toHaveURL(/#\/run\//);
  await expect(page.getByText(/[1-9]\d* of 1,150 updates/)).toBeVisible();
};
const updatesOf = async (page: Page): Promise<number> =>
  Number(
    /([\d,]+) of 1,150/
      .exec((await page.getByText(/of 1,150 updates/).textContent()) ?? '')![1]!
      .replace(',', ''),
  );

test.describe('being let in', () => {
  test('with the key: the page works, the key leaves the address and survives a reload', async ({ page }) => {
    const found = complaints(page);
    const { address, token } = await home.serve();
    await page.goto(address);
    await expect(page.getByRole('button', { name: homeText.start })).toBeVisible();
    expect(page.url()).not.toContain(token);
    await page.reload();
    await expect(page.getByRole('button', { name: homeText.start })).toBeVisible();
    expect(page.url()).not.toContain(token);
    expect(found).toEqual([]);
  });

  test('without the key, or with a wrong one: a page that says so, until the right address is given', async ({
    page,
  }) => {
    const { address, token } = await home.serve();
    const bare = address.replace(/#.*/, '');
    await page.goto(bare);
    await expect(page.getByText(connectionText.noToken)).toBeVisible();
    await expect(page.getByRole('button')).toHaveCount(0);
    await page.goto(`${bare}#token=${'A'.repeat(token.length)}`);
    await expect(page.getByText(connectionText.refused)).toBeVisible();
    await page.goto(address);
    await expect(page.getByRole('button', { name: homeText.start })).toBeVisible();
  });

  test('not for the page of a stranger, in the same browser', async ({ page }) => {
    const { port, token } = await home.serve();
    // a page of another origin that even knows the key
    const stranger = createServer((_request, response) => response.end('<title>stranger</title>'));
    stranger.listen(0, '127.0.0.1');
    await once(stranger, 'listening');
    await page.goto(`http://127.0.0.1:${(stranger.address() as AddressInfo).port}/`);
    const outcome = await page.evaluate(
      async ([at, key]) => {
        const socket = await new Promise<string>((resolve) => {
          const opened = new WebSocket(`ws://127.0.0.1:${at}/socket`, ['plaquette.1', `token.${key}`]);
          opened.onopen = () => resolve('open');
          opened.onerror = () => resolve('refused');
        });
        const upload = await fetch(`http://127.0.0.1:${at}/upload/a`, {
          method: 'PUT',
          body: 'x',
          headers: { 'x-plaquette-token': String(key) },
        }).then(
          () => 'open',
          () => 'refused',
        );
        return { socket, upload };
      },
      [port, token] as const,
    );
    stranger.close();
    expect(outcome).toEqual({ socket: 'refused', upload: 'refused' });
  });
});

test.describe('a run', () => {
  test('is started, watched in two tabs, stopped and resumed', async ({ page, context }) => {
    const { address } = await home.serve();
    await page.goto(address);
    await startSample(page);
    const first = await updatesOf(page);
    await expect.poll(() => updatesOf(page)).toBeGreaterThan(first);

    const other = await context.newPage();
    await other.goto(address);
    await expect(other.getByRole('button', { name: homeText.start })).toBeVisible();
    await other.getByRole('button', { name: /^Plaquette sample/ }).click();
    await expect(other.getByText('Running', { exact: true }).first()).toBeVisible();

    await page.getByRole('button', { name: runText.stop, exact: true }).click();
    await expect(page.getByText('Stopped', { exact: true }).first()).toBeVisible();
    const stopped = await updatesOf(page);
    await page.getByRole('button', { name: runText.resume, exact: true }).click();
    await expect.poll(() => updatesOf(page)).toBeGreaterThan(stopped);
  });

  test('goes on while the tunnel is broken, and the tab finds it again', async ({ page }) => {
    const { address, port } = await home.serve();
    const tunnel = await openTunnel(port);
    await page.goto(address.replace(String(port), String(tunnel.port)));
    await startSample(page);
    const before = await updatesOf(page);
    tunnel.cut();
    await expect(page.getByText(connectionText.broken)).toBeVisible();
    tunnel.mend();
    await expect(page.getByText(connectionText.broken)).toBeHidden({ timeout: 20_000 });
    await expect.poll(() => updatesOf(page), { timeout: 20_000 }).toBeGreaterThan(before);
    tunnel.close();
  });

  test('is stopped with a checkpoint when the server is, and resumed by the next one', async ({ page }) => {
    const served = await home.serve();
    await page.goto(served.address);
    await startSample(page);
    expect(await served.end('SIGTERM')).toBe(0);
    expect(served.said()).toMatch(/One run stops/);
    await expect(page.getByText(connectionText.broken)).toBeVisible();
    const sample = join(home.folder, readdirSync(home.folder)[0]!);
    expect(await home.plaquette('--workspace', sample, 'list')).toContain('stopped');

    const next = await home.serve('--workspace', sample);
    await page.goto(next.address);
    await expect(page.getByRole('button', { name: shellText.switcher('Sample workspace') })).toBeVisible();
    await page.getByRole('link', { name: 'Runs' }).click();
    await page.getByRole('link', { name: 'SU(3) quick start' }).first().click();
    await page.getByRole('button', { name: runText.resume, exact: true }).click();
    await expect(page.getByText('Running', { exact: true }).first()).toBeVisible();
  });
});

test('a file that is dropped on the page is sent to the server, inspected, and gone when the server is', async ({
  page,
}) => {
  const served = await home.serve();
  await page.goto(served.address);
  await expect(page.getByRole('button', { name: homeText.start })).toBeVisible();
  const data = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([new Uint8Array(2000)], 'not a field.lime'));
    return transfer;
  });
  await page.dispatchEvent('body', 'drop', { dataTransfer: data });
  await expect(page.getByText(/not a field\.lime/).first()).toBeVisible();
  const uploads = () =>
    readdirSync(join(home.folder, '..')).filter((name) => name.startsWith('plaquette-uploads-'));
  await expect.poll(uploads).toHaveLength(1);
  await served.end('SIGTERM');
  expect(uploads()).toEqual([]);
});

test('exports are downloads, and text is copied by the page', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const served = await home.serve();
  await page.goto(served.address);
  await expect(page.getByRole('button', { name: homeText.start })).toBeVisible();
  await page.goto(`${page.url().replace(/#.*/, '')}#/help/diagnostics`);
  await page.getByRole('button', { name: helpText.copyDiagnostics }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain('Plaquette');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: helpText.saveDiagnostics }).click();
  expect(readFileSync(await (await download).path(), 'utf8')).toContain('Plaquette');
});

import { readFileSync } from 'node:fs';
import request from 'supertest';

import { RunningBin2nlp } from '#test/support/running-bin2nlp';
import type { LookedUpon } from './looked-upon';

const ADMIN = 'a'.repeat(64);

/** The console of a service that asks for a key, and of one that goes away. */
export function consoleKeys(looked: () => LookedUpon): void {
  it('asks for the key where one is needed, tells a wrong one, keeps the right one for the tab, and forgets it', async () => {
    const bin2nlp = await RunningBin2nlp.start({
      BIN2NLP_FEATURE_API_AUTHENTICATION: 'on',
      BIN2NLP_AUTH__BOOTSTRAP_ADMIN_KEY: ADMIN,
    });
    const { page, faults } = await looked().browser.open(bin2nlp.url, '#/admin/keys');
    await page.getByLabel('API key').fill('b'.repeat(64));
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('This key is wrong').waitFor();
    expect(await page.getByLabel('API key').getAttribute('aria-invalid')).toBe('true');
    await page.getByLabel('API key').fill(ADMIN);
    await page.keyboard.press('Enter');
    // To where the link led.
    await page.getByLabel('For whom').fill('ci');
    await page.getByRole('button', { name: 'Make a key' }).click();
    const made = await page.getByLabel('The new key').inputValue();
    expect(made).toMatch(/^b2n_/);
    await page.reload();
    await page.getByRole('row').filter({ hasText: 'ci' }).waitFor();
    expect(await page.evaluate('[localStorage.length, document.cookie]')).toEqual([0, '']);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('You have signed out.').waitFor();
    expect(await page.evaluate('sessionStorage.length')).toBe(0);
    await page.getByLabel('API key').fill(made);
    await page.keyboard.press('Enter');
    // A user's key administers nothing.
    await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
    // One that is revoked while somebody works: what was chosen is sent when he has signed in, and is not sent again and again till then.
    await page.getByRole('link', { name: 'Files', exact: true }).click();
    await page.getByText('Nothing yet.').waitFor();
    // The list asks by itself, and might be the first to be refused.
    await page.route('**/api/v1/jobs?*', () => undefined);
    const admin = { Authorization: `Bearer ${ADMIN}` };
    const keys = await request(bin2nlp.url).get('/api/v1/auth/keys').set(admin);
    const { key_id: id } = (keys.body as { data: { key_id: string; name: string }[] }).data.find((each) => each.name === 'ci') ?? { key_id: '' }; // prettier-ignore
    await request(bin2nlp.url).delete(`/api/v1/auth/keys/${id}`).set(admin);
    const sent: string[] = [];
    page.on('request', (each) => {
      if (each.method() === 'POST') sent.push(each.url());
    });
    await page
      .getByLabel('Files to analyse')
      .setInputFiles({ name: 'kept', mimeType: '', buffer: readFileSync('/bin/true') });
    await page.getByText('does not take this key (any more)').waitFor();
    await page.unroute('**/api/v1/jobs?*');
    await page.getByLabel('API key').fill(ADMIN);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Delete kept' }).waitFor();
    expect(sent.filter((url) => url.includes('/analyze'))).toHaveLength(2);
    expect(faults).toEqual([]);
    await page.close();
    await bin2nlp.stop();
  });

  it('loses nothing when the service goes away and comes back', async () => {
    const id = await looked().analysed('/bin/true');
    const { page, faults } = await looked().browser.open(looked().url, `#/files/${id}`);
    await page.getByRole('searchbox', { name: 'Search in this file' }).fill('tag:file');
    await looked().away(async () => {
      await page.keyboard.press('Enter');
      await page.getByText('The service does not answer.').waitFor();
    });
    await page.getByText('The service does not answer.').waitFor({ state: 'detached' });
    expect(await page.getByRole('searchbox', { name: 'Search in this file' }).inputValue()).toBe('tag:file');
    await page.getByText(/^\d+ of \d+$/).waitFor();
    expect(faults).toEqual([]);
    await page.close();
  });
}

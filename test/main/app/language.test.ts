import { expect, it } from 'vitest';
import { Language } from '../../../src/main/app/language.ts';
import { openTemporaryStore } from './settings/temporary-store.ts';

it('is the system’s until the owner chooses one, and changes at once', async () => {
  await using store = await openTemporaryStore();
  const language = new Language(store.settings, 'zh-CN');
  const { translate } = language;
  const heard: string[] = [];
  language.on('changed', (locale) => heard.push(`${locale} ${translate('share.stop')}`));
  expect([language.locale, translate('share.start')]).toEqual(['zh-CN', '开始共享']);
  await store.settings.update({ language: 'en' });
  expect(translate('nearby.more', { count: 2 })).toBe('And 2 more');
  await store.settings.update({ port: 81 });
  await store.settings.update({ language: null });
  await store.settings.update({ language: 'zh-CN' });
  expect(heard).toEqual(['en Stop sharing', 'zh-CN 停止共享']);
});

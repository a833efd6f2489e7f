import type { MessageBoxOptions } from 'electron';
import { beforeEach, expect, it } from 'vitest';
import { namesShownMax, nativeTextCharsMax } from '../../../../src/main/app/desktop/limits.ts';
import { createQuestions, type Questions } from '../../../../src/main/app/desktop/questions.ts';
import { createTranslate } from '../../../../src/shared/i18n/translate.ts';
import { windowMessages } from '../../../../src/shared/i18n/window-messages.ts';

let asked: MessageBoxOptions[];
let response: number;
let questions: Questions;
beforeEach(() => {
  [asked, response] = [[], 0];
  const ask = async (options: MessageBoxOptions) => {
    asked.push(options);
    return response;
  };
  questions = createQuestions(ask, createTranslate(windowMessages, 'en'));
});

it.each([
  [['~/Photos'], 'Share “Photos”?', ['~/Photos']],
  [['~/Photos/'], 'Share “Photos”?', ['~/Photos/']],
  [['/'], 'Share “/”?', ['/']],
  [['~/gpj.\u202eexe'], 'Share “gpj.\\u202eexe”?', ['~/gpj.\\u202eexe']],
  [['~/a', '~/b'], 'Share 2 items?', ['~/a', '~/b']],
])('asks about %j by name, and shows each where it is', async (paths, message, lines) => {
  expect(await questions.mayShare(paths)).toBe(true);
  expect(asked[0]?.message).toBe(message);
  expect(asked[0]?.detail?.split('\n').slice(1)).toEqual(lines);
});

it('stays of a size that a screen can show, whatever is handed over', async () => {
  const deep = `~/${'folder/'.repeat(500)}${'name'.repeat(60)}`;
  await questions.mayShare(Array.from({ length: 10_000 }, (_, index) => `${deep}${index}`));
  const [, ...lines] = asked[0]?.detail?.split('\n') ?? [];
  expect(lines).toHaveLength(namesShownMax + 1);
  expect(lines.at(-1)).toBe(`… and ${10_000 - namesShownMax} more`);
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(nativeTextCharsMax + 1);
});

it('Enter and Escape never share, quit or take the window away', async () => {
  await questions.mayShare(['~/a']);
  await questions.mayQuit(2);
  await questions.leaveWithoutTray();
  expect(asked.map(({ buttons, cancelId = 0 }) => buttons?.[cancelId])).toEqual(['Don’t share', 'Cancel', 'Cancel']);
  expect(asked.slice(0, 2).map(({ buttons, defaultId = 0 }) => buttons?.[defaultId])).toEqual([
    'Don’t share',
    'Cancel',
  ]);
  response = 1;
  expect([await questions.mayShare(['~/a']), await questions.mayQuit(1)]).toEqual([false, false]);
  response = 2;
  expect(await questions.leaveWithoutTray()).toBe('cancel');
});

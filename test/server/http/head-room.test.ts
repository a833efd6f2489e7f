import { expect, test } from 'vitest';
import { HeadRoom } from '../../../src/main/server/http/head-room.ts';

const content = Buffer.from('content');

test('head and content come in one piece, the same one as long as the head is the same', () => {
  const room = new HeadRoom(content);
  const first = room.packet('HTTP/1.1 200 OK\r\n\r\n');
  expect(first?.toString()).toBe('HTTP/1.1 200 OK\r\n\r\ncontent');
  expect(room.packet('HTTP/1.1 200 OK\r\n\r\n')).toBe(first);
  expect(room.packet('a longer head, in the place of the first: ')?.toString()).toBe(
    'a longer head, in the place of the first: content',
  );
  expect(room.packet('h: ')?.toString()).toBe('h: content');
  expect(room.content.equals(content)).toBe(true);
});

test('a packet that is held is not changed until all have let go of it', () => {
  const room = new HeadRoom(content);
  const held = room.packet('one: ');
  room.hold();
  room.hold();
  expect(room.packet('one: ')).toBe(held);
  expect(room.packet('two: ')).toBeNull();
  room.release();
  expect(room.packet('two: ')).toBeNull();
  expect(held?.toString()).toBe('one: content');
  room.release();
  expect(room.packet('two: ')?.toString()).toBe('two: content');
});

test('a head that is larger than the room does not fit, and one that fits comes after it', () => {
  const room = new HeadRoom(content);
  expect(room.packet('x'.repeat(513))).toBeNull();
  expect(room.packet('x'.repeat(512))?.toString()).toBe(`${'x'.repeat(512)}content`);
});

test('no content', () => {
  expect(new HeadRoom(Buffer.alloc(0)).packet('head')?.toString()).toBe('head');
});

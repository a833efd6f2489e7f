import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { embedThumbnail, makeMedia, makePicture, pdf } from './media.ts';

/** A folder such as people share: photographs, videos, music, papers, and names in several languages. */
export async function makeHoliday(folder: string): Promise<void> {
  await mkdir(join(folder, 'Photos'), { recursive: true });
  await mkdir(join(folder, 'Empty'));
  await mkdir(join(folder, 'Trips', 'Norway 2025', 'Lofoten'), { recursive: true });
  await Promise.all([makePhotos(folder), makePlayable(folder), makePapers(folder)]);
  const files: [string, string][] = [
    ['Photos', '2026-05-03T18:12:40Z'],
    ['Trips', '2025-08-19T09:00:00Z'],
    ['Itinerary.pdf', '2026-04-02T07:30:00Z'],
    ['notes.md', '2026-04-11T20:15:00Z'],
    ['read me first.txt', '2026-03-28T11:05:00Z'],
    ['Budget.xlsx', '2026-01-09T16:44:00Z'],
    ['假期照片 说明.txt', '2026-05-04T06:00:00Z'],
  ];
  for (const [name, time] of files) await utimes(join(folder, name), new Date(time), new Date(time));
}

async function makePhotos(folder: string): Promise<void> {
  const thumbnail = join(folder, '.thumbnail.jpg');
  for (let index = 1; index <= 12; index += 1) {
    const path = join(folder, 'Photos', `IMG_${2040 + index}.jpg`);
    const isTall = index % 4 === 0;
    const [width, height] = isTall ? [1200, 1600] : [1600, 1200];
    await makePicture(path, width, height, index);
    await makePicture(thumbnail, width / 10, height / 10, index);
    await embedThumbnail(path, thumbnail, 1);
    await utimes(path, 1777800000 + index * 4321, 1777800000 + index * 4321);
  }
  await makePicture(join(folder, 'sunset.jpg'), 2400, 1600, 3);
  await makePicture(join(folder, 'Photos', 'panorama.jpg'), 3000, 900, 4);
  await writeFile(join(folder, 'Photos', 'IMG_2099.heic'), 'no picture that a browser knows');
}

async function makePlayable(folder: string): Promise<void> {
  const h264 = ['-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-g', '25', '-movflags', '+faststart'];
  const clip = 'testsrc2=s=640x360:r=25:d=12';
  await makeMedia(join(folder, 'Photos', 'waves.mp4'), clip, ...h264);
  await makeMedia(join(folder, 'Clip.webm'), 'testsrc2=s=320x180:r=25:d=4', '-c:v', 'libvpx', '-b:v', '200k');
  await makeMedia(join(folder, 'Song of the sea.mp3'), 'sine=frequency=330:duration=20', '-b:a', '64k');
  await makeMedia(join(folder, 'Second song.mp3'), 'sine=frequency=440:duration=20', '-b:a', '64k');
}

async function makePapers(folder: string): Promise<void> {
  await writeFile(join(folder, 'Itinerary.pdf'), pdf('Itinerary'));
  const notes =
    '# Notes\n\n- *Bring* the **tent**\n- <script>document.title = "owned"</script>\n\n[link](javascript:alert(1))\n';
  await writeFile(join(folder, 'notes.md'), notes);
  await writeFile(
    join(folder, 'read me first.txt'),
    'Hello.\n\nThe keys are under the mat. Train 09:12, platform 4.\n'.repeat(12),
  );
  await writeFile(join(folder, '假期照片 说明.txt'), '五月三日，海边。\n照片在 Photos 文件夹里。\n');
  // GB 18030, as old Chinese programs write it: 你好
  await writeFile(join(folder, 'old chinese.txt'), Buffer.from([0xc4, 0xe3, 0xba, 0xc3]));
  await writeFile(join(folder, 'Budget.xlsx'), Buffer.alloc(48_213, 7));
  await writeFile(join(folder, 'Slides for Sunday.pptx'), Buffer.alloc(2_348_213, 7));
  await writeFile(join(folder, 'Everything.zip'), Buffer.alloc(12_345_678, 7));
  await writeFile(join(folder, 'DoorstepSetup.exe'), Buffer.alloc(640_000, 7));
  await writeFile(
    join(folder, 'Contract_Mustermann_2026_signed_final_version_2_with_all_annexes.docx'),
    Buffer.alloc(90_000, 7),
  );
}

/** What a file is for the eye: its icon, its place when sorted by kind, and whether it can be looked at in the page. */
export const fileKinds = [
  'image',
  'video',
  'audio',
  'pdf',
  'text',
  'markdown',
  'document',
  'sheet',
  'slides',
  'book',
  'archive',
  'app',
  'disk',
  'font',
  'file',
] as const;
export type FileKind = (typeof fileKinds)[number];

/** Extensions by kind. What browsers call text/* and people open as plain text is `text`. */
const extensions: Readonly<Record<Exclude<FileKind, 'file'>, string>> = {
  image:
    'jpg jpeg jpe jfif png apng gif webp avif heic heif bmp ico svg tif tiff jxl psd raw dng cr2 cr3 nef arw orf rw2 raf',
  video: 'mp4 m4v mov mkv webm avi mpg mpeg ts mts m2ts wmv flv 3gp ogv vob',
  audio: 'mp3 m4a m4b aac flac wav ogg oga opus wma aif aiff amr mid midi ape',
  pdf: 'pdf',
  text: `txt log csv tsv json jsonl ndjson xml yml yaml toml ini cfg conf env properties html htm xhtml css scss less js mjs cjs jsx
    tsx c h cc cpp cxx hpp cs java kt kts swift go rs py rb php pl pm lua sh bash zsh fish bat cmd ps1 sql r m mm scala
    dart vue svelte tex bib srt vtt ass lrc sub diff patch gradle cmake mk nfo rst adoc asc gpx kml geojson ics vcf eml`,
  markdown: 'md markdown mdown mkd',
  document: 'doc docx docm dot dotx odt ott rtf pages wps',
  sheet: 'xls xlsx xlsm xlsb ods ots numbers et',
  slides: 'ppt pptx pptm pps ppsx odp otp key dps',
  book: 'epub mobi azw azw3 fb2 djvu cbz cbr',
  archive: 'zip rar 7z tar gz tgz bz2 tbz xz txz zst lz4 lzma cab jar war',
  app: 'exe msi apk aab ipa dmg pkg deb rpm appimage flatpak snap msix appx',
  disk: 'iso img vhd vhdx vmdk qcow2 bin',
  font: 'ttf otf woff woff2 ttc',
};

const kindByExtension = new Map<string, FileKind>();
for (const kind of fileKinds) {
  if (kind === 'file') continue;
  for (const extension of extensions[kind].split(/\s+/)) kindByExtension.set(extension, kind);
}

/** Longer ones are none of ours; looking them up would only cost. */
const extensionCharsMax = 10;

/** The kind that a file's name tells; `file` where it tells none. */
export function fileKind(name: string): FileKind {
  const dot = name.lastIndexOf('.');
  if (dot <= 0 || name.length - dot - 1 > extensionCharsMax) return 'file';
  return kindByExtension.get(name.slice(dot + 1).toLowerCase()) ?? 'file';
}

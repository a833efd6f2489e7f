import { ourName } from './peers.mjs';
import { pairedRatio } from './statistics.mjs';
import { rowMedian, short, verdicts } from './targets.mjs';

/**
 * @typedef {import('./targets.mjs').Row} Row
 * @typedef {import('./targets.mjs').Verdict} Verdict
 */

/**
 * One line a row: our median, each peer's median with our ratio to it, and what became of the targets.
 *
 * @param {readonly Row[]} rows
 * @param {readonly string[]} peers in the order of the columns
 * @param {{ markdown: boolean, ourTitle?: string }} options
 */
export function renderTable(rows, peers, { markdown, ourTitle = ourName }) {
  const header = ['', ourTitle, ...peers, 'target: met'];
  const lines = rows.map((row) => [
    `${row.label}, ${row.unit}`,
    short(rowMedian(row, ourName)),
    ...peers.map((peer) => peerCell(row, peer)),
    verdicts(row).map(verdictText).join('; '),
  ]);
  return renderLines([header, ...lines], { markdown });
}

/**
 * @param {readonly (readonly string[])[]} lines the first is the header
 * @param {{ markdown: boolean }} options
 */
export function renderLines(lines, { markdown }) {
  return markdown ? markdownTable(lines) : plainTable(lines);
}

/**
 * @param {Row} row
 * @param {string} peer
 */
function peerCell(row, peer) {
  const figure = rowMedian(row, peer);
  if (Number.isNaN(figure)) return '–';
  const ratio = pairedRatio(row.values.get(ourName) ?? [], row.values.get(peer) ?? []).median;
  return `${short(ratio)}× (${short(figure)})`;
}

/** @param {Verdict} verdict */
function verdictText({ target, value, range, isMet }) {
  const sign = isMetSign(isMet);
  const relation = target.of === undefined ? short(target.limit) : `${target.limit}× ${target.of}`;
  const figures = isMet === null ? '' : ` (${short(value)}, ${range})`;
  return `${target.isStretch ? 'stretch ' : ''}${relation}: ${sign}${figures}`;
}

/** @param {boolean | null} isMet */
function isMetSign(isMet) {
  if (isMet === null) return 'not measured';
  return isMet ? 'yes' : 'NO';
}

/** @param {readonly (readonly string[])[]} lines */
function plainTable(lines) {
  const widths = (lines[0] ?? []).map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const isFigure = (/** @type {number} */ column) => column > 0 && column < widths.length - 1;
  const pad = (/** @type {string} */ cell, /** @type {number} */ column) =>
    isFigure(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0);
  return lines.map((line) => line.map(pad).join('  ').trimEnd()).join('\n');
}

/** @param {readonly (readonly string[])[]} lines */
function markdownTable(lines) {
  const [header = [], ...rest] = lines;
  const rule = header.map((_, column) => (column > 0 && column < header.length - 1 ? '--:' : '---'));
  return [header, rule, ...rest].map((line) => `| ${line.join(' | ')} |`).join('\n');
}

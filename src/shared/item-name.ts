import { visibleText } from './format.ts';
import { itemNameCharsMax } from './limits.ts';

/** Why a name that the owner typed cannot be an item's: it is to be one segment of an address that can be read and typed. */
export type BadName = 'too-long' | 'separator' | 'dot' | 'invisible';

export type CheckedName =
  /** `name` is in NFC and without blanks around it; empty where nothing was typed, which means the item's own name. */
  { readonly ok: true; readonly name: string } | { readonly ok: false; readonly why: BadName };

/**
 * Looks at a name as the owner typed it. A slash or back-slash would lead elsewhere, a dot at the beginning hides a name
 * from visitors (`.`, `..` and our own `/.doorstep/` among them), and what cannot be seen cannot be typed.
 */
export function checkItemName(typed: string): CheckedName {
  const name = typed.trim().normalize('NFC');
  if (name.length > itemNameCharsMax) return { ok: false, why: 'too-long' };
  if (/[/\\]/.test(name)) return { ok: false, why: 'separator' };
  if (name.startsWith('.')) return { ok: false, why: 'dot' };
  if (visibleText(name) !== name) return { ok: false, why: 'invisible' };
  return { ok: true, name };
}

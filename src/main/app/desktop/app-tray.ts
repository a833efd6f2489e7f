import { Menu, type NativeImage, nativeImage, Tray } from 'electron';
import { reportFault } from '../fault-log.ts';
import { removedTraysMax } from './limits.ts';
import sharing15 from './tray-icons/sharing@1.5x.png?inline';
import sharing2 from './tray-icons/sharing@2x.png?inline';
import sharing from './tray-icons/sharing.png?inline';
import sharingTemplate2 from './tray-icons/sharing-template@2x.png?inline';
import sharingTemplate from './tray-icons/sharing-template.png?inline';
import stopped15 from './tray-icons/stopped@1.5x.png?inline';
import stopped2 from './tray-icons/stopped@2x.png?inline';
import stopped from './tray-icons/stopped.png?inline';
import stoppedTemplate2 from './tray-icons/stopped-template@2x.png?inline';
import stoppedTemplate from './tray-icons/stopped-template.png?inline';
import { type TrayMenuOptions, trayMenuTemplate, trayToolTip } from './tray-menu.ts';

type Variant = 'sharing' | 'stopped';

/** Pictures of the same icon by the screen's density. */
const icons: Readonly<Record<Variant, Readonly<Record<number, string>>>> = {
  sharing: { 1: sharing, 1.5: sharing15, 2: sharing2 },
  stopped: { 1: stopped, 1.5: stopped15, 2: stopped2 },
};

/** On macOS the system draws these in the colour of its menu bar. */
const templates: typeof icons = {
  sharing: { 1: sharingTemplate, 2: sharingTemplate2 },
  stopped: { 1: stoppedTemplate, 2: stoppedTemplate2 },
};

/**
 * What was taken away stays referred to: where the garbage collector finds a tray in the last moments of the app, Electron
 * (33 was seen to) frees it twice, at its own end and for the collector, and the app ends in a crash.
 */
const removedTrays: Tray[] = [];

/** The icon in the tray (on macOS in the menu bar), as long as it is wanted. Nothing here waits for the desktop. */
export class AppTray {
  #tray: Tray | null = null;
  /** What is shown, so that a change of something else draws nothing. */
  #shown = '';

  /** Shows the icon with this menu; null takes it away. */
  update(options: TrayMenuOptions | null): void {
    if (options) this.#show(options);
    else this.close();
  }

  close(): void {
    if (this.#tray) {
      this.#tray.destroy();
      if (removedTrays.push(this.#tray) > removedTraysMax) removedTrays.shift();
    }
    this.#tray = null;
    this.#shown = '';
  }

  #show(options: TrayMenuOptions): void {
    const toolTip = trayToolTip(options);
    const template = trayMenuTemplate(options);
    const shown = JSON.stringify([toolTip, template]);
    if (shown === this.#shown) return;
    try {
      const image = iconFor(options.state.status === 'sharing' ? 'sharing' : 'stopped');
      this.#tray ??= createTray(image, options.actions.open);
      this.#tray.setImage(image);
      this.#tray.setToolTip(toolTip);
      this.#tray.setContextMenu(Menu.buildFromTemplate(template));
      this.#shown = shown;
    } catch (error) {
      // A desktop that refuses the icon must not take the share along; it is tried again at the next change.
      reportFault('the icon in the tray could not be shown', error);
    }
  }
}

function createTray(image: NativeImage, onOpen: () => void): Tray {
  const tray = new Tray(image);
  // On macOS a click opens the menu, as everything in the menu bar does.
  if (process.platform !== 'darwin') tray.on('click', onOpen);
  return tray;
}

function iconFor(variant: Variant): NativeImage {
  // A Linux desktop gets one picture and scales it down to its panel.
  if (process.platform === 'linux') return nativeImage.createFromDataURL(icons[variant][2] ?? '');
  const isMac = process.platform === 'darwin';
  const image = nativeImage.createEmpty();
  for (const [scaleFactor, dataURL] of Object.entries((isMac ? templates : icons)[variant])) {
    image.addRepresentation({ scaleFactor: Number(scaleFactor), dataURL });
  }
  if (isMac) image.setTemplateImage(true);
  return image;
}

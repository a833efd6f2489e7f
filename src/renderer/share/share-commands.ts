import type { Commands } from '../commands.ts';
import type { ReachabilityModel } from '../reachability/reachability-model.ts';
import type { ShareModel } from './share-model.ts';

/** What the menus ask of the share. One that makes no sense now, such as a link while nothing is shared, does nothing. */
export function registerShareCommands(commands: Commands, share: ShareModel, reachability: ReachabilityModel): void {
  const withShownUrl = (run: (url: string) => Promise<void>) => () => {
    const url = share.shownAddress.value?.url;
    if (url !== undefined) void run(url);
  };
  commands.on('choose-folder', () => void share.chooseFolder());
  commands.on('choose-files', () => void share.chooseFiles());
  commands.on('start-sharing', () => void share.start());
  commands.on('stop-sharing', () => void share.stop());
  commands.on(
    'copy-link',
    withShownUrl((url) => share.copyLink(url)),
  );
  commands.on('show-qr-code', () => share.enlargeQr(true));
  commands.on(
    'check-reachability',
    withShownUrl((url) => reachability.open(url)),
  );
}

import { app } from 'electron';
import { handedOverPaths, startsHidden } from './arguments.ts';
import { requestPathsMax } from './limits.ts';

/**
 * True for the first instance on this settings folder. Any other hands its paths over and must end; the first then
 * calls `onOtherInstance` with them, which Electron holds back until the app is ready. A hidden start without paths, as at
 * login, wants nothing of the first.
 */
export function claimSingleInstance(
  paths: readonly string[],
  onOtherInstance: (paths: readonly string[]) => void,
): boolean {
  if (!app.requestSingleInstanceLock({ paths: paths.slice(0, requestPathsMax) })) return false;
  app.on('second-instance', (_event, argv, _workingDirectory, data) => {
    const handedOver = handedOverPaths(data);
    if (handedOver.length > 0 || !startsHidden(argv)) onOtherInstance(handedOver);
  });
  return true;
}

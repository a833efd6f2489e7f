import { app } from 'electron';
import { handedOverPaths } from './arguments.ts';
import { requestPathsMax } from './limits.ts';

/**
 * True for the first instance on this settings folder. Any other hands its paths over and must end; the first then
 * calls `onOtherInstance` with them, which Electron holds back until the app is ready.
 */
export function claimSingleInstance(
  paths: readonly string[],
  onOtherInstance: (paths: readonly string[]) => void,
): boolean {
  if (!app.requestSingleInstanceLock({ paths: paths.slice(0, requestPathsMax) })) return false;
  app.on('second-instance', (_event, _argv, _workingDirectory, data) => onOtherInstance(handedOverPaths(data)));
  return true;
}

import './ui/tokens.css';
import './ui/base.css';
import { render } from 'preact';
import { createAccessLogModel } from './access-log/access-log-model.ts';
import { createActivityModel } from './activity/activity-model.ts';
import { App } from './app.tsx';
import { connectBridge } from './bridge.ts';
import { createCommands } from './commands.ts';
import { createNearbyModel } from './nearby/nearby-model.ts';
import { createReachabilityModel } from './reachability/reachability-model.ts';
import { cycleRegionsByKeyboard } from './regions.ts';
import { createSettingsModel } from './settings/settings-model.ts';
import { createDropTarget } from './share/drop-target.ts';
import { createPortModel } from './share/port-model.ts';
import { registerShareCommands } from './share/share-commands.ts';
import { createShareModel } from './share/share-model.ts';
import { createTransfersModel } from './transfers/transfers-model.ts';

const bridge = connectBridge();
const commands = createCommands(bridge);
const share = createShareModel(bridge);
const port = createPortModel(bridge, share.snapshot);
const activity = createActivityModel(commands);
const log = createAccessLogModel(bridge);
const transfers = createTransfersModel(bridge, share.snapshot);
const nearby = createNearbyModel(bridge);
const reachability = createReachabilityModel(bridge);
const settings = createSettingsModel(bridge, share.snapshot);
const drop = createDropTarget(window, (files) => void share.addFiles(files));
registerShareCommands(commands, share, reachability);
commands.on('open-settings', settings.open);
commands.on('find-in-log', log.wantFilter);
document.addEventListener('visibilitychange', () => log.setSeen(document.visibilityState === 'visible'));
const root = document.getElementById('root');
const models = {
  share,
  port,
  activity,
  log,
  transfers,
  nearby,
  reachability,
  settings,
  dropping: drop.active,
  dropCount: drop.count,
};
cycleRegionsByKeyboard(document);
if (root) render(<App {...models} />, root);

commands.holdUntil(share.load());
void log.load();
void transfers.load();
void nearby.load();

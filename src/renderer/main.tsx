import './ui/tokens.css';
import './ui/base.css';
import { render } from 'preact';
import { createAccessLogModel } from './access-log/access-log-model.ts';
import { App } from './app.tsx';
import { connectBridge } from './bridge.ts';
import { createNearbyModel } from './nearby/nearby-model.ts';
import { createReachabilityModel } from './reachability/reachability-model.ts';
import { createDropTarget } from './share/drop-target.ts';
import { createPortModel } from './share/port-model.ts';
import { createShareModel } from './share/share-model.ts';

const bridge = connectBridge();
const share = createShareModel(bridge);
const port = createPortModel(bridge, share.snapshot);
const log = createAccessLogModel(bridge);
const nearby = createNearbyModel(bridge);
const reachability = createReachabilityModel(bridge);
const drop = createDropTarget(window, (files) => void share.addFiles(files));
const root = document.getElementById('root');
const models = { share, port, log, nearby, reachability, dropping: drop.active };
if (root) render(<App {...models} />, root);

void share.load();
void log.load();
void nearby.load();

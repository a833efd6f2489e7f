import type { ReadonlySignal } from '@preact/signals';
import type { AppSnapshot, DoorstepBridge } from '../../shared/ipc.ts';
import { createDraftField, type DraftField } from '../ui/draft-field.ts';
import { parsePort } from './parse-port.ts';

/** The port field. */
export type PortModel = DraftField;

/** The port field over what `snapshot` says. */
export function createPortModel(bridge: DoorstepBridge, snapshot: ReadonlySignal<AppSnapshot | null>): PortModel {
  return createDraftField({
    current: () => snapshot.value?.wantedPort,
    textOf: String,
    parse: (text) => parsePort(text) ?? undefined,
    submit: (port) => bridge.request('setPort', port),
  });
}

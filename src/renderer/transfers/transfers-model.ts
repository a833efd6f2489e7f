import { type ReadonlySignal, signal } from '@preact/signals';

/** The transfers as the window knows them. */
export interface TransfersModel {
  /** How many are running now. */
  readonly running: ReadonlySignal<number>;
}

export function createTransfersModel(): TransfersModel {
  return { running: signal(0) };
}

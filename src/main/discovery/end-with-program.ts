/**
 * Has `end` called where the program ends before what it is about is over: a process that was started here must not
 * outlive it. Returns what calls that off.
 */
export function endWithProgram(end: () => void): () => void {
  process.once('exit', end);
  return () => {
    process.off('exit', end);
  };
}

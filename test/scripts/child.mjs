// Stands for a program that a wrapper runs: ends with the code in argv[2], or, where that is "wait", tells that it waits
// and ends with 7 on the signal in argv[3].
const [what, signal = ''] = process.argv.slice(2);
if (what === 'wait') {
  const forever = setInterval(() => undefined, 1_000);
  process.once(signal, () => {
    clearInterval(forever);
    process.exitCode = 7;
  });
  console.log('waiting');
} else process.exitCode = Number(what);

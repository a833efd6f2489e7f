process.stdout.write(`${JSON.stringify({ event: 'ready' })}\n`);

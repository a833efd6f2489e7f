// npm run imports: fails where an import under src breaks the architecture (docs/architecture.md).
import { join } from 'node:path';
import { findViolations } from './import-rules.mjs';

const violations = await findViolations(join(import.meta.dirname, '../src'));
for (const violation of violations) console.error(violation);
if (violations.length > 0) process.exitCode = 1;
else console.log('The imports keep to the architecture.');

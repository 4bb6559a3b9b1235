// Holds a FHIR R4 bundle, read from standard input, against the R4 definitions: prints what is wrong, a line each; nothing where nothing is.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const { Fhir } = createRequire(import.meta.url)('fhir');
const bundle = JSON.parse(readFileSync(0, 'utf8'));
const told = [];
const check = (resource) => {
  const { messages } = new Fhir().validate(resource, { errorOnUnexpected: true });
  for (const it of messages) {
    if (it.severity === 'error' || it.severity === 'fatal') told.push(`${resource.resourceType}/${resource.id} ${it.location}: ${it.message}`);
  }
};
check(bundle);
for (const entry of bundle.entry ?? []) check(entry.resource);
process.stdout.write([...new Set(told)].join('\n'));

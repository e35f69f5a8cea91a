// usage: node shacl.mjs SHAPES.ttl FILE.jsonld BASE
// Prints {"triples": N, "conforms": true|false, "faults": [...]}: whether what a JSON-LD file says meets SHACL shapes. Nothing is
// loaded from elsewhere: a context that is not in the file is an error.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const jsonld = require('jsonld');
const { Parser, Store } = require('n3');
const { default: Validator } = await import(require.resolve('rdf-validate-shacl'));

const [shapes, file, base] = process.argv.slice(2);
const documentLoader = (url) => Promise.reject(new Error(`the context ${url} is not in the file`));
const quads = await jsonld.toRDF(JSON.parse(readFileSync(file, 'utf8')), { base, format: 'application/n-quads', documentLoader });
const data = new Store(new Parser({ format: 'N-Quads' }).parse(quads));
const rules = new Store(new Parser({ baseIRI: base }).parse(readFileSync(shapes, 'utf8')));
const report = await new Validator(rules).validate(data);
const faults = report.results.map((result) => `${result.focusNode?.value} ${result.path?.value}: ${result.message.map((m) => m.value).join('; ')}`);
console.log(JSON.stringify({ triples: data.size, conforms: report.conforms, faults, quads: quads.split('\n').filter(Boolean) }));

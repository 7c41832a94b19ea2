// Calls the local PKCS #11 library at random, under the sanitizers: node scripts/fuzz-pkcs11.ts [CALLS] [SEED]
import { fuzzLibrary } from '../test/pkcs11/fuzz-program.ts';

const [calls = '100000', seed = String(Math.floor(Math.random() * 2 ** 31))] = process.argv.slice(2);
console.error(`node scripts/fuzz-pkcs11.ts ${calls} ${seed}`);
const { status, stdout, stderr } = fuzzLibrary(Number(calls), Number(seed));
process.stdout.write(stdout);
process.stderr.write(stderr);
process.exitCode = status ?? 1;

import pkcs11js from 'pkcs11js';
import { type ScenarioName, scenarios } from './scenarios.ts';

// Loads a PKCS #11 library, does what is asked for, and prints what came of it.

const [path = '', name, pin = ''] = process.argv.slice(2);
const module = new pkcs11js.PKCS11();
module.load(path);
let answer: unknown;
try {
  module.C_Initialize();
  answer = scenarios[name as ScenarioName]({ ck: pkcs11js as never, module, pin });
  module.C_Finalize();
} catch (error) {
  answer = (error as Error).message;
}
console.log(JSON.stringify(answer));

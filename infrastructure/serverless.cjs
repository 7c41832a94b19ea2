// osls loads files that end in .cjs; what it wires is in TypeScript, which Node runs as it is
module.exports = require('./template.ts');

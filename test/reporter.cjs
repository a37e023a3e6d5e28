const Mocha = require('mocha');

/** Mocha's spec reporter, with a closing line that names both counts in plain words. */
class SpecWithCounts extends Mocha.reporters.Spec {
  epilogue() {
    super.epilogue();
    const { passes, failures, pending } = this.stats;
    Mocha.reporters.Base.consoleLog(`${passes} passed, ${failures} failed${pending > 0 ? `, ${pending} skipped` : ''}`);
  }
}

module.exports = SpecWithCounts;

import { execFile } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { projectRoot } from '#helper/media/projectRoot';

const root = projectRoot();
const probe = path.join(root, 'host-scripts/shared/probe.test.ts');
const run = promisify(execFile);

/** Each line must not compile: ExtendScript lacks it, or a contract type would have become `any`. */
const mistakes = [
  'export var a = [1, 2].map(function (n: number) { return n; });',
  "export var b = Object.keys({});",
  "export var c = ' x '.trim();",
  "export var d: HostPlan['operations'][number]['kind'] = 'nothing';",
  "export var e: OperationOf<'setValue'>['value'] = 'text';",
];

describe('typings of the host scripts', () => {
  it('refuse what ExtendScript lacks and do not let contract types loosen', async () => {
    await writeFile(probe, `import type { HostPlan, OperationOf } from '#contracts/hostPlan';\n${mistakes.join('\n')}\n`);
    try {
      const words = await run(process.execPath, [path.join(root, 'node_modules/typescript/bin/tsc'), '-p', path.join(root, 'host-scripts'), '--pretty', 'false']).then(
        () => '',
        (error: { stdout: string }) => error.stdout,
      );
      mistakes.forEach((mistake, index) => expect(words, mistake).to.include(`probe.test.ts(${index + 2},`));
    } finally {
      await rm(probe, { force: true });
    }
  });
});
